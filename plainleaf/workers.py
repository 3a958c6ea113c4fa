"""Workers: the same work done on many items, in this process, in several, or on a cluster.

The results come in the order of the items, and are the same whoever did the work.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Protocol

from plainleaf.batches import (
    R,
    S,
    T,
    Waiting,
    WorkerDiedError,
    choose_size,
    do_batch,
    make_parcel,
    pack,
    stream,
    unpack,
)
from plainleaf.options import Options

# Below this many pages starting processes costs more than it saves (measured in benchmarks/).
WORTHWHILE = 300
LARGEST_BATCH = 50
PATIENCE = 300  # seconds for one batch, which takes less than one
# What processes have imported before they are asked for anything.
PRELOADED = ["plainleaf.cli", "plainleaf.render_job"]


class Workers(Protocol):
    """Those who do the work."""

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Iterator[R]:
        """A result for each item, in their order, some while others are still being worked on.

        `work` is called for one batch of items after the other, and gives a result for each. Its first argument is
        what `make` gives, which is called once in every process that takes part. Functions, items and results must be
        such that pickle can send them. Raises WorkerDiedError, and StoppedError where a cluster is lost.
        """
        ...


@contextmanager
def open_workers(options: Options, count: int, *, worthwhile: int = WORTHWHILE) -> Iterator[Workers]:
    """Workers for about `count` items: the cluster or the number of processes that was asked for, else by the count."""
    if options.executor and count:
        from plainleaf.cluster import open_cluster  # needs an extra, so it is imported only when it is asked for

        with open_cluster(options.executor, count) as cluster:
            yield cluster
        return
    processes = min(choose_processes(options.jobs, count, worthwhile), max(count, 1))
    if processes <= 1:
        yield ThisProcess()
        return
    pool = Processes(processes, choose_size(count, processes, LARGEST_BATCH))
    is_done = False
    try:
        yield pool
        is_done = True
    finally:
        pool.close(wait_for_work=is_done)


def choose_processes(wanted: int | None, count: int, worthwhile: int = WORTHWHILE) -> int:
    """How many processes to use for so many items: as many as wanted, else one for a small site."""
    if wanted is not None:
        return wanted
    if count < worthwhile:
        return 1
    # Not all processors of a machine need be free for this process, above all in a container.
    is_known = sys.platform == "linux"
    return len(os.sched_getaffinity(0)) if is_known else (os.cpu_count() or 1)


def start_early(options: Options, count: int, *, worthwhile: int = WORTHWHILE) -> None:
    """Let the modules that processes need be imported while this process does something else, if there will be any."""
    if not options.executor and choose_processes(options.jobs, count, worthwhile) > 1:
        _find_context()


@dataclass(frozen=True, slots=True)
class ThisProcess:
    """One worker: the process that asks."""

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Iterator[R]:
        """A result for each item; see Workers."""
        shared = make()
        for item in items:
            yield from work(shared, (item,))


class Processes:
    """Processes on this machine. When one dies, what was under way is done again in new ones, item by item.

    A class because a pool that lost a process cannot be used again, and is replaced by another.
    """

    def __init__(self, count: int, size: int, *, patience: float = PATIENCE) -> None:
        self.count, self.size, self.patience = count, size, patience
        self._open()

    def _open(self) -> None:
        context = _find_context()
        self._others = frozenset(multiprocessing.active_children())
        ends, self._leash = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(self.count, context, _begin, (ends,))

    def close(self, *, wait_for_work: bool) -> None:
        """End all processes; at once, if they need not finish what they are at."""
        if not wait_for_work:
            # By a signal, for a worker that hangs in a regular expression listens to nothing else.
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
        self._executor.shutdown(cancel_futures=True)
        self._leash.close()

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Iterator[R]:
        """A result for each item; see Workers."""
        parcel = make_parcel(work, make)
        # Twice as many wait as are being worked on, so that a slow batch does not hold up the others.
        return stream(items, self.size, 3 * self.count, partial(self._send, parcel), partial(self._receive, parcel))

    def _send(self, parcel: bytes, batch: Sequence[T]) -> Future[bytes]:
        try:
            with _interrupts_held():
                return self._executor.submit(do_batch, parcel, pack(batch))
        except BrokenExecutor as broken:
            lost: Future[bytes] = Future()
            lost.set_exception(broken)
            return lost

    def _receive(self, parcel: bytes, waiting: Waiting[T]) -> Iterator[R]:
        if self._is_well(waiting[0][1]):
            _, future = waiting.popleft()
            yield from unpack(future.result())
            return
        # Which of them killed the process cannot be told, so they are done again one item at a time.
        self._replace()
        while waiting:
            batch, future = waiting.popleft()
            is_done = future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenExecutor)
            yield from unpack(future.result()) if is_done else self._do_singly(parcel, batch)

    def _do_singly(self, parcel: bytes, batch: Sequence[T]) -> Iterator[R]:
        for item in batch:
            future = self._send(parcel, (item,))
            if not self._is_well(future):
                raise WorkerDiedError(item)
            yield from unpack(future.result())

    def _is_well(self, future: Future[bytes]) -> bool:
        """Whether a batch comes to its end; a mistake of ours, raised by the work, counts as that."""
        done, _ = wait([future], self.patience)
        return bool(done) and not isinstance(future.exception(), BrokenExecutor)

    def _replace(self) -> None:
        self.close(wait_for_work=False)
        self._open()


def _find_context() -> BaseContext:
    """How processes are started, with the modules on their way.

    Not by a plain fork, which copies the locks of threads but not the threads: `serve` has some, and so has Dask. A
    fork server has none; it imports the modules once for all processes, where spawned ones each would (0.5 s).
    """
    if sys.platform in ("win32", "darwin"):
        return multiprocessing.get_context("spawn")
    from multiprocessing.forkserver import ensure_running  # other systems do not have it

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with _interrupts_held():
        ensure_running()
    return context


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes that are started meanwhile do not see Ctrl-C, not even while they import: it is for this one alone."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(leash: Connection) -> None:
    """In a new process: let it end with the one that asked for it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Connection) -> None:
    # Nothing is ever sent: there is something to read when the other end is closed, which a death does too.
    leash.poll(None)
    os._exit(1)
