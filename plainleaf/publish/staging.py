"""The staging folder: where a site is put together, `next` in the work folder beside the output folder.

It holds the previously replaced site, which the build turns into the new one: nearly all of its files are hard
links to files that are wanted again.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.input.opening import is_link_entry, open_folder, replace_file
from plainleaf.model.jobs import FileOnDisk, Output, Outputs
from plainleaf.options import Options
from plainleaf.problems import ChangedMeanwhileError, Report
from plainleaf.publish.kept import make_readable
from plainleaf.publish.refusals import refusal_of
from plainleaf.publish.replaceable import may_replace
from plainleaf.render import CannotWriteError, cannot_write, copy_file, make_room, write_file
from plainleaf.reuse import Work
from plainleaf.state.lock import LockedError, hold_lock
from plainleaf.state.restore import put_back
from plainleaf.state.snapshot import OutputStat, output_stat
from plainleaf.state.state import State
from plainleaf.state.work_folder import MARKER, STAGING, find_refusal, place_of, work_folder_of

LOCK_SECONDS = 60
# Permissions: the owner of a folder may list, enter and change it.
OWNER_CHANGES = stat.S_IRWXU
EXPLANATION = "plainleaf uses this folder to build the site beside it quickly and safely.\n"


class StagingFolder(Struct, frozen=True):
    """Where a site is put together: the folder `path`, which will replace `out`; None for a check.

    `root` is the site's folder. `has` are the files of an earlier site that it still has, by path.
    """

    path: Path | None
    out: Path
    has: Mapping[str, OutputStat]
    root: Path

    def fill(self, work: Work, made: Generator[Output, None, None], progress: Callable[[int, int], None]) -> Outputs:
        """All outputs, reused and made. A file that no worker has written yet is written here.

        `progress` is called with how many of how many are done. However this ends, `made` is closed: workers write into
        this folder as well, which they may do only while it is locked.
        """
        outputs = dict(work.reused)
        try:
            for done, output in enumerate(made, 1):
                if not isinstance(output.content, FileOnDisk):
                    output = replace(output, content=self._write(output))
                outputs[output.path] = output
                # The style sheets that pages use come after all jobs.
                progress(min(done, len(work.jobs)), len(work.jobs))
        finally:
            # The traceback of an error would keep it open.
            made.close()
        return outputs

    def _write(self, output: Output) -> FileOnDisk | None:
        if self.path is None or output.content is None:
            return None
        if isinstance(output.content, bytes):
            return write_file(self.path, output.path, output.content)
        assert isinstance(output.content, Path)
        try:
            return copy_file(output.content, self.root, Path(make_room(self.path, output.path)), output.key)
        except OSError as error:
            raise cannot_write(error) from error


@contextmanager
def open_staging_folder(work: Work, options: Options, state: State, report: Report) -> Iterator[StagingFolder | None]:
    """A locked folder to put a site together in; None after reporting why there is none.

    Whatever prevents writing the site is reported, and the output folder is not changed. Raises
    ChangedMeanwhileError if a file to copy differs from what the last build saved of it, or was edited meanwhile.
    """
    out = options.real_out
    place = place_of(out, options.root)
    with ExitStack() as closing:
        staging = None
        try:
            if not options.writes:
                staging = StagingFolder(None, out, {}, options.root)
            elif (refusal := find_refusal(options)) is not None:
                report.extend([refusal])
            elif is_in_place(work, state):
                staging = _prepare(out, options.root, set(), closing)
            elif may_replace(out, options.root.resolve(), planned := _planned_paths(work), work.kept, report):
                staging = _prepare(out, options.root, planned, closing)
        except LockedError:
            fix = "Wait until the other build is finished, then build again."
            report.add(place, "locked", "another build is writing to this folder", fix)
        except OSError as error:
            report.extend([refusal_of(cannot_write(error), options)])
        try:
            yield staging
        except CannotWriteError as error:
            report.extend([refusal_of(error, options)])
        except ChangedMeanwhileError as changed:
            if not state.is_blank:
                raise
            message = "this file was changed while the site was being built"
            report.add(place_of(changed.file, options.root), "changed-meanwhile", message, "Build again.")


def _prepare(out: Path, root: Path, wanted: set[str], closing: ExitStack) -> StagingFolder:
    """The staging folder, with only wanted files in it, locked until `closing`."""
    beside = work_folder_of(out)
    path = beside / STAGING
    missing = [folder for folder in out.parents if not folder.exists()]
    beside.mkdir(parents=True, exist_ok=True)
    make_readable(missing)
    closing.enter_context(hold_lock(beside / "lock", LOCK_SECONDS))
    replace_file(beside / MARKER, EXPLANATION.encode())
    put_back(out)
    if (beside / "state").is_dir():
        # Nothing else belongs here, and a folder cannot be replaced by a file.
        shutil.rmtree(beside / "state")
    path.mkdir(exist_ok=True)
    has: dict[str, OutputStat] = {}
    try:
        with open_folder(str(path)) as opened, os.scandir(path if opened is None else opened) as entries:
            _delete_others(wanted, opened, list(entries), "", has)
    except PermissionError as error:
        # The error only knows the last name of the path.
        raise PermissionError(error.errno, error.strerror, str(path)) from error
    return StagingFolder(path, out, has, root)


def _delete_others(
    wanted: set[str],
    folder: int | None,
    found: list[os.DirEntry[str]],
    prefix: str,
    has: dict[str, OutputStat],
) -> int:
    """Delete whatever is not wanted of what was `found` in a folder; note the rest in `has` and give its number.

    `folder` is its descriptor, if there is one. A link is never wanted, and never followed.
    """
    if folder is not None:
        _make_writable(folder)
    remaining = len(found)
    for entry in found:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False) and not is_link_entry(entry):
            with (
                open_folder(entry.path, folder) as opened,
                os.scandir(entry.path if opened is None else opened) as below,
            ):
                inside = _delete_others(wanted, opened, list(below), f"{path}/", has)
            if not inside:
                os.rmdir(entry.path, dir_fd=folder)
                remaining -= 1
        elif path in wanted and entry.is_file(follow_symlinks=False):
            # On some file systems the inode of the directory entry is not that of the file.
            has[path] = output_stat(entry.stat(follow_symlinks=False))
        else:
            os.unlink(entry.path, dir_fd=folder)
            remaining -= 1
    return remaining


def _make_writable(folder: int) -> None:
    """Make a folder writable: somebody may have protected it when it was published."""
    mode = os.fstat(folder).st_mode
    if mode & OWNER_CHANGES != OWNER_CHANGES:
        with suppress(PermissionError):
            os.fchmod(folder, stat.S_IMODE(mode) | OWNER_CHANGES)


def _planned_paths(work: Work) -> set[str]:
    """The files of the site to come."""
    return {*work.reused, *(job.path for job in work.jobs)}


def is_in_place(work: Work, state: State) -> bool:
    """Whether the output folder is changed file by file, which only a long-running process may do, with its own."""
    return state.is_long_running and work.baseline.is_whole
