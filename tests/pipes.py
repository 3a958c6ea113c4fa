"""Named pipes, through which other processes report their progress."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import TextIO

TIMEOUT = 60  # seconds


@contextmanager
def listen(pipe: Path) -> Iterator[TextIO]:
    """What is written into a pipe. A blocking open would wait forever for a process that has died."""
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, encoding="utf-8") as stream:
        assert select([descriptor], [], [], TIMEOUT)[0], f"nothing was written into {pipe.name}"
        os.set_blocking(descriptor, True)
        yield stream
