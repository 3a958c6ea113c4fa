"""Kept: what config.yaml names under `keep` is carried over from the old site; the web server may read all of it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path


def link_kept(old: Path, new: Path, kept: tuple[str, ...]) -> None:
    """Put every kept file and folder of the old site into the new one, as hard links if the disk has them.

    Both sites have the same files until the old one is deleted, and plainleaf never writes into a file in place.
    """
    for path in kept:
        source, copy = old / path, new / path
        if os.path.lexists(source):
            copy.parent.mkdir(parents=True, exist_ok=True)
            _link_tree(source, copy)


def _link_tree(source: Path, copy: Path) -> None:
    found = source.lstat()
    if not stat.S_ISDIR(found.st_mode):
        _link_file(source, copy)
        return
    copy.mkdir(exist_ok=True)
    for entry in source.iterdir():
        _link_tree(entry, copy / entry.name)
    shutil.copystat(source, copy, follow_symlinks=False)


def _link_file(source: Path, copy: Path) -> None:
    try:
        os.link(source, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, copy, follow_symlinks=False)


def everything_below(folder: Path) -> Iterator[Path]:
    """A folder, and every file and folder below it."""
    for above, _, files in os.walk(folder):
        yield Path(above)
        yield from (Path(above, name) for name in files)


def make_readable(paths: Iterable[Path]) -> None:
    """Let the web server read files and folders, even if this process creates them readable only by their owner."""
    masked = os.umask(0o022)
    os.umask(masked)
    for path in paths if masked & 0o055 else ():
        found = path.lstat().st_mode
        added = 0o555 if stat.S_ISDIR(found) else 0o444
        if not stat.S_ISLNK(found) and found & added != added:
            path.chmod(stat.S_IMODE(found) | added)
