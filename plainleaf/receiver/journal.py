"""The log: one line for what concerns whoever runs the receiver, and never a word of a request."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

# The same line is written once in so many seconds. Neither who sends nonsense nor a database that is down for a night
# may fill the disk.
PAUSE = 60
# So many different lines are remembered.
MAX_SEEN = 200
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SilentFormatter(logging.Formatter):
    """Shows where an exception was raised, and not what it says: that may be what somebody wrote.

    A class because the library asks for one.
    """

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the library's name
        """The type of an exception, and the lines that led to it."""
        kind, _, traceback = ei
        return describe(kind, traceback)


class SparingFilter(logging.Filter):
    """Leaves out a line that was written a moment ago; when it is written again, it says how often it was left out.

    A class because the library asks for one.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._seen: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written. What has changed, and what a mistake of ours says, always is."""
        if record.levelno < logging.WARNING or record.exc_info:
            return True
        line, now = record.getMessage(), self._now()
        written, left_out = self._seen.get(line, (now - PAUSE, 0))
        if now - written < PAUSE:
            self._seen[line] = (written, left_out + 1)
            return False
        if len(self._seen) >= MAX_SEEN:
            self._seen.clear()
        self._seen[line] = (now, 0)
        if left_out:
            record.msg, record.args = "%s [and %d times more since it was last written]", (line, left_out)
        return True


def describe(kind: type[BaseException] | None, traceback: TracebackType | None) -> str:
    """An exception without its text."""
    lines = (f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(traceback))
    return "\n".join([kind.__name__ if kind else "", *lines])


def start_journal() -> None:
    """Write all logs to standard error, which a service manager keeps, from warnings upwards."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SilentFormatter("plainleaf: %(message)s"))
    handler.addFilter(SparingFilter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("plainleaf.receiver").setLevel(logging.INFO)
    threading.excepthook = _log_end_of_thread


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    name = ended.thread.name if ended.thread else ""
    said = describe(ended.exc_type, ended.exc_traceback)
    logging.getLogger("plainleaf.receiver").error("the thread %s has ended: %s", name, said)
