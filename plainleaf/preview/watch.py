"""Watching a site's folder: which of the files that a build reads have changed, by the system's notification.

Two watches work together. One sees config.yaml and the folders themselves come and go: an editor that saves by
renaming puts another file in place, which a watch on the old one would never see. The other sees everything below
the folders, and begins anew when a folder was made or put back: the system's own way to follow new folders begins a
moment late, and would miss what is written into them at once.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from concurrent.futures import Future
from pathlib import Path, PurePath

from msgspec import Struct
from watchfiles import watch
from watchfiles.main import FileChange

from plainleaf.state.snapshot import INPUTS, leads_out

# Milliseconds. A change is told as soon as nothing more has happened for QUIET, so that the several steps in which
# an editor saves are one change, and after LONGEST at the latest. After IDLE without a change a watch reports nothing,
# which is how we know that it has begun.
QUIET, LONGEST, IDLE = 3, 100, 20


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
    return [root / name for name in INPUTS if (root / name).is_dir() and not leads_out(root, name)]


def _start(watched: Sequence[Path], root: Path, tell: Tell, *, is_deep: bool) -> Watch:
    """A watch that is on when this function returns; `tell` is called in its thread."""
    stop, begun = threading.Event(), Future[None]()
    folders = [str(folder) for folder in watched]

    def run() -> None:
        try:
            for found in _changes(folders, stop, is_deep=is_deep):
                # The first report, which may be empty, comes when the system watches already.
                if not begun.done():
                    begun.set_result(None)
                if found and not stop.is_set():
                    _tell_of(found, root, tell)
        except (OSError, RuntimeError) as error:
            # The library raises a RuntimeError of its own for what the system refuses.
            if begun.done():
                raise
            begun.set_exception(CannotWatchError(str(error)))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    begun.result()
    return Watch(stop, thread)


def _changes(folders: list[str], stop: threading.Event, *, is_deep: bool) -> Generator[set[FileChange], None, None]:
    """Sets of changes below some folders, and an empty one whenever nothing has changed for IDLE milliseconds."""
    # One folder that is closed to us, or was just removed, must not keep the others from being watched. The build
    # reports the first, and the watch above them tells of the second.
    for ignores_refusals in (False, True):
        try:
            yield from watch(
                *folders, watch_filter=None, debounce=LONGEST, step=QUIET, rust_timeout=IDLE, yield_on_timeout=True,
                stop_event=stop, raise_interrupt=False, recursive=is_deep, ignore_permission_denied=ignores_refusals,
            )  # fmt: skip
            return
        except (PermissionError, FileNotFoundError):
            if ignores_refusals:
                raise


def _tell_of(found: set[FileChange], root: Path, tell: Tell) -> None:
    files = (Path(file) for _, file in found)
    paths = (file.relative_to(root) for file in files if file.is_relative_to(root))
    if changed := frozenset(path.as_posix() for path in paths if is_input(path)):
        tell(changed)
