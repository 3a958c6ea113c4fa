"""Publish: the new site replaces the old one in one step. Together with staging.py, this is the only stage that writes.

When the site in the staging folder is complete, that folder and the output folder are exchanged. A build that fails or
is killed does not change the output folder.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from plainleaf.model.jobs import FileOnDisk, Outputs
from plainleaf.options import Result
from plainleaf.problems import Report
from plainleaf.publish.in_place import as_published, change_in_place
from plainleaf.publish.kept import everything_below, link_kept, make_readable
from plainleaf.publish.replaceable import may_replace
from plainleaf.publish.staging import StagingFolder, is_in_place
from plainleaf.render import cannot_write, make_room, on_disk
from plainleaf.reuse import Work, save_build
from plainleaf.state.output_files import identity_of, stat_of
from plainleaf.state.state import State
from plainleaf.state.work_folder import OLD, place_of, work_folder_of

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def publish(staging: StagingFolder, outputs: Outputs, work: Work, state: State, report: Report) -> Result | None:
    """Make the output folder hold exactly these outputs, and save what they were made from; None with errors.

    Whatever prevents that is reported, and the folder is not changed. A check publishes nothing.
    """
    if staging.path is not None and not report.has_errors:
        try:
            published = _replace_site(staging, outputs, work, state, report)
            if published is not None:
                outputs = published
                save_build(state, work, outputs, tuple(report.problems), staging.out)
        except OSError as error:
            raise cannot_write(error) from error
    edited = () if staging.path is None else work.baseline.edited
    return None if report.has_errors else _result_of(outputs, work, edited)


def _replace_site(staging: StagingFolder, outputs: Outputs, work: Work, state: State, report: Report) -> Outputs | None:
    """Put the new site in the place of the old one. Returns the outputs as published; None after reporting why not."""
    assert staging.path is not None
    if is_in_place(work, state):
        # If writing fails halfway, the next build must not rely on what was saved.
        state.invalidate()
        change_in_place(outputs, work.baseline.outputs, staging.out)
        complete = outputs
    elif (linked := _add_reused(outputs, staging, work.baseline.identity)) is not None:
        if not may_replace(staging.out, staging.root.resolve(), outputs, work.kept, report):
            return None  # somebody has put something there in the meantime
        complete = linked
        link_kept(staging.out, staging.path, work.kept)
        make_readable(everything_below(staging.path))
        _put_in_place(staging.path, staging.out, work_folder_of(staging.out) / OLD)
    else:
        place, fix = place_of(staging.out, staging.root), "Build again when the other build is finished."
        report.add(place, "locked", "another build has written to this folder", fix)
        return None
    if state.is_long_running:
        return {path: as_published(output, staging.out) for path, output in complete.items()}
    return complete


def _result_of(outputs: Outputs, work: Work, edited: tuple[str, ...]) -> Result:
    """What a build reports about a site; `edited` are the published files that somebody has edited."""
    pages = sum(path.endswith(".html") for path in outputs)
    findings = {path: output.findings for path, output in outputs.items() if output.findings.source}
    sources = {found.source: path for path, found in findings.items()}
    standings = {found.source: found.standing for found in findings.values() if found.standing}
    made, engine = len(work.jobs), work.engine
    return Result(pages, len(outputs), made, sources, engine, standings, edited, work.unread, work.lacks_avif)


def _add_reused(outputs: Outputs, staging: StagingFolder, identity: tuple[int, ...]) -> Outputs | None:
    """Link the reused files of the old site into the new one; None if that site is no longer the one with `identity`.

    Returns the outputs with the files as they are now: a disk without hard links has copies.
    """
    assert staging.path is not None
    written = str(staging.path) + os.sep
    reused = [
        (path, output.content)
        for path, output in outputs.items()
        if isinstance(output.content, FileOnDisk) and not output.content.file.startswith(written)
    ]
    # The same identity also means that no inode was reused for another file.
    if reused and identity_of(staging.out) != identity:
        return None
    complete = dict(outputs)
    for path, content in reused:
        # If the file system has no inodes, all are 0.
        if not content.stat[-1] or staging.has.get(path) != content.stat:
            if stat_of(Path(content.file)) != content.stat:
                return None
            copy = _link(content, Path(make_room(staging.path, path)))
            complete[path] = replace(outputs[path], content=copy)
    return complete


def _link(old: FileOnDisk, file: Path) -> FileOnDisk:
    """Make a hard link to a file, or a copy if the disk has no links. Returns the file in its new place."""
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
    exchange = find_exchange()
    if exchange is None or not exchange(staging, out):
        out.rename(old)
        staging.rename(out)
        old.rename(staging)


def find_exchange() -> Callable[[Path, Path], bool] | None:
    """A function that exchanges two folders in one step, if the system has one (Linux: renameat2)."""
    if not sys.platform.startswith("linux"):
        return None
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return None

    def exchange(one: Path, other: Path) -> bool:
        paths = (os.fsencode(one), os.fsencode(other))
        return bool(renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)

    return exchange
