"""Delivery: what becomes of a finished file where it is made: it is written, sent to whoever asked, or dropped."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from plainleaf.input.opening import open_inside
from plainleaf.model.jobs import FileOnDisk
from plainleaf.problems import ChangedMeanwhileError
from plainleaf.state.snapshot import output_stat

PIECE = 1 << 20  # bytes


class CannotWriteError(Exception):
    """The disk refused something; the text says why."""


class Delivery(Struct, frozen=True):
    """Where finished files go: into `folder` on this machine, or to whoever asked if `is_sent`, else nowhere."""

    folder: str | None
    is_sent: bool = False

    def deliver(self, path: str, content: bytes) -> bytes | FileOnDisk | None:
        """What is left to be done with a file of the site: where it was written, its content, or nothing."""
        if self.folder is None:
            return content if self.is_sent else None
        return write_file(Path(self.folder), path, content)


def write_file(folder: Path, path: str, content: bytes) -> FileOnDisk:
    """Write a file of the site below `folder`. Raises CannotWriteError when the disk refuses."""
    try:
        file = make_room(folder, path)
        with open(file, "xb") as stream:  # noqa: PTH123 - for every page of a site, where Path costs more
            stream.write(content)
        return keep(file, hashlib.sha256(content).hexdigest())
    except OSError as error:
        raise CannotWriteError(error.strerror or str(error)) from error


def keep(file: str, digest: str) -> FileOnDisk:
    """A file that has been written, as it lies there; `digest` is the SHA-256 of its content."""
    return FileOnDisk(file, output_stat(os.stat(file)), digest)  # noqa: PTH116 - for every page of a site


def make_room(folder: Path, path: str) -> str:
    """A place for a file of the site where no file is, in a folder that exists.

    A file that lies there is never written over: the published site may hold the very same one. Raises OSError when the
    disk refuses, and ValueError for a path that leads out of the site: a job of ours that has one is wrong.
    """
    if not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"a job has the path {path}, which is not inside the site")
    file = f"{folder}/{path}"
    try:
        os.unlink(file)  # noqa: PTH108 - for every file of a site, where Path costs more
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - the same
    return file


def copy_file(source: Path, root: Path, file: Path, digest: str) -> FileOnDisk:
    """Copy a file that was planned to have this digest. Raises ChangedMeanwhileError when it has another."""
    try:
        content = _open_source(source, root)
    except OSError as error:
        # It was read before, and is gone now, or is a link or a pipe.
        raise ChangedMeanwhileError(source) from error
    hasher = hashlib.sha256()
    with content, file.open("xb") as copy:
        while piece := content.read(PIECE):
            hasher.update(piece)
            copy.write(piece)
    # The name of a copy and its key both say what is in it, so that a wrong one would be kept for long.
    if hasher.hexdigest() != digest:
        raise ChangedMeanwhileError(source)
    return keep(str(file), digest)


def _open_source(source: Path, root: Path) -> BinaryIO:
    """A file to copy. In a site no link is followed out of it; what came with plainleaf lies elsewhere."""
    for folder in (root, root.resolve()):
        if source.is_relative_to(folder):
            return open_inside(folder, source.relative_to(folder).as_posix())
    return open_inside(source.parent, source.name)
