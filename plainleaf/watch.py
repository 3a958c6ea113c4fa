"""Watching a site's folder: which of the files that a build reads have changed, by the system's notification.

Two watches work together. One sees config.yaml and the folders themselves come and go: an editor that saves by
renaming puts another file in place, which a watch on the old one would never see. The other sees everything below
the folders, and begins anew when a folder was made or put back: the system's own way to follow new folders begins a
moment late, and would miss what is written into them at once.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

# `awatch` of the same library cannot say when it has begun to watch, and hands each change on by way of a pool.
from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from plainleaf.snapshot import INPUTS

# Milliseconds. A change is told as soon as nothing more has happened for QUIET, so that the several steps in which
# an editor saves are one change, and after LONGEST at the latest. Each watch wakes up once in QUIET.
QUIET, LONGEST = 3, 100


class CannotWatchError(Exception):
    """The system refuses to watch a folder; the text says why."""


Tell = Callable[[frozenset[str]], None]


class Watch(Struct, frozen=True):
    """A thread that watches, and how to end it."""

    stop: threading.Event
    thread: threading.Thread

    def end(self) -> None:
        """Ask the thread to end. It does so within some milliseconds."""
        self.stop.set()


async def follow(root: Path) -> AsyncIterator[frozenset[str]]:
    """What has changed below `root`, as paths relative to it, each time that something has.

    The first set is empty: it says that from now on nothing is missed. What changes while the caller is busy comes
    with the next set. Raises CannotWatchError, for example when there are more folders than the system may watch.
    """
    root = root.resolve()
    loop, seen, paths = asyncio.get_running_loop(), asyncio.Event(), set[str]()

    def note(found: frozenset[str]) -> None:
        paths.update(found)
        seen.set()

    def tell(found: frozenset[str]) -> None:
        loop.call_soon_threadsafe(note, found)

    above = _start([root], root, tell, is_deep=False)
    below = _start(_folders(root), root, tell, is_deep=True)
    try:
        yield frozenset()
        while True:
            await seen.wait()
            seen.clear()
            changed = frozenset(paths)
            paths.clear()
            if any(path in INPUTS or (root / path).is_dir() for path in changed):
                old, below = below, _start(_folders(root), root, tell, is_deep=True)
                old.end()
            yield changed
    finally:
        above.end()
        below.end()


def is_input(path: PurePath) -> bool:
    """Whether a path relative to the root may name a file that a build reads; hidden files and backups do not."""
    is_hidden = any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    return path.parts[:1] != () and path.parts[0] in INPUTS and not is_hidden and not path.name.endswith("~")


def _folders(root: Path) -> list[Path]:
    return [root / name for name in INPUTS if (root / name).is_dir()]


def _start(watched: Sequence[Path], root: Path, tell: Tell, *, is_deep: bool) -> Watch:
    """A watch that is on when this function returns; `tell` is called in its thread."""
    notify = _make_notify([str(folder) for folder in watched], is_deep=is_deep)
    stop = threading.Event()
    thread = threading.Thread(target=_tell_until_stopped, args=(notify, stop, root, tell), daemon=True)
    thread.start()
    return Watch(stop, thread)


def _make_notify(folders: list[str], *, is_deep: bool) -> RustNotify:
    try:
        return RustNotify(folders, False, False, 0, is_deep, False)
    except (PermissionError, FileNotFoundError):
        # One folder that is closed to us, or just went, must not keep the others from being seen. The build reports
        # the first, and the watch above them tells of the second.
        return RustNotify(folders, False, False, 0, is_deep, True)
    except (OSError, WatchfilesRustInternalError) as error:
        raise CannotWatchError(str(error)) from error


def _tell_until_stopped(notify: RustNotify, stop: threading.Event, root: Path, tell: Tell) -> None:
    while not isinstance(found := notify.watch(LONGEST, QUIET, 0, stop), str):
        files = (Path(file) for _, file in found)
        paths = (file.relative_to(root) for file in files if file.is_relative_to(root))
        changed = frozenset(path.as_posix() for path in paths if is_input(path))
        if changed and not stop.is_set():
            tell(changed)
    notify.close()
