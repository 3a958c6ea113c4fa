"""The work folder: the hidden folder beside an output folder. It is ours alone, or nothing is written or deleted there.

A site's folder is data, whoever wrote it, so a link that came with it must not lead a build elsewhere.
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
NEXT, OLD = "next", "old"
FOLDERS = (NEXT, OLD)
FILES = (MARKER, f"{MARKER}.new", "state", "state.new", "lock")


def workplace(out: Path) -> Path:
    """The hidden folder beside an output folder, for the lock, the state and the site that is being written."""
    return out.with_name(f".{out.name}.plainleaf")


def place_of(file: Path, root: Path) -> Place:
    """A file or folder as a place: relative to the root where it lies below it."""
    above = next((folder for folder in (root, root.resolve()) if file.is_relative_to(folder)), None)
    return Place(str(file.relative_to(above) if above else file))


def find_refusal(options: Options) -> Problem | None:
    """Why nothing may be written into the output folder and the work folder beside it; None when all is well."""
    root = options.root.resolve()
    link = _find_link_in_site(root, options.out)
    if link is not None:
        fix = "Delete the link, or name the folder that it leads to with '--out'."
        return _refuse(link, root, "a link in the site's folder leads to the output folder", fix)
    beside = workplace(options.out.resolve())
    if not os.path.lexists(beside):
        return None
    if is_link(beside):
        return _refuse(beside, root, "plainleaf keeps its files in this folder, which is a link", "Delete the link.")
    if not beside.is_dir():
        message = "plainleaf keeps its files in a folder of this name, and this is none"
        return _refuse(beside, root, message, "Rename or delete it.")
    if not _is_own(beside):
        fix = "Build as its owner, or delete it together with the output folder."
        return _refuse(beside, root, "plainleaf keeps its files in this folder, which belongs to another user", fix)
    return _find_strange_entry(beside, root)


def _find_link_in_site(root: Path, out: Path) -> Path | None:
    """A link on the way to the output folder that lies in the site's folder, so that it may have come with the site."""
    way = Path.cwd() / out
    # The nearest to the root of all comes last.
    inner = (each for each in (way, *way.parents) if is_link(each))
    return next((each for each in inner if (each.parent.resolve() / each.name).is_relative_to(root)), None)


def _find_strange_entry(beside: Path, root: Path) -> Problem | None:
    for name in (*FOLDERS, *FILES):
        entry = beside / name
        try:
            found = entry.lstat()
        except FileNotFoundError:
            continue
        if is_link(entry):
            # Without the marker nobody can tell that the output folder was written by plainleaf.
            fix = "Delete the link, and the output folder with it." if name == MARKER else "Delete the link."
            return _refuse(entry, root, "plainleaf writes here, and this is a link", fix)
        is_folder = stat.S_ISDIR(found.st_mode)
        # A folder in the place of the state is deleted: nobody else has anything to keep there.
        is_as_expected = (
            is_folder if name in FOLDERS else stat.S_ISREG(found.st_mode) or (is_folder and name == "state")
        )
        if not is_as_expected:
            kind = "folder" if name in FOLDERS else "file"
            return _refuse(entry, root, f"plainleaf writes a {kind} here, and this is none", "Delete it.")
    return None


def _is_own(folder: Path) -> bool:
    return sys.platform == "win32" or folder.stat().st_uid == os.geteuid()


def _refuse(file: Path, root: Path, message: str, fix: str) -> Problem:
    return Problem(place_of(file, root), "unsafe-output", message, fix)
