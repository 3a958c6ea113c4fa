"""Watching a site's folder: which of the files that a build reads have changed, by notifications of the system.

Two watches work together. One watches the root, for config.yaml and the folders themselves: an editor that saves by
renaming replaces the file, which a watch on the old one would never notice. The other watches everything below the
folders, and is restarted when a folder was created or restored: the system starts to watch a new folder a moment too
late, and would miss what is written into it at once.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path, PurePath

from msgspec import Struct
from watchfiles import watch
from watchfiles.main import FileChange

from plainleaf.input.junk import is_hidden, is_left_out_page
from plainleaf.state.snapshot import INPUTS, leads_out

# Milliseconds. A change is reported once nothing more has happened for QUIET, so that an editor's several steps of
# saving are one change, and after LONGEST at the latest. After IDLE without a change a watch yields an empty set,
# which tells us that it has started.
QUIET, LONGEST, IDLE = 3, 100, 20
# Seconds without a change after which `follow` yields an empty set.
IDLE_SECONDS = 30.0


class CannotWatchError(Exception):
    """The system refuses to watch a folder; the text says why."""


Tell = Callable[[frozenset[str]], None]


class Watch(Struct, frozen=True):
    """A thread that watches, and how to stop it."""

    stop: threading.Event
    thread: threading.Thread

    def end(self) -> None:
        """Ask the thread to stop, which takes a few milliseconds."""
        self.stop.set()


async def follow(root: Path, idle: float = IDLE_SECONDS) -> AsyncIterator[frozenset[str]]:
    """Sets of changed files below `root`, as paths relative to it.

    The first set is empty: from then on no change is missed. Changes while the caller is busy are in the next set.
    After `idle` seconds without a change comes an empty set. Raises CannotWatchError, for example when there are
    more folders than the system can watch.
    """
    root = root.resolve()
    loop, seen, paths = asyncio.get_running_loop(), asyncio.Event(), set[str]()

    def note(found: frozenset[str]) -> None:
        paths.update(found)
        seen.set()

    def tell(found: frozenset[str]) -> None:
        # The task that follows the folder may be gone, and the loop closed.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(note, found)

    above = _start([root], root, tell, is_deep=False)
    below = _start(_folders(root), root, tell, is_deep=True)
    try:
        yield frozenset()
        while True:
            # Python 3.11's wait_for may lose a cancellation, and with it Ctrl-C.
            with suppress(TimeoutError):
                async with asyncio.timeout(idle):
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
    """Whether a path relative to the root may be a file that a build reads; hidden files and backups are not."""
    ways = (way.as_posix() for way in (path, *path.parents) if way.name)
    is_left_out = "__pycache__" in path.parts or path.name.endswith("~") or any(map(is_hidden, ways))
    if is_left_out and is_left_out_page(path.as_posix()):
        is_left_out = False
    return path.parts[:1] != () and path.parts[0] in INPUTS and not is_left_out


def _folders(root: Path) -> list[Path]:
    return [root / name for name in INPUTS if (root / name).is_dir() and not leads_out(root, name)]


def _start(watched: Sequence[Path], root: Path, tell: Tell, *, is_deep: bool) -> Watch:
    """A watch that is running when this function returns; `tell` is called in its thread."""
    stop, begun = threading.Event(), Future[None]()
    folders = [str(folder) for folder in watched]

    def run() -> None:
        try:
            for found in _changes(folders, stop, is_deep=is_deep):
                # The first set, which may be empty, shows that the system is watching.
                if not begun.done():
                    begun.set_result(None)
                if found and not stop.is_set():
                    _notify_of(found, root, tell)
        except (OSError, RuntimeError) as error:
            # The library raises its own RuntimeError when the system refuses.
            if begun.done():
                raise
            begun.set_exception(CannotWatchError(str(error)))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    begun.result()
    return Watch(stop, thread)


def _changes(folders: list[str], stop: threading.Event, *, is_deep: bool) -> Generator[set[FileChange], None, None]:
    """Sets of changes below some folders, and an empty one whenever nothing has changed for IDLE milliseconds."""
    # A folder that we may not read, or that was just removed, must not keep the others from being watched. The
    # build reports the first, and the watch on the root notices the second.
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


def _notify_of(found: set[FileChange], root: Path, tell: Tell) -> None:
    files = (Path(file) for _, file in found)
    paths = (file.relative_to(root) for file in files if file.is_relative_to(root))
    if changed := frozenset(path.as_posix() for path in paths if is_input(path)):
        tell(changed)
