"""Restore: a site that a killed build left aside goes back to its place, whatever becomes of the build that finds it.

Where the system cannot exchange two folders, there is a moment between two renames in which no site is published. A
build that is killed in that moment leaves the old site in the work folder.
"""

from __future__ import annotations

from pathlib import Path

from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.state.lock import LockedError, hold_lock
from plainleaf.state.work_folder import OLD, find_refusal, place_of, workplace


def restore(options: Options, report: Report) -> None:
    """Put the published site back if a killed build left it aside. A check does so too, and writes nothing else.

    While another build holds the lock that build is not dead, and all is left to it.
    """
    out = options.out.resolve()
    if not _is_aside(out) or find_refusal(options) is not None:
        return
    try:
        with hold_lock(workplace(out) / "lock", patience=0):
            put_back(out)
    except LockedError:
        return
    except OSError as error:
        fix = "Give yourself the right to write there, or put the folder back by hand; then build again."
        message = f"the old site cannot be put back from {workplace(out).name}: {error.strerror or error}"
        report.add(place_of(out, options.root), "cannot-write", message, fix)


def _is_aside(out: Path) -> bool:
    return not out.exists() and (workplace(out) / OLD).is_dir()


def put_back(out: Path) -> None:
    """Undo or finish what a killed build left undone. Only for a process that holds the lock."""
    old = workplace(out) / OLD
    if _is_aside(out):
        old.rename(out)
    elif old.exists():
        # The new site is in its place already.
        import shutil  # slow to import, and hardly ever needed

        shutil.rmtree(old)
