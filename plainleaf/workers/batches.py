"""Batches: items go out to an executor a few batches at a time, and their results come back in the order of the items.

Only bytes are sent to other processes and machines. The payload holds what all batches of a run share; a worker
unpickles it once, however many batches follow.
"""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

PAYLOADS = 4
SMALLEST = 10

# The batches that were sent, each with its future result.
Waiting = deque[tuple[Sequence[T], Future[bytes]]]


def make_payload(work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> bytes:
    """What every batch of a run needs: `work` is called with the result of `make` in that process, and with a batch."""
    return pickle.dumps((work, make), pickle.HIGHEST_PROTOCOL)


def pack(batch: Sequence[T]) -> bytes:
    """A batch or its results, pickled."""
    return pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)


def unpack(results: bytes) -> Sequence[Any]:
    """The results of a batch."""
    unpacked: Sequence[Any] = pickle.loads(results)  # noqa: S301 - written by run_batch
    return unpacked


def run_batch(payload: bytes, batch: bytes) -> bytes:
    """In a worker: the results of a batch, one for each item."""
    items = pickle.loads(batch)  # noqa: S301 - written by pack
    # One per thread, because neither Jinja's environment nor Python-Markdown's converter is thread-safe.
    work, shared = _open_payload(payload, threading.get_ident())
    results = work(shared, items)
    if len(results) != len(items):
        raise ValueError(f"{len(items)} items gave {len(results)} results")
    return pack(results)


@lru_cache(maxsize=PAYLOADS)
def _open_payload(payload: bytes, _thread: int) -> tuple[Callable[..., Sequence[Any]], Any]:
    """The payload, cached by its bytes, so that one site's values cannot be used for another."""
    work, make = pickle.loads(payload)  # noqa: S301 - written by make_payload
    return work, make()


def choose_size(count: int, workers: int, largest: int) -> int:
    """How many of `count` items make a batch: few enough that no worker waits long for another's last batch."""
    return max(min(SMALLEST, largest), min(largest, count // (4 * workers)))


def stream(
    items: Iterable[T],
    waiting: Waiting[T],
    size: int,
    width: int,
    send: Callable[[Sequence[T]], Future[bytes]],
    receive: Callable[[Waiting[T]], Iterator[R]],
) -> Generator[R, None, None]:
    """The results for all items, in their order. No more than `width` batches are out at a time: those in `waiting`.

    `receive` takes one or more batches from the left of `waiting`, and yields their results.
    """
    remaining = iter(items)
    while batch := tuple(islice(remaining, size)):
        waiting.append((batch, send(batch)))
        if len(waiting) >= width:
            yield from receive(waiting)
    while waiting:
        yield from receive(waiting)
