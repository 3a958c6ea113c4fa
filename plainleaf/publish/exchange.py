"""Publish: the only stage that writes. The new site is built in a staging folder and replaces the old one in one step.

Beside the output folder `public` is the work folder `.public.plainleaf`, with a lock and the staging folder `next`.
When the site is complete, `next` and `public` are exchanged. `next` then holds the replaced site, and the following
build turns it into the new one: nearly all of its files are hard links to files that are wanted again. A build that
fails or is killed does not change `public`.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.input.opening import is_link_entry, open_folder, replace_file
from plainleaf.model.jobs import FileOnDisk, Output, Outputs
from plainleaf.options import Options, Result
from plainleaf.problems import ChangedMeanwhileError, Report
from plainleaf.publish.in_place import as_published, change_in_place
from plainleaf.publish.kept import everything_below, let_everyone_read, link_kept
from plainleaf.publish.refusals import refusal_of
from plainleaf.publish.replaceable import may_replace
from plainleaf.render import CannotWriteError, cannot_write, copy_file, make_room, on_disk, write_file
from plainleaf.reuse import Work, save_build
from plainleaf.state.lock import LockedError, hold_lock
from plainleaf.state.output_files import identity_of, stat_of
from plainleaf.state.restore import put_back
from plainleaf.state.snapshot import OutputStat, output_stat
from plainleaf.state.state import State
from plainleaf.state.work_folder import MARKER, OLD, STAGING, find_refusal, place_of, work_folder_of

AT_FDCWD = -100
RENAME_EXCHANGE = 2
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

        `progress` is told how many of how many are done. However this ends, `made` is closed: workers write into this
        folder as well, which they may do only while it is locked.
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

    Whatever prevents the site from being written is reported, and the output folder is not changed. Raises
    ChangedMeanwhileError when a file to copy differs from what the last build saved of it, or was edited meanwhile.
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
            elif _is_in_place(work, state):
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
    let_everyone_read(missing)
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

    `folder` is its descriptor, where there is one. A link is never wanted, and never followed.
    """
    if folder is not None:
        _let_me_write(folder)
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


def _let_me_write(folder: int) -> None:
    """Somebody may have protected a published folder, which now is one of the staging folder."""
    mode = os.fstat(folder).st_mode
    if mode & OWNER_CHANGES != OWNER_CHANGES:
        with suppress(PermissionError):
            os.fchmod(folder, stat.S_IMODE(mode) | OWNER_CHANGES)


def _planned_paths(work: Work) -> set[str]:
    """The files of the site to come."""
    return {*work.reused, *(job.path for job in work.jobs)}


def _is_in_place(work: Work, state: State) -> bool:
    """Whether the output folder is changed file by file, as only a long-running process may do with its own."""
    return state.is_long_running and work.baseline.is_whole


def publish(staging: StagingFolder, outputs: Outputs, work: Work, state: State, report: Report) -> Result | None:
    """Make the output folder hold exactly these outputs, and save what they were made from; None with errors.

    Whatever prevents that is reported, and the folder is not changed. A check publishes nothing.
    """
    if staging.path is not None and not report.has_errors:
        try:
            if _is_in_place(work, state):
                # If writing fails halfway, the next build must not rely on what was saved.
                state.invalidate()
                change_in_place(outputs, work.baseline.outputs, staging.out)
            elif (complete := _add_reused(outputs, staging, work.baseline.identity)) is not None:
                if not may_replace(staging.out, staging.root.resolve(), outputs, work.kept, report):
                    return None  # somebody has put something there meanwhile
                outputs = complete
                link_kept(staging.out, staging.path, work.kept)
                let_everyone_read(everything_below(staging.path))
                _put_in_place(staging.path, staging.out, work_folder_of(staging.out) / OLD)
            else:
                place, fix = place_of(staging.out, staging.root), "Build again when the other build is finished."
                report.add(place, "locked", "another build has written to this folder", fix)
                return None
            if state.is_long_running:
                outputs = {path: as_published(output, staging.out) for path, output in outputs.items()}
            save_build(state, work, outputs, tuple(report.problems), staging.out)
        except OSError as error:
            raise cannot_write(error) from error
    pages = sum(path.endswith(".html") for path in outputs)
    edited = () if staging.path is None else work.baseline.edited
    findings = {path: output.findings for path, output in outputs.items() if output.findings.source}
    sources = {found.source: path for path, found in findings.items()}
    standings = {found.source: found.standing for found in findings.values() if found.standing}
    made, engine = len(work.jobs), work.engine
    result = Result(pages, len(outputs), made, sources, engine, standings, edited, work.unread, work.lacks_avif)
    return None if report.has_errors else result


def _add_reused(outputs: Outputs, staging: StagingFolder, identity: tuple[int, ...]) -> Outputs | None:
    """Link the reused files of the old site into the new one; None if that site is no longer the one with `identity`.

    Gives the outputs with the files as they are now: a disk without hard links has copies.
    """
    assert staging.path is not None
    written = str(staging.path) + os.sep
    reused = [
        (path, output.content)
        for path, output in outputs.items()
        if isinstance(output.content, FileOnDisk) and not output.content.file.startswith(written)
    ]
    # The same identity also means that no inode was given to another file.
    if reused and identity_of(staging.out) != identity:
        return None
    complete = dict(outputs)
    for path, content in reused:
        # Where there are no inodes, all are 0.
        if not content.stat[-1] or staging.has.get(path) != content.stat:
            if stat_of(Path(content.file)) != content.stat:
                return None
            copy = _link(content, Path(make_room(staging.path, path)))
            complete[path] = replace(outputs[path], content=copy)
    return complete


def _link(old: FileOnDisk, file: Path) -> FileOnDisk:
    """Make a hard link to a file, or a copy where the disk has no links. Gives the file as it is in the new place."""
    try:
        file.hardlink_to(old.file)
    except OSError:
        shutil.copy2(old.file, file)
        return on_disk(str(file), old.digest)
    return old


def _put_in_place(staging: Path, out: Path, old: Path) -> None:
    """Exchange the two folders; the first site is only renamed."""
    if not out.exists():
        staging.rename(out)
        return
    exchange = _find_exchange()
    if exchange is None or not exchange(staging, out):
        out.rename(old)
        staging.rename(out)
        old.rename(staging)


def _find_exchange() -> Callable[[Path, Path], bool] | None:
    """A function that exchanges two folders in one step, where the system has one (Linux: renameat2)."""
    if not sys.platform.startswith("linux"):
        return None
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return None

    def exchange(one: Path, other: Path) -> bool:
        paths = (os.fsencode(one), os.fsencode(other))
        return bool(renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)

    return exchange
