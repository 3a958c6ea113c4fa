"""Processes: work distributed over processes of this machine, and what happens when one of them dies."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from msgspec import Struct

from plainleaf.problems import WorkerDiedError
from plainleaf.workers.batches import R, S, T, Waiting, make_payload, pack, run_batch, stream, unpack

if TYPE_CHECKING:
    # Not every system has both.
    from multiprocessing.context import ForkServerContext, SpawnContext

TIMEOUT = 300  # seconds for one batch, which normally takes less than one
# The most batches that are out at a time, and the fewest for each process: none waits while the main process is busy or
# or another has a slow batch.
QUEUED, QUEUED_EACH = 50, 3
# The most seconds that a thread driving a process waits for one that computes. Python's default is ten times that.
SWITCH_INTERVAL = 0.0005
# Container objects allocated between two searches for reference cycles: those of about a hundred pages.
GARBAGE = 20_000
# What processes import before their first batch.
PRELOADED = [
    "plainleaf.command.cli", "plainleaf.input.yaml_parser", "plainleaf.render.job", "plainleaf.render.proof",
]  # fmt: skip


class LostError(Exception):
    """A process died or hung while it worked on a batch."""


class Worker(Struct):
    """A worker process, its pipe, and the payload that it was sent last."""

    process: BaseProcess
    connection: Connection
    payload: bytes = b""


class Processes:
    """Worker processes on this machine, each driven by a thread. If a process dies, its batch is repeated item by item.

    Each has its own pipe, which closes as soon as it dies. The processes of a ProcessPoolExecutor share one: if one is
    killed while it writes, the executor waits for the rest of its message forever. A class because processes come and
    go.
    """

    share_files = True

    def __init__(self, count: int, size: int, *, timeout: float = TIMEOUT) -> None:
        self.count, self.size, self.timeout = count, size, timeout
        self._context = find_context()
        self._threads = ThreadPoolExecutor(count)
        self._workers: list[Worker] = []
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._is_closing = False
        self._payload = b""
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL)

    def close(self, *, wait_for_work: bool) -> None:
        """End all processes, at once unless `wait_for_work`. May be called again.

        Afterwards none of them is running, even if Ctrl-C interrupts the waiting.
        """
        self._is_closing = True
        sys.setswitchinterval(self._switch_interval)
        try:
            self._threads.shutdown(wait=wait_for_work, cancel_futures=True)
        finally:
            with _hold_interrupts():
                # A process that a thread is just starting is killed by that thread before its first batch.
                for worker in self._workers:
                    worker.process.kill()
                self._threads.shutdown()
                for worker in self._workers:
                    worker.connection.close()
                    worker.process.join()

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item; see Workers."""
        payload = self._pack(work, make)
        send, receive = partial(self._send, payload), partial(self._receive, payload)
        waiting: Waiting[T] = deque()
        is_done = False
        try:
            yield from stream(items, waiting, self.size, max(QUEUED, QUEUED_EACH * self.count), send, receive)
            is_done = True
        except GeneratorExit:
            # The caller may stop after the last result without exhausting the generator; then nothing is in work.
            is_done = not waiting
            raise
        finally:
            if not is_done:
                self.close(wait_for_work=False)

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Let each process call `make`; see Workers."""
        payload = self._pack(work, make)
        for _ in range(self.count):
            self._send(payload, ())

    def _pack(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> bytes:
        payload = make_payload(work, make)
        # Equal payloads become the same object, so that each process is sent it once.
        self._payload = self._payload if self._payload == payload else payload
        return self._payload

    def _send(self, payload: bytes, batch: Sequence[T]) -> Future[bytes]:
        with _hold_interrupts():
            return self._threads.submit(self._ask, payload, pack(batch))

    def _receive(self, payload: bytes, waiting: Waiting[T]) -> Iterator[R]:
        batch, future = waiting.popleft()
        try:
            results = unpack(future.result())
        except LostError:
            yield from self._run_one_by_one(payload, batch)
        else:
            yield from results

    def _run_one_by_one(self, payload: bytes, batch: Sequence[T]) -> Iterator[R]:
        for item in batch:
            try:
                results = unpack(self._send(payload, (item,)).result())
            except LostError:
                raise WorkerDiedError(item) from None
            yield from results

    def _ask(self, payload: bytes, batch: bytes) -> bytes:
        """In a thread: send a batch to a process and wait. Raises whatever the work raised, and LostError."""
        worker = self._take()
        try:
            # The process still has the last payload, which is large.
            is_known = worker.payload is payload
            worker.connection.send((None if is_known else payload, batch))
            worker.payload = payload
            if not worker.connection.poll(self.timeout):
                raise LostError
            answer: bytes | BaseException = worker.connection.recv()
        except (LostError, EOFError, OSError):
            worker.process.kill()
            # Another process repeats its batch, so it must not write anything more.
            worker.process.join()
            raise LostError from None
        self._idle.put(worker)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _take(self) -> Worker:
        """An idle process, or a new one. There are never more processes than threads."""
        try:
            return self._idle.get_nowait()
        except Empty:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
        # Now only the process itself holds the other end, so its death closes the pipe.
        theirs.close()
        worker = Worker(process, ours)
        self._workers.append(worker)
        if self._is_closing:
            process.kill()
        return worker


def find_context() -> ForkServerContext | SpawnContext:
    """How processes are started. On Linux, calling this starts the fork server, which imports the modules they need.

    A plain fork would copy the locks of other threads but not the threads, and both `serve` and Dask have threads. A
    fork server has none, and imports the modules once for all processes; each spawned one would need 0.5 s for that.
    """
    if sys.platform in ("win32", "darwin"):
        # Each begins with `python -c`, which looks into the current folder first. That may be a stranger's site.
        os.environ["PYTHONSAFEPATH"] = "1"
        return multiprocessing.get_context("spawn")
    from multiprocessing.forkserver import ensure_running  # missing on other systems

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with _hold_interrupts(), _same_modules():
        ensure_running()
    return context


@contextmanager
def _same_modules() -> Iterator[None]:
    """Make a fork server that is started meanwhile import the same plainleaf as this process.

    It does not inherit sys.path, and would import whatever is in the current folder or installed.
    """
    wanted = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Block Ctrl-C in processes started in the meantime, even while they import: only this process handles it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection) -> None:
    """In a worker process: run batches until the main process closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Imported modules stay. A rendered page leaves values in reference cycles, which are collected now and then.
    gc.freeze()
    gc.set_threshold(GARBAGE)
    executor = ThreadPoolExecutor(1)
    payload = b""
    while True:
        try:
            sent, batch = connection.recv()
            payload = payload if sent is None else sent
        except (EOFError, OSError):
            # The main process has finished or died, so nothing waits for the current batch.
            os._exit(0)
        executor.submit(run_batch, payload, batch).add_done_callback(partial(_answer, connection))


def _answer(connection: Connection, done: Future[bytes]) -> None:
    error = done.exception()
    if error is not None:
        error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
    with suppress(OSError):
        connection.send(error or done.result())
