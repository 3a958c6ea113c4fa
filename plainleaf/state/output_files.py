"""The files of an output folder as they are on disk: their sizes, times and inodes, and digests of their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from plainleaf.input.opening import is_link, open_inside
from plainleaf.state.snapshot import OutputStat, output_stat
from plainleaf.state.work_folder import work_folder_of


def is_kept(path: str, kept: tuple[str, ...]) -> bool:
    """Whether config.yaml names a path, or a folder above it, under `keep`."""
    return any(path == name or path.startswith(f"{name}/") for name in kept)


def files_below(folder: str, prefix: str = "", kept: tuple[str, ...] = ()) -> Iterator[tuple[str, OutputStat]]:
    """Every file below a folder except `kept` ones: its relative path, and its size, time and inode.

    Hidden files are included: plainleaf writes none, so somebody else did.
    """
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if kept and is_kept(prefix + entry.name, kept):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{prefix}{entry.name}/", kept)
        else:
            yield prefix + entry.name, stat_of(entry)


def stat_of(file: Path | os.DirEntry[str]) -> OutputStat:
    """Size, time and inode of a published file; (-1, -1, -1) if it is missing or inaccessible."""
    try:
        return output_stat(file.stat(follow_symlinks=False))
    except OSError:
        return (-1, -1, -1)


def digest_file(file: Path) -> str:
    """The SHA-256 of a published file; "" if it cannot be read, or is a link, a pipe or a device."""
    if is_link(file):
        return ""
    try:
        with open_inside(file.parent, file.name) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def identity_of(out: Path) -> tuple[int, ...]:
    """What identifies a published site: each build that publishes creates a new folder and a new state file."""
    numbers: list[int] = []
    for path in (out, work_folder_of(out) / "state"):
        with suppress(OSError):
            stat = path.stat()
            # Any file added to the folder changes its time, so only its inode counts.
            numbers += (stat.st_ino, stat.st_mtime_ns if path != out else 0)
    return tuple(numbers)
