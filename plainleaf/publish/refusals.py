"""Refusals: what a person can do if the system does not let us write a site."""

from __future__ import annotations

import os
from pathlib import Path

from plainleaf.options import Options
from plainleaf.problems import Problem
from plainleaf.render import CannotWriteError
from plainleaf.state.work_folder import place_of


def refusal_of(error: CannotWriteError, options: Options) -> Problem:
    """Why the site cannot be written: at the folder that may not be changed, if that is the reason."""
    why, refused = error.args
    folder = _find_closed(Path(refused)) if refused else None
    place = place_of(folder or options.real_out, options.root)
    fix = "Free some disk space, or get permission to write to this folder; then build again."
    if folder:
        fix = f"Get permission to change everything there: chmod -R u+rwX '{place.path}'. Then build again."
    return Problem(place, "cannot-write", f"the site cannot be written: {why}", fix)


def _find_closed(file: Path) -> Path | None:
    """The nearest folder, from a file or folder upwards, that may not be listed, entered and changed."""
    folders = (folder for folder in (file, *file.parents) if os.path.isdir(folder))  # noqa: PTH112 - no errors raised
    return next((folder for folder in folders if not os.access(folder, os.R_OK | os.W_OK | os.X_OK)), None)
