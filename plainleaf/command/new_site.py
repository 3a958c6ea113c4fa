"""`new-site`: a clinic's own site, started from a small skeleton."""

from __future__ import annotations

import shutil
from pathlib import Path

from plainleaf.command.requirements import make_requirements
from plainleaf.command.streams import refuse

SKELETON = Path(__file__).parent / "skeleton"


def create_site(folder: Path) -> int:
    """Copy the skeleton and say what to do next. Gives the exit code: 0, or 2 when the folder cannot be made."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return refuse(f"{folder} already exists and is not empty; nothing was changed")
    try:
        shutil.copytree(SKELETON, folder, dirs_exist_ok=True)
        (folder / "requirements.txt").write_text(make_requirements(), encoding="utf-8", newline="\n")
    except OSError as error:
        return refuse(f"{folder} cannot be written: {error.strerror or error}")
    print(f"Your site is in {folder}. Next:")
    print(f"  1. Put your clinic's name and numbers into {folder / 'config.yaml'}")
    print(f"  2. See it: plainleaf serve --root {folder}")
    print(f"  3. Write pages in {folder / 'content' / 'en'}")
    print(f"To work on it on another machine, follow {folder / 'README.md'}")
    return 0
