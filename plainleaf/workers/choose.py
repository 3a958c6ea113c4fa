"""Workers: the same work done on many items, in this process, in several, or on a cluster.

The results are in the order of the items, and do not depend on who did the work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Protocol, TypeVar

from msgspec import Struct

from plainleaf.options import Options
from plainleaf.problems import Place, Problem

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

# With fewer pages, starting processes costs more than it saves (measured in benchmarks/).
WORTHWHILE = 200
LARGEST_BATCH = 20


class Workers(Protocol):
    """One or more processes that do the work."""

    @property
    def share_files(self) -> bool:
        """Whether they can open the files of a site: all but the workers of other machines."""
        ...

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item, in order; the first results come while later items are still being worked on.

        `work` is called for each batch of items and returns a result for each item. Its first argument is what `make`
        returned, which is called once in every worker. Functions, items and results must be picklable. Raises
        WorkerDiedError, and StoppedError if a cluster is lost.

        Once the generator is finished or closed, no process of this machine is working on it. If processes had to be
        killed for that, these workers cannot be used again.
        """
        ...

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Let other processes call `make` ahead of time, for a later `map` with the same `work` and `make`."""
        ...


@contextmanager
def open_workers(
    options: Options, count: int, *, worthwhile: int = WORTHWHILE, largest: int = LARGEST_BATCH
) -> Iterator[Workers]:
    """Workers for about `count` items: the cluster or number of processes in the options, else chosen by the count.

    A batch has no more items than the `largest`.
    """
    if options.executor and count:
        from plainleaf.workers.cluster import (  # needs an extra, so it is imported only on request
            open_cluster,
        )

        with open_cluster(options.executor, count) as cluster:
            yield cluster
        return
    processes = min(choose_processes(options.jobs, count, worthwhile), max(count, 1))
    if processes <= 1:
        yield ThisProcess()
        return
    # Imported only if used: after most edits, this process renders one page by itself.
    from plainleaf.workers.batches import choose_size
    from plainleaf.workers.processes import Processes

    pool = Processes(processes, choose_size(count, processes, largest))
    is_done = False
    try:
        yield pool
        is_done = True
    finally:
        pool.close(wait_for_work=is_done)


@contextmanager
def add_workers(workers: Workers, options: Options, count: int) -> Iterator[Workers]:
    """The same workers, or more of them if there are more items than estimated."""
    if not isinstance(workers, ThisProcess):
        yield workers
        return
    with open_workers(options, count) as enough:
        yield enough


def choose_processes(wanted: int | None, count: int, worthwhile: int = WORTHWHILE) -> int:
    """How many processes to use for `count` items: as many as wanted, else one for a small site."""
    if wanted is not None:
        return wanted
    if count < worthwhile:
        return 1
    # A process may be limited to some of the machine's processors, especially in a container.
    is_known = sys.platform == "linux"
    return len(os.sched_getaffinity(0)) if is_known else (os.cpu_count() or 1)


def worker_died(place: Place) -> Problem:
    """The problem with a page on which a worker died or hung every time."""
    message = "plainleaf crashes or never finishes when it builds this page"
    fix = "Close other programs, then build with '--jobs 1'. If that does not help, split this page in two."
    return Problem(place, "worker-died", message, fix)


class ThisProcess(Struct, frozen=True):
    """One worker: this process itself."""

    share_files: ClassVar[bool] = True

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item; see Workers."""
        shared = make()
        for item in items:
            yield from work(shared, (item,))

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Does nothing: this process would gain no time; see Workers."""
