"""Put back a site that a killed build had moved aside, before anything else happens.

Where the system cannot exchange two folders, no site is published for a moment between two renames. If a build is
killed in that moment, the old site is still in the work folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.state.lock import LockedError, hold_lock
from plainleaf.state.work_folder import OLD, find_refusal, place_of, work_folder_of


def restore(options: Options, report: Report) -> None:
    """Put the published site back if a killed build had moved it aside. A check writes nothing else.

    While another build holds the lock, it is still running and finishes the exchange itself.
    """
    out = options.real_out
    if not _is_aside(out) or find_refusal(options) is not None:
        return
    try:
        with hold_lock(work_folder_of(out) / "lock", timeout=0):
            put_back(out)
    except LockedError:
        return
    except OSError as error:
        fix = "Get permission to write to this folder, or put the old site back by hand; then build again."
        message = f"the old site cannot be put back from {work_folder_of(out).name}: {error.strerror or error}"
        report.add(place_of(out, options.root), "cannot-write", message, fix)


def _is_aside(out: Path) -> bool:
    return not out.exists() and os.path.lexists(work_folder_of(out) / OLD)


def put_back(out: Path) -> None:
    """Undo or finish an exchange that a killed build had begun. The caller must hold the lock."""
    old = work_folder_of(out) / OLD
    if _is_aside(out):
        old.rename(out)
    elif old.exists():
        # The new site is already in place.
        import shutil  # slow to import, and rarely needed

        shutil.rmtree(old)
