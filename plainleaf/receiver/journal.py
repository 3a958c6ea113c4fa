"""The log: one line for what concerns whoever runs the receiver, and never a word of a request."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SilentFormatter(logging.Formatter):
    """Shows where an exception was raised, and not what it says: that may be what somebody wrote.

    A class because the library asks for one.
    """

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the library's name
        """The type of an exception, and the lines that led to it."""
        kind, _, traceback = ei
        return describe(kind, traceback)


def describe(kind: type[BaseException] | None, traceback: TracebackType | None) -> str:
    """An exception without its text."""
    lines = (f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(traceback))
    return "\n".join([kind.__name__ if kind else "", *lines])


def start_journal() -> None:
    """Write all logs to standard error, which a service manager keeps, from warnings upwards."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SilentFormatter("plainleaf: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("plainleaf.receiver").setLevel(logging.INFO)
    threading.excepthook = _log_end_of_thread


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    name = ended.thread.name if ended.thread else ""
    said = describe(ended.exc_type, ended.exc_traceback)
    logging.getLogger("plainleaf.receiver").error("the thread %s has ended: %s", name, said)
