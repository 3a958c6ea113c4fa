"""Publish: the only stage that writes. The new site is written apart and takes the old one's place in one step.

Beside the output folder `public` stands a hidden folder `.public.plainleaf` with a lock, the site that is being
written, and for a moment the one that was replaced. A build that fails or is killed leaves `public` as it was.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from plainleaf.jobs import Kept, Output, Outputs, PageJob
from plainleaf.options import Options, Result
from plainleaf.problems import Place, Report
from plainleaf.snapshot import INPUTS, Snapshot
from plainleaf.state import Known, Seen, request_of, save_state, stat_of, workplace

AT_FDCWD = -100
RENAME_EXCHANGE = 2
LOCK_SECONDS = 60
MARKER = "README.txt"
EXPLANATION = "plainleaf keeps here what it needs to build the site beside this folder quickly and safely.\n"


def publish(outputs: Outputs, options: Options, snapshot: Snapshot, report: Report) -> None:
    """Make the output folder hold exactly these outputs, and remember what they were made from.

    What keeps it from doing so is reported, and the folder stays as it was. `snapshot` was taken before the build.
    """
    out = options.out.resolve()
    if not _may_replace(out, options.root.resolve(), report):
        return
    beside = workplace(out)
    try:
        beside.mkdir(parents=True, exist_ok=True)
        (beside / MARKER).write_text(EXPLANATION, encoding="utf-8")
        with FileLock(beside / "lock", timeout=LOCK_SECONDS):
            if _were_replaced(outputs):
                fix = "Build again, when the other build is done."
                report.add(_place(out, options.root), "locked", "another build has written to this folder", fix)
                return
            _replace(outputs, out, beside)
            _remember(outputs, out, options, snapshot, report)
    except Timeout:
        fix = "Wait until the other build is done."
        report.add(_place(out, options.root), "locked", "another build is writing to this folder", fix)
    except OSError as error:
        fix = "Free some space on the disk, or give yourself the right to write there; then build again."
        message = f"the site cannot be written: {error.strerror or error}"
        report.add(_place(out, options.root), "cannot-write", message, fix)


def _were_replaced(outputs: Outputs) -> bool:
    """Whether a file that was to be kept is no longer the one that was looked at."""
    kept = (output.content for output in outputs.values() if isinstance(output.content, Kept))
    return any(stat_of(each.file) != each.stat for each in kept)


def _place(out: Path, root: Path) -> Place:
    """The output folder as a place: relative to the root where it lies below it."""
    root = root.resolve()
    return Place(str(out.relative_to(root) if out.is_relative_to(root) else out))


def _remember(outputs: Outputs, out: Path, options: Options, snapshot: Snapshot, report: Report) -> None:
    known = {
        str(path): Known(
            output.key,
            stat_of(f"{out}/{path}"),
            tuple(sorted(output.anchors)),
            output.problems,
            output.sample,
        )
        for path, output in outputs.items()
    }
    seen = Seen(
        request_of(options),
        snapshot.inputs,
        snapshot.generator,
        snapshot.is_certain,
        tuple(report.problems),
        {path: each.stat for path, each in known.items()},
    )
    save_state(out, seen, known)


def _may_replace(out: Path, root: Path, report: Report) -> bool:
    """Whether `out` is a folder that plainleaf may replace as a whole."""
    inputs = [root / name for name in INPUTS]
    holds_inputs = root.is_relative_to(out) or any(out.is_relative_to(path) for path in inputs)
    is_foreign = out.exists() and not (workplace(out) / MARKER).is_file() and (not out.is_dir() or any(out.iterdir()))
    if holds_inputs:
        fix = "Choose a folder of its own, for example '--out public'."
        report.add(_place(out, root), "bad-output", "the output folder holds the site's own files", fix)
    elif is_foreign:
        message = "this folder holds files that plainleaf did not write"
        report.add(_place(out, root), "bad-output", message, "Choose another folder with '--out', or delete this one.")
    return not holds_inputs and not is_foreign


def _replace(outputs: Outputs, out: Path, beside: Path) -> None:
    fresh, old = beside / "next", beside / "old"
    if not out.exists() and old.exists():
        # A build was killed between the two renames of a system that cannot exchange folders.
        old.rename(out)
    _delete(fresh)
    _delete(old)
    try:
        fresh.mkdir()
        for output in outputs.values():
            _write(output, fresh)
        _put_in_place(fresh, out, old)
    finally:
        _delete(fresh)
        _delete(old)


def _delete(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _write(output: Output, folder: Path) -> None:
    path = output.job.path
    if path.is_absolute() or ".." in path.parts or path == PurePosixPath("."):
        raise ValueError(f"a job has the path {path}, which is not inside the site")
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(output.content, bytes):
        file.write_bytes(output.content)
    elif isinstance(output.content, Kept):
        _keep(output.content.file, file)
    else:
        shutil.copyfile(output.content, file)


def _keep(old: Path, file: Path) -> None:
    """Let a file of the old site stand in the new one as well, without copying it where the disk can do that."""
    try:
        file.hardlink_to(old)
    except OSError:
        shutil.copy2(old, file)


def _put_in_place(fresh: Path, out: Path, old: Path) -> None:
    if not out.exists():
        fresh.rename(out)
        return
    exchange = _find_exchange()
    if exchange is None or not exchange(fresh, out):
        out.rename(old)
        fresh.rename(out)


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


def count(outputs: Outputs) -> Result:
    """What a build came to."""
    pages = sum(path.suffix == ".html" for path in outputs)
    made = sum(not isinstance(output.content, Kept) for output in outputs.values())
    written = (output.job for output in outputs.values() if isinstance(output.job, PageJob))
    sources = {job.prose.place.path: str(job.path) for job in written if job.prose.place.path}
    return Result(pages, len(outputs), made, sources)
