"""Processes: work shared among processes of this machine, and what happens when one of them dies."""

from __future__ import annotations

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
from plainleaf.workers.batches import R, S, T, Waiting, do_batch, make_payload, pack, stream, unpack

if TYPE_CHECKING:
    # Not every system has both.
    from multiprocessing.context import ForkServerContext, SpawnContext

PATIENCE = 300  # seconds for one batch, which takes less than one
# What processes have imported before they are asked for anything.
PRELOADED = ["plainleaf.command.cli", "plainleaf.render.job"]


class LostError(Exception):
    """A process died, or did not answer, while it was at a batch."""


class Hand(Struct):
    """A process that works, the way to it, and the payload that it was sent last."""

    process: BaseProcess
    connection: Connection
    payload: bytes = b""


class Processes:
    """Processes on this machine, each asked by a thread. A batch whose process dies is done again, item by item.

    Each has a pipe of its own, which tells at once when it dies. The processes of a ProcessPoolExecutor share one: if
    one is killed while it writes there, the rest of its message is waited for without end. A class because processes
    come and go.
    """

    def __init__(self, count: int, size: int, *, patience: float = PATIENCE) -> None:
        self.count, self.size, self.patience = count, size, patience
        self._context = find_context()
        self._threads = ThreadPoolExecutor(count)
        self._hands: list[Hand] = []
        self._idle: SimpleQueue[Hand] = SimpleQueue()
        self._is_closing = False
        self._payload = b""

    def close(self, *, wait_for_work: bool) -> None:
        """End all processes; at once, if they need not finish what they are at. It may be done again.

        Afterwards none of them is there any more, also when somebody loses patience and interrupts the waiting.
        """
        self._is_closing = True
        try:
            self._threads.shutdown(wait=wait_for_work, cancel_futures=True)
        finally:
            with _interrupts_held():
                # One that a thread is about to start is killed by the thread, before it is asked for anything.
                for hand in self._hands:
                    hand.process.kill()
                self._threads.shutdown()
                for hand in self._hands:
                    hand.connection.close()
                    hand.process.join()

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item; see Workers."""
        payload = self._pack(work, make)
        send, receive = partial(self._send, payload), partial(self._receive, payload)
        waiting: Waiting[T] = deque()
        is_done = False
        try:
            # Twice as many wait as are being worked on, so that a slow batch does not hold up the others.
            yield from stream(items, waiting, self.size, 3 * self.count, send, receive)
            is_done = True
        except GeneratorExit:
            # Who has taken a result for each item may leave as well; then nothing is under way.
            is_done = not waiting
            raise
        finally:
            if not is_done:
                self.close(wait_for_work=False)

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Let each process make what it needs; see Workers."""
        payload = self._pack(work, make)
        for _ in range(self.count):
            self._send(payload, ())

    def _pack(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> bytes:
        payload = make_payload(work, make)
        # The same object as before for the same payload, so that it is sent to each process once.
        self._payload = self._payload if self._payload == payload else payload
        return self._payload

    def _send(self, payload: bytes, batch: Sequence[T]) -> Future[bytes]:
        with _interrupts_held():
            return self._threads.submit(self._ask, payload, pack(batch))

    def _receive(self, payload: bytes, waiting: Waiting[T]) -> Iterator[R]:
        batch, future = waiting.popleft()
        try:
            results = unpack(future.result())
        except LostError:
            yield from self._do_singly(payload, batch)
        else:
            yield from results

    def _do_singly(self, payload: bytes, batch: Sequence[T]) -> Iterator[R]:
        for item in batch:
            try:
                results = unpack(self._send(payload, (item,)).result())
            except LostError:
                raise WorkerDiedError(item) from None
            yield from results

    def _ask(self, payload: bytes, batch: bytes) -> bytes:
        """In a thread: have a process do a batch. Raises what the work raised, and LostError."""
        hand = self._take()
        try:
            # It keeps the last payload, which is long.
            is_known = hand.payload is payload
            hand.connection.send((None if is_known else payload, batch))
            hand.payload = payload
            if not hand.connection.poll(self.patience):
                raise LostError
            answer: bytes | BaseException = hand.connection.recv()
        except (LostError, EOFError, OSError):
            hand.process.kill()
            # What it was at is done again by another, so it must not go on for a moment longer.
            hand.process.join()
            raise LostError from None
        self._idle.put(hand)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _take(self) -> Hand:
        """A process that has nothing to do, or a new one. There are never more than threads."""
        try:
            return self._idle.get_nowait()
        except Empty:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
        # Only the process itself holds the other end now, so its death closes it.
        theirs.close()
        hand = Hand(process, ours)
        self._hands.append(hand)
        if self._is_closing:
            process.kill()
        return hand


def find_context() -> ForkServerContext | SpawnContext:
    """How processes are started. Asking for it starts importing the modules that they need.

    Not by a plain fork, which copies the locks of threads but not the threads: `serve` has some, and so has Dask. A
    fork server has none; it imports the modules once for all processes, where spawned ones each would (0.5 s).
    """
    if sys.platform in ("win32", "darwin"):
        # Each begins with `python -c`, which looks into the current folder first. That may be a stranger's site.
        os.environ["PYTHONSAFEPATH"] = "1"
        return multiprocessing.get_context("spawn")
    from multiprocessing.forkserver import ensure_running  # other systems do not have it

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with _interrupts_held(), _same_modules():
        ensure_running()
    return context


@contextmanager
def _same_modules() -> Iterator[None]:
    """A fork server that is started meanwhile finds the same plainleaf as this process.

    It is not told where this process has found its modules, and would take what lies in the current folder, or what is
    installed.
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


def _serve(connection: Connection) -> None:
    """In a new process: do what it is asked to, until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hands = ThreadPoolExecutor(1)
    payload = b""
    while True:
        try:
            fresh, batch = connection.recv()
            payload = payload if fresh is None else fresh
        except (EOFError, OSError):
            # The main process is done, or dead. Whatever is still being worked on, nobody waits for it.
            os._exit(0)
        hands.submit(do_batch, payload, batch).add_done_callback(partial(_answer, connection))


def _answer(connection: Connection, done: Future[bytes]) -> None:
    error = done.exception()
    if error is not None:
        error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
    with suppress(OSError):
        connection.send(error or done.result())
