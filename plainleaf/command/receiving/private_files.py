"""Files that nobody but their owner may read: keys, recovery sheets, opened requests."""

from __future__ import annotations

import os
import select
import signal
import stat
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from plainleaf.command.agreement import ask
from plainleaf.command.one_run import exit_on_signal

# On a computer with unusual folders, this environment variable names another one.
VARIABLE = "PLAINLEAF_KEYS"
# What was shown lies in this folder as long as it is looked at.
SHOWN = "shown"
CLOSED, HIDDEN = 0o700, 0o600
# A closed window and a switched-off computer end a program by these.
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
QUESTION = "Press Enter when you are done; the file is then deleted. "


def own_folder() -> Path:
    """The folder with the keys of whoever uses this computer; it may not exist. Raises RuntimeError without a home."""
    given = os.environ.get(VARIABLE)
    folder = Path(given) if given else platformdirs.user_config_path("plainleaf", appauthor=False)
    return folder.expanduser().absolute()


def make_private_folder(folder: Path) -> Path:
    """The folder, made if it is not there, and closed to others. Raises OSError."""
    folder.mkdir(mode=CLOSED, parents=True, exist_ok=True)
    if is_open_to_others(folder):
        folder.chmod(CLOSED)
    return folder


def is_open_to_others(path: Path) -> bool:
    """Whether other users of the computer may use a file or a folder. Windows keeps a user's own folders closed."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def write_private(file: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, whole or not at all. Raises FileExistsError and other OSError."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), HIDDEN)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        file.unlink(missing_ok=True)
        raise


def remove_leftovers() -> None:
    """Delete what is still there of what was shown, if a computer was switched off meanwhile. Raises OSError."""
    for file in (own_folder() / SHOWN).glob("*.html"):
        file.unlink(missing_ok=True)


def show_once(html: str, name: str, *, folder: Path | None, opens_browser: bool) -> None:
    """Show a page in the browser, wait for Enter on the terminal, and delete it, however the program ends.

    Without a `folder`, the page lies in one of the user's own. Raises OSError.
    """
    file = (folder or make_private_folder(own_folder() / SHOWN)) / name
    with _ended_properly():
        write_private(file, html.encode())
        try:
            if opens_browser:
                webbrowser.open(file.as_uri())
            print(f"It is in {file}")
            print("Print it from the browser if you need it on paper (Ctrl+P).")
            _wait_for_enter()
        finally:
            file.unlink(missing_ok=True)
    print("The file is deleted. If the browser still shows the page, close it.")


def in_words(error: OSError | RuntimeError) -> str:
    """What went wrong with a file, and with which."""
    if not isinstance(error, OSError):
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)


def _wait_for_enter() -> None:
    """Wait at a terminal until Enter is pressed. A signal ends the wait whenever it comes.

    One that came between the question and the wait for its answer would otherwise be noticed only after that answer.
    """
    if os.name != "posix" or not sys.stdin.isatty():
        ask(QUESTION)
        return
    print(QUESTION, end="", flush=True)
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    before = signal.set_wakeup_fd(wakes)
    try:
        select.select([sys.stdin, woken], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(wakes)
    ask("")


@contextmanager
def _ended_properly() -> Iterator[None]:
    """Within it, signals that end the program let it clean up first."""
    before = {number: signal.signal(number, exit_on_signal) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
