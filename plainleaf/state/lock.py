"""A lock: only one build at a time writes into a folder. The system releases it when a build is killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainleaf.input.opening import NO_LINK, NO_WAITING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.05  # seconds


class LockedError(Exception):
    """Another process holds the lock."""


@contextmanager
def hold_lock(file: Path, timeout: float) -> Iterator[None]:
    """Hold the lock on `file`, waiting up to `timeout` seconds for it.

    Raises LockedError if another process still holds it, and OSError if it cannot be opened, for example a link.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | NO_LINK | NO_WAITING, 0o644)
    try:
        until = time.monotonic() + timeout
        while not _take(descriptor):
            if time.monotonic() >= until:
                raise LockedError(str(file))
            time.sleep(PAUSE)
        yield
    finally:
        # Closing it releases the lock.
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
