"""Publish: the only stage that writes. The new site is written apart and takes the old one's place in one step.

Beside the output folder `public` stands a hidden folder `.public.plainleaf` with a lock and the folder `next`, in which
a site is put together. When the two have changed places, `next` holds the site that was replaced, and the build after
that turns it into the new one: nearly all of its files are hard links to the very files that are wanted again. A build
that fails or is killed leaves `public` as it was.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.input.opening import is_link_entry, open_folder, replace_file
from plainleaf.model.jobs import Kept, Output, Outputs
from plainleaf.options import Options, Result
from plainleaf.problems import ChangedMeanwhileError, Place, Report
from plainleaf.publish.in_place import change_in_place, settle
from plainleaf.render import CannotWriteError, copy_file, keep, make_room, write_file
from plainleaf.reuse import Work, remember
from plainleaf.state.lock import LockedError, hold_lock
from plainleaf.state.output_files import mark_of, stat_of
from plainleaf.state.restore import put_back
from plainleaf.state.snapshot import INPUTS, OutputStat, output_stat
from plainleaf.state.state import State
from plainleaf.state.work_folder import MARKER, NEXT, OLD, find_refusal, place_of, workplace

AT_FDCWD = -100
RENAME_EXCHANGE = 2
LOCK_SECONDS = 60
EXPLANATION = "plainleaf keeps here what it needs to build the site beside this folder quickly and safely.\n"


class Stage(Struct, frozen=True):
    """Where a site is put together: the folder `fresh`, which is to take the place of `out`; None for a check.

    `root` is the site's folder. `has` are the files that lie there from an earlier site, by path.
    """

    fresh: Path | None
    out: Path
    has: Mapping[str, OutputStat]
    root: Path

    def put(self, work: Work, made: Generator[Output, None, None], progress: Callable[[int, int], None]) -> Outputs:
        """All outputs. What was made and is not in its place yet is written, one file after the other.

        `progress` is told how many of how many are done. However this ends, `made` is closed: those who make pages
        write here as well, and may do so only while it is locked.
        """
        outputs = dict(work.kept)
        try:
            for done, output in enumerate(made, 1):
                if not isinstance(output.content, Kept):
                    output = replace(output, content=self._write(output))
                outputs[output.path] = output
                progress(done, len(work.jobs))
        finally:
            # By itself it would go on existing as long as the traceback of an error.
            made.close()
        return outputs

    def _write(self, output: Output) -> Kept | None:
        if self.fresh is None or output.content is None:
            return None
        if isinstance(output.content, bytes):
            return write_file(self.fresh, output.path, output.content)
        assert isinstance(output.content, Path)
        try:
            return copy_file(output.content, self.root, Path(make_room(self.fresh, output.path)), output.key)
        except OSError as error:
            raise CannotWriteError(error.strerror or str(error)) from error


@contextmanager
def open_stage(work: Work, options: Options, state: State, report: Report) -> Iterator[Stage | None]:
    """A place to put a site together, which nobody else uses; None after reporting why there is none.

    What keeps the site from being written is reported, and the output folder stays as it was. Raises
    ChangedMeanwhileError when a file to copy is not what the last build left of it, or was saved in the meantime.
    """
    out = options.out.resolve()
    place = place_of(out, options.root)
    with ExitStack() as closing:
        stage = None
        try:
            if not options.writes:
                stage = Stage(None, out, {}, options.root)
            elif (refusal := find_refusal(options)) is not None:
                report.extend([refusal])
            elif _may_replace(out, options.root.resolve(), report):
                wanted = set() if _is_in_place(work, state) else {*work.kept, *(job.path for job in work.jobs)}
                stage = _prepare(out, options.root, wanted, closing)
        except LockedError:
            fix = "Wait until the other build is done."
            report.add(place, "locked", "another build is writing to this folder", fix)
        except OSError as error:
            _report_refusal(place, error.strerror or str(error), report)
        try:
            yield stage
        except CannotWriteError as error:
            _report_refusal(place, str(error), report)
        except ChangedMeanwhileError as changed:
            if not state.is_blank:
                raise
            message = "this file was changed while the site was built"
            report.add(place_of(changed.file, options.root), "changed-meanwhile", message, "Build again.")


def _report_refusal(place: Place, why: str, report: Report) -> None:
    fix = "Free some space on the disk, or give yourself the right to write there; then build again."
    report.add(place, "cannot-write", f"the site cannot be written: {why}", fix)


def _prepare(out: Path, root: Path, wanted: set[str], closing: ExitStack) -> Stage:
    """The folder for the next site, with nothing in it that is not wanted, locked until `closing`."""
    beside = workplace(out)
    fresh = beside / NEXT
    beside.mkdir(parents=True, exist_ok=True)
    closing.enter_context(hold_lock(beside / "lock", LOCK_SECONDS))
    replace_file(beside / MARKER, EXPLANATION.encode())
    put_back(out)
    if (beside / "state").is_dir():
        # Nobody else has anything to keep here, and a folder cannot be replaced by a file.
        shutil.rmtree(beside / "state")
    fresh.mkdir(exist_ok=True)
    has: dict[str, OutputStat] = {}
    with open_folder(str(fresh)) as opened, os.scandir(fresh if opened is None else opened) as entries:
        _keep_only(wanted, opened, list(entries), "", has)
    return Stage(fresh, out, has, root)


def _keep_only(
    wanted: set[str],
    folder: int | None,
    found: list[os.DirEntry[str]],
    prefix: str,
    has: dict[str, OutputStat],
) -> int:
    """Delete what is not wanted of what was found in a folder, and note the rest in `has`; how much is left there.

    `folder` is its descriptor, where there is one. A link is never wanted, and never followed.
    """
    left = len(found)
    for entry in found:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False) and not is_link_entry(entry):
            with (
                open_folder(entry.path, folder) as opened,
                os.scandir(entry.path if opened is None else opened) as below,
            ):
                remaining = _keep_only(wanted, opened, list(below), f"{path}/", has)
            if not remaining:
                os.rmdir(entry.path, dir_fd=folder)
                left -= 1
        elif path in wanted and entry.is_file(follow_symlinks=False):
            # Not all file systems tell the inode of a file in the folder it is in, though entries have one.
            has[path] = output_stat(entry.stat(follow_symlinks=False))
        else:
            os.unlink(entry.path, dir_fd=folder)
            left -= 1
    return left


def _is_in_place(work: Work, state: State) -> bool:
    """Whether the output folder is changed file by file. Only that of a process that stays need not be replaced."""
    return state.stays and work.before.is_whole


def publish(stage: Stage, outputs: Outputs, work: Work, state: State, report: Report) -> Result | None:
    """Make the output folder hold exactly these outputs, and remember what they were made from; None with errors.

    What keeps it from doing so is reported, and the folder stays as it was. A check publishes nothing.
    """
    if stage.fresh is not None and not report.has_errors:
        try:
            if _is_in_place(work, state):
                # If the disk refuses something half-way, the next build must take nothing for granted.
                state.doubt()
                change_in_place(outputs, work.before.outputs, stage.out)
            elif (complete := _add_kept(outputs, stage, work.before.mark)) is not None:
                outputs = complete
                _put_in_place(stage.fresh, stage.out, workplace(stage.out) / OLD)
            else:
                fix = "Build again, when the other build is done."
                report.add(place_of(stage.out, stage.root), "locked", "another build has written to this folder", fix)
                return None
            if state.stays:
                outputs = {path: settle(output, stage.out) for path, output in outputs.items()}
            remember(state, work.before, (work.left, outputs, True), tuple(report.problems), stage.out)
        except OSError as error:
            raise CannotWriteError(error.strerror or str(error)) from error
    pages = sum(path.endswith(".html") for path in outputs)
    sources = {output.findings.source: path for path, output in outputs.items() if output.findings.source}
    return None if report.has_errors else Result(pages, len(outputs), len(work.jobs), sources, work.engine)


def _add_kept(outputs: Outputs, stage: Stage, mark: tuple[int, ...]) -> Outputs | None:
    """Add the files that are kept of the old site to the new one; None when it is no longer the site with that mark.

    Gives the outputs with the files as they are now, for a disk without hard links has copies.
    """
    assert stage.fresh is not None
    written = str(stage.fresh) + os.sep
    kept = [
        (path, output.content)
        for path, output in outputs.items()
        if isinstance(output.content, Kept) and not output.content.file.startswith(written)
    ]
    # Then none of the inodes has been given to another file either.
    if kept and mark_of(stage.out) != mark:
        return None
    complete = dict(outputs)
    for path, content in kept:
        # A system that has no inodes says 0 for all.
        if not content.stat[-1] or stage.has.get(path) != content.stat:
            if stat_of(Path(content.file)) != content.stat:
                return None
            copy = _link(content, Path(make_room(stage.fresh, path)))
            complete[path] = replace(outputs[path], content=copy)
    return complete


def _link(old: Kept, file: Path) -> Kept:
    """Put a file in another place without copying it, where the disk can do that. Gives it as it is there."""
    try:
        file.hardlink_to(old.file)
    except OSError:
        shutil.copy2(old.file, file)
        return keep(str(file), old.digest)
    return old


def _may_replace(out: Path, root: Path, report: Report) -> bool:
    """Whether `out` is a folder that plainleaf may replace as a whole."""
    inputs = [root / name for name in INPUTS]
    holds_inputs = root.is_relative_to(out) or any(out.is_relative_to(path) for path in inputs)
    is_foreign = out.exists() and not (workplace(out) / MARKER).is_file() and (not out.is_dir() or any(out.iterdir()))
    if holds_inputs:
        fix = "Choose a folder of its own, for example '--out public'."
        report.add(place_of(out, root), "bad-output", "the output folder holds the site's own files", fix)
    elif is_foreign:
        message = "this folder holds files that plainleaf did not write"
        report.add(
            place_of(out, root), "bad-output", message, "Choose another folder with '--out', or delete this one."
        )
    return not holds_inputs and not is_foreign


def _put_in_place(fresh: Path, out: Path, old: Path) -> None:
    """Let the two folders change places; the first site has nothing to change places with."""
    if not out.exists():
        fresh.rename(out)
        return
    exchange = _find_exchange()
    if exchange is None or not exchange(fresh, out):
        out.rename(old)
        fresh.rename(out)
        old.rename(fresh)


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
