"""Pages that are left out because of their name or that of a folder: hidden, or like what programs leave behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from plainleaf.input.characters import REPLACEMENT
from plainleaf.input.junk import is_left_out_page, is_of_program
from plainleaf.problems import WARNING, Place, Problem


def find_left_out(entry: os.DirEntry[str], path: str) -> Iterator[Problem]:
    """A problem for a page that is left out, or one for all in a folder that is. Folders of programs do not count.

    `path` is that of the file or folder below the root. Links are not followed.
    """
    is_folder = entry.is_dir(follow_symlinks=False)
    pages = _pages_below(entry, path) if is_folder else [path] if is_left_out_page(path) else []
    if pages:
        what = "this page is" if len(pages) == 1 else f"{len(pages)} pages in this folder are"
        name = _printable(entry.name)
        message = f"{what} left out because of the name '{name}'"
        fix = f"Rename '{name}', or move it out of content/. For a page that is not finished, write 'draft: yes'."
        yield Problem(Place(_printable(pages[0])), "left-over", message, fix, WARNING)


def _pages_below(folder: os.DirEntry[str], path: str) -> list[str]:
    if is_of_program(folder.name):
        return []
    below = (Path(above, name) for above, _, names in os.walk(folder.path) for name in names)
    found = (f"{path}/{file.relative_to(folder.path).as_posix()}" for file in below)
    return sorted(filter(is_left_out_page, found))


def _printable(name: str) -> str:
    return "".join(each if each.isprintable() else REPLACEMENT for each in name)
