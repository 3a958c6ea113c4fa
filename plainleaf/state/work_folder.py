"""The work folder: the hidden folder beside an output folder. plainleaf only touches one of its own.

A site's folder may come from anybody, so no link in it may lead a build elsewhere.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from plainleaf.input.opening import is_link
from plainleaf.options import Options
from plainleaf.problems import Place, Problem

MARKER = "README.txt"
# The staging folder, where a site is put together, and the folder for the replaced site during the two renames.
STAGING, OLD = "next", "old"
FOLDERS = (STAGING, OLD)
FILES = (MARKER, f"{MARKER}.new", "state", "state.new", "lock")


def work_folder_of(out: Path) -> Path:
    """The hidden folder beside an output folder, with the lock, the state and the staging folder."""
    return out.parent / f".{out.name}.plainleaf"  # `out` may be "/", which has no name


def place_of(file: Path, root: Path) -> Place:
    """The place of a file or folder: relative to the root if it is below it."""
    above = next((folder for folder in (root, root.resolve()) if file.is_relative_to(folder)), None)
    return Place(str(file.relative_to(above) if above else file))


def find_refusal(options: Options) -> Problem | None:
    """Why nothing may be written into the output folder and its work folder; None when it may."""
    root = options.root.resolve()
    link = _find_link_in_site(root, options.out)
    if link is not None:
        fix = "Delete the link, or use '--out' with the folder that it points to."
        return _refuse(link, root, "the output folder is reached through a link in the site's folder", fix)
    beside = work_folder_of(options.real_out)
    if not os.path.lexists(beside):
        return None
    if is_link(beside):
        return _refuse(beside, root, "plainleaf works in this folder, but it is a link", "Delete the link.")
    if not beside.is_dir():
        message = "plainleaf needs a folder with this name, but this is not a folder"
        return _refuse(beside, root, message, "Rename or delete it.")
    if not _is_own(beside):
        fix = "Build as that user, or delete this folder and the output folder."
        return _refuse(beside, root, "plainleaf works in this folder, but it belongs to another user", fix)
    return _find_strange_entry(beside, root)


def _find_link_in_site(root: Path, out: Path) -> Path | None:
    """A link in the site's folder on the path to the output folder: it may have come with the site."""
    path = Path.cwd() / out
    # From the output folder upwards.
    links = (each for each in (path, *path.parents) if is_link(each))
    return next((each for each in links if (each.parent.resolve() / each.name).is_relative_to(root)), None)


def _find_strange_entry(beside: Path, root: Path) -> Problem | None:
    for name in (*FOLDERS, *FILES):
        entry = beside / name
        try:
            found = entry.lstat()
        except OSError:
            # It is missing or inaccessible: whoever writes here next reports that.
            continue
        if is_link(entry):
            # Without the marker nothing shows that plainleaf wrote the output folder.
            fix = "Delete the link and the output folder." if name == MARKER else "Delete the link."
            return _refuse(entry, root, "plainleaf writes here, but this is a link", fix)
        is_folder = stat.S_ISDIR(found.st_mode)
        # A folder in place of the state file is deleted: nothing else belongs there.
        is_as_expected = (
            is_folder if name in FOLDERS else stat.S_ISREG(found.st_mode) or (is_folder and name == "state")
        )
        if not is_as_expected:
            kind = "folder" if name in FOLDERS else "file"
            return _refuse(entry, root, f"plainleaf writes a {kind} here, but this is not a {kind}", "Delete it.")
    return None


def _is_own(folder: Path) -> bool:
    return sys.platform == "win32" or folder.stat().st_uid == os.geteuid()


def _refuse(file: Path, root: Path, message: str, fix: str) -> Problem:
    return Problem(place_of(file, root), "unsafe-output", message, fix)
