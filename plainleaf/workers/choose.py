"""Workers: the same work done on many items, in this process, in several, or on a cluster.

The results come in the order of the items, and are the same whoever did the work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from msgspec import Struct

from plainleaf.options import Options
from plainleaf.problems import Place, Problem

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

# Below this many pages starting processes costs more than it saves (measured in benchmarks/).
WORTHWHILE = 300
LARGEST_BATCH = 20


class Workers(Protocol):
    """Those who do the work."""

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item, in their order, some while others are still being worked on.

        `work` is called for one batch of items after the other, and gives a result for each. Its first argument is
        what `make` gives, which is called once in every process that takes part. Functions, items and results must be
        such that pickle can send them. Raises WorkerDiedError, and StoppedError where a cluster is lost.

        When it has been left or closed, no process of this machine is at work any more. If some had to be ended for
        that, these workers are of no further use.
        """
        ...

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Let others than this process call `make` already, for a `map` with the same two that may come."""
        ...


@contextmanager
def open_workers(options: Options, count: int, *, worthwhile: int = WORTHWHILE) -> Iterator[Workers]:
    """Workers for about `count` items: the cluster or the number of processes that was asked for, else by the count."""
    if options.executor and count:
        from plainleaf.workers.cluster import (  # needs an extra, so it is imported only when it is asked for
            open_cluster,
        )

        with open_cluster(options.executor, count) as cluster:
            yield cluster
        return
    processes = min(choose_processes(options.jobs, count, worthwhile), max(count, 1))
    if processes <= 1:
        yield ThisProcess()
        return
    # Imported only where they are used: after most edits, one page is made by this process.
    from plainleaf.workers.batches import choose_size
    from plainleaf.workers.processes import Processes

    pool = Processes(processes, choose_size(count, processes, LARGEST_BATCH))
    is_done = False
    try:
        yield pool
        is_done = True
    finally:
        pool.close(wait_for_work=is_done)


@contextmanager
def add_workers(workers: Workers, options: Options, count: int) -> Iterator[Workers]:
    """The workers, or more of them where there is more to do than it seemed."""
    if not isinstance(workers, ThisProcess):
        yield workers
        return
    with open_workers(options, count) as enough:
        yield enough


def choose_processes(wanted: int | None, count: int, worthwhile: int = WORTHWHILE) -> int:
    """How many processes to use for so many items: as many as wanted, else one for a small site."""
    if wanted is not None:
        return wanted
    if count < worthwhile:
        return 1
    # Not all processors of a machine need be free for this process, above all in a container.
    is_known = sys.platform == "linux"
    return len(os.sched_getaffinity(0)) if is_known else (os.cpu_count() or 1)


def worker_died(place: Place) -> Problem:
    """A page on which a worker died, or did not come to an end, each time."""
    message = "the process that makes this page dies, or does not come to an end"
    fix = "Build with '--jobs 1' to see what happens: most likely this page asks for more memory than there is."
    return Problem(place, "worker-died", message, fix)


class ThisProcess(Struct, frozen=True):
    """One worker: the process that asks."""

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item; see Workers."""
        shared = make()
        for item in items:
            yield from work(shared, (item,))

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Nothing is gained by doing now what this process can do later; see Workers."""
