"""Open files that an untrusted person may have created: only regular files, and never through a link out of the root.

A path is opened component by component, each relative to the folder before it, so a component that is replaced by a
link in the meantime is refused. Windows cannot open a file relative to an open folder: there each component is checked
first.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

HAS_FOLDER_DESCRIPTORS = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
# Flags that a system lacks are 0 and have no effect.
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
# A FIFO without a writer must not block a build.
NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
READING = os.O_RDONLY | NO_LINK | NO_WAITING | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
# A folder along the path need not be readable.
PASSING = FOLDER | getattr(os, "O_PATH", 0)
# A junction is how Windows links to a folder.
JUNCTION = 0xA0000003


class LeadsOutError(OSError):
    """A path leads through a link out of the folder that it must stay in."""


class NotRegularError(OSError):
    """A path leads to a FIFO, a socket or a device."""


def is_link(path: str | Path) -> bool:
    """Whether a path is a symbolic link or a junction."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or _is_junction(found)


def is_link_entry(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is a symbolic link or a junction."""
    # Only Windows has junctions, and there an entry already has its status.
    return entry.is_symlink() or (sys.platform == "win32" and _is_junction(entry.stat(follow_symlinks=False)))


def _is_junction(found: os.stat_result) -> bool:
    return getattr(found, "st_reparse_tag", 0) == JUNCTION


def open_inside(root: Path, path: str) -> BufferedReader:
    """Open a regular file for reading. Links are followed as long as they stay below `root`.

    `path` is relative to `root`, with slashes. Raises LeadsOutError, NotRegularError, and any other OSError.
    """
    try:
        descriptor = _open_without_links(root, path.split("/"))
    except OSError:
        if not _has_link(root, path):
            raise
        descriptor = _open_linked(root, path)
    try:
        _refuse_special(descriptor, path)
    except OSError:
        os.close(descriptor)
        raise
    return open(descriptor, "rb")  # noqa: PTH123 - a Path cannot open a descriptor


def _open_linked(root: Path, path: str) -> int:
    inside = root.resolve()
    try:
        target = (root / path).resolve(strict=True)
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path) from error
    if not target.is_relative_to(inside):
        raise LeadsOutError(errno.ELOOP, "a link leads out of the folder", path)
    return _open_without_links(inside, target.relative_to(inside).parts)


def _has_link(root: Path, path: str) -> bool:
    file = root / path
    return any(is_link(each) for each in (file, *file.parents[: path.count("/")]))


def _refuse_special(descriptor: int, path: str) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(mode):
        raise NotRegularError(errno.EINVAL, "not a regular file", path)


def _open_without_links(root: Path, names: Sequence[str]) -> int:
    if ".." in names:
        raise LeadsOutError(errno.EINVAL, "a path that leads upward", "/".join(names))
    if not HAS_FOLDER_DESCRIPTORS:
        return _open_by_path(root, names)
    folder = os.open(root, PASSING)
    try:
        for name in names[:-1]:
            below = os.open(name, PASSING | NO_LINK, dir_fd=folder)
            os.close(folder)
            folder = below
        return _open_leaf(names[-1], folder)
    finally:
        os.close(folder)


def _open_leaf(name: str, folder: int) -> int:
    try:
        return os.open(name, READING, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ENXIO:
            # Opening a socket gives this error.
            raise NotRegularError(errno.EINVAL, "not a regular file", name) from error
        raise


def _open_by_path(root: Path, names: Sequence[str]) -> int:
    file = root
    for name in names:
        file = file / name
        if is_link(file):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file))
    return os.open(file, READING)


@contextmanager
def open_folder(folder: str, above: int | None = None) -> Iterator[int | None]:
    """A descriptor for a folder that is not a link, by its path or by its name in the open folder `above`.

    None on a system without such descriptors, where the path has to do. Raises OSError for a link.
    """
    if HAS_FOLDER_DESCRIPTORS:
        descriptor = os.open(folder, FOLDER | NO_LINK, dir_fd=above)
        try:
            yield descriptor
        finally:
            os.close(descriptor)
    else:
        if is_link(folder):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), folder)
        yield None


def replace_file(file: Path, content: bytes) -> None:
    """Replace a file atomically. An existing file or link is replaced, never written through."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with fresh.open("xb") as stream:
        stream.write(content)
    fresh.replace(file)


def replace_inside(root: Path, path: str, content: bytes) -> None:
    """Replace or make a regular file below a folder, in one step. No link is followed or replaced.

    `path` is relative to `root`, with slashes; folders that are missing are made. Raises LeadsOutError,
    NotRegularError, and any other OSError.
    """
    if not HAS_FOLDER_DESCRIPTORS:
        _refuse_links(root, path)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        replace_file(root / path, content)
        return
    with _open_above(root, path, _open_or_make) as folder:
        _replace_in(folder, path.rpartition("/")[2], content)


def remove_inside(root: Path, path: str) -> None:
    """Remove a regular file below a folder. No link is followed or removed.

    `path` is relative to `root`, with slashes. Raises LeadsOutError, NotRegularError, and any other OSError.
    """
    if not HAS_FOLDER_DESCRIPTORS:
        _refuse_links(root, path)
        (root / path).unlink()
        return
    with _open_above(root, path, _open_no_link) as folder:
        name = path.rpartition("/")[2]
        if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            raise NotRegularError(errno.EINVAL, "not a regular file", path)
        os.unlink(name, dir_fd=folder)


def _refuse_links(root: Path, path: str) -> None:
    if ".." in path.split("/"):
        raise LeadsOutError(errno.EINVAL, "a path that leads upward", path)
    if _has_link(root, path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)


@contextmanager
def _open_above(root: Path, path: str, open_: Callable[[str, int], int]) -> Iterator[int]:
    """The folder with a file; `open_` opens a folder by its name in the one above."""
    *above, _ = path.split("/")
    if ".." in path.split("/"):
        raise LeadsOutError(errno.EINVAL, "a path that leads upward", path)
    folder = os.open(root, FOLDER)
    try:
        for each in above:
            below = open_(each, folder)
            os.close(folder)
            folder = below
        yield folder
    finally:
        os.close(folder)


def _open_no_link(name: str, above: int) -> int:
    return os.open(name, FOLDER | NO_LINK, dir_fd=above)


def _open_or_make(name: str, above: int) -> int:
    """A folder that is no link, made if there is none."""
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=above)
    return _open_no_link(name, above)


def _replace_in(folder: int, name: str, content: bytes) -> None:
    """Replace or make a file in an open folder. It keeps its permissions."""
    mode, is_there = 0o666, False
    with suppress(FileNotFoundError):
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode):
            raise NotRegularError(errno.EINVAL, "not a regular file", name)
        mode, is_there = stat.S_IMODE(found.st_mode), True
    fresh = f".{name}.new"
    with suppress(FileNotFoundError):
        os.unlink(fresh, dir_fd=folder)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, mode, dir_fd=folder)
    with open(descriptor, "wb") as stream:  # noqa: PTH123 - see above
        if is_there:
            os.fchmod(descriptor, mode)
        stream.write(content)
    os.replace(fresh, name, src_dir_fd=folder, dst_dir_fd=folder)
