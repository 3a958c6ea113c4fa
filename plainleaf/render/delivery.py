"""Delivery: what a worker does with a finished file: write it, send it back, or drop it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from plainleaf.input.opening import open_inside
from plainleaf.model.jobs import CopyJob, FileOnDisk
from plainleaf.pictures import ICON, PICTURES, strip_picture
from plainleaf.problems import ChangedMeanwhileError
from plainleaf.state.snapshot import output_stat

PIECE = 1 << 20  # bytes


class CannotWriteError(Exception):
    """Writing failed: its arguments say why, and which file or folder is not permitted ('' for other reasons)."""


def cannot_write(error: OSError) -> CannotWriteError:
    """The same error as a CannotWriteError."""
    # A full disk is not the fault of any one file.
    refused = error.filename if isinstance(error, PermissionError) else ""
    return CannotWriteError(error.strerror or str(error), str(refused or ""))


class Delivery(Struct, frozen=True):
    """Where finished files go: into `folder` on this machine, back to the main process if `is_sent`, else nowhere."""

    folder: str | None
    is_sent: bool = False

    def deliver(self, path: str, content: bytes) -> bytes | FileOnDisk | None:
        """Where a file of the site was written, or its content to be written by the main process, or None."""
        if self.folder is None:
            return content if self.is_sent else None
        return write_file(Path(self.folder), path, content)


def write_file(folder: Path, path: str, content: bytes) -> FileOnDisk:
    """Write a file of the site below `folder`. Raises CannotWriteError when writing fails."""
    try:
        file = make_room(folder, path)
        with open(file, "xb") as stream:  # noqa: PTH123 - for every page of a site, where Path costs more
            stream.write(content)
        return on_disk(file, hashlib.sha256(content).hexdigest())
    except OSError as error:
        raise cannot_write(error) from error


def on_disk(file: str, digest: str) -> FileOnDisk:
    """A file that has been written; `digest` is the SHA-256 of its content."""
    return FileOnDisk(file, output_stat(os.stat(file)), digest)  # noqa: PTH116 - for every page of a site


def make_room(folder: Path, path: str) -> str:
    """A free path for a file of the site, in a folder that exists.

    An old file there is unlinked, never overwritten: the published site may have a hard link to it. Raises OSError if
    that fails, and ValueError for a path that leads out of the site, which would be a mistake in a job.
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
    """Copy what is published of a file, which had this digest when it was planned.

    Raises ChangedMeanwhileError if it has another now.
    """
    try:
        content = _open_source(source, root)
    except OSError as error:
        # It was readable before, and now is gone, a link or a pipe.
        raise ChangedMeanwhileError(source) from error
    hasher, suffix = hashlib.sha256(), source.suffix.lower()
    with content, file.open("xb") as copy:
        pieces = iter(lambda: content.read(PIECE), b"")
        if suffix in (*PICTURES, ICON):
            pieces = iter([strip_picture(content.read(), suffix)])
        for piece in pieces:
            hasher.update(piece)
            copy.write(piece)
    # Name and key of a copy depend on its content, so a wrong one would be cached for a long time.
    if hasher.hexdigest() != digest:
        raise ChangedMeanwhileError(source)
    return on_disk(str(file), digest)


def read_picture(copy: CopyJob, root: Path) -> bytes:
    """What is published of a picture. Raises ChangedMeanwhileError if it is not what was planned."""
    try:
        with _open_source(copy.file, root) as content:
            published = strip_picture(content.read(), copy.file.suffix.lower())
    except OSError as error:
        raise ChangedMeanwhileError(copy.file) from error
    if hashlib.sha256(published).hexdigest() != copy.digest:
        raise ChangedMeanwhileError(copy.file)
    return published


def read_source(source: Path, root: Path, digest: str) -> bytes:
    """The content of a file of the site in the folder `root`. Raises ChangedMeanwhileError if it has another digest."""
    try:
        with _open_source(source, root) as opened:
            content = opened.read()
    except OSError as error:
        raise ChangedMeanwhileError(source) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ChangedMeanwhileError(source)
    return content


def _open_source(source: Path, root: Path) -> BinaryIO:
    """A file to copy. No link is followed out of a site; files that ship with plainleaf are elsewhere."""
    for folder in (root, root.resolve()):
        if source.is_relative_to(folder):
            return open_inside(folder, source.relative_to(folder).as_posix())
    return open_inside(source.parent, source.name)
