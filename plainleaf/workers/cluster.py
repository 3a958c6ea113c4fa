"""A cluster of Dask as workers, for `--executor dask://HOST:PORT`. Needs the extra plainleaf[cluster]."""

from __future__ import annotations

import hashlib
import logging
import platform
import socket
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import monotonic
from typing import Any

from msgspec import Struct

from plainleaf.input.addresses.hosts import is_loopback
from plainleaf.problems import Place, Problem, StoppedError, WorkerDiedError
from plainleaf.workers.batches import R, S, T, Waiting, choose_size, make_payload, pack, run_batch, stream, unpack
from plainleaf.workers.cluster_address import Scheduler, lost_cluster, read_scheduler

CONNECT, ANSWER, TIMEOUT = 10, 60, 600  # seconds to connect, to wait for a short answer, and for a batch of pages
CHECK_INTERVAL = 1  # seconds between two checks that the scheduler is still there
LARGEST_BATCH = 200
RETRIES = 3
LOST = "the connection to the scheduler was lost"
PACKAGES = ("jinja2", "markdown", "markupsafe", "pyyaml", "distributed")
PACKAGE = Path(__file__).parents[1]


class VersionsError(Exception):
    """A worker has other software versions than the machine that sends the work."""


@lru_cache(maxsize=1)
def find_versions() -> str:
    """Everything that the bytes of a page depend on besides its job, in words. Computed once per process.

    A process keeps the modules it has loaded, whatever is installed later, so they must not be read again.
    """
    hasher = hashlib.blake2b(digest_size=5)
    for file in sorted(file for file in PACKAGE.rglob("*") if file.suffix in (".py", ".yaml")):
        hasher.update(file.relative_to(PACKAGE).as_posix().encode())
        hasher.update(file.read_bytes())
    packages = [f"{name} {_version(name)}" for name in PACKAGES]
    return ", ".join([f"Python {platform.python_version()}", f"plainleaf {hasher.hexdigest()}", *packages])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def run_checked_batch(versions: str, payload: bytes, batch: bytes) -> bytes:
    """In a worker of a cluster: the results of a batch. Raises VersionsError if they could differ from ours."""
    if find_versions() != versions:
        raise VersionsError(find_versions())
    return run_batch(payload, batch)


class Cluster(Struct, frozen=True):
    """The workers behind a scheduler."""

    scheduler: Scheduler
    client: Any
    size: int
    timeout: float = TIMEOUT

    @property
    def share_files(self) -> bool:
        """Whether the workers are on this machine; see Workers in choose.py."""
        return not self.scheduler.has_tls

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Does nothing: others may be using the cluster; see Workers in choose.py."""

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Generator[R, None, None]:
        """A result for each item; see Workers in choose.py."""
        content = make_payload(work, make)
        key = f"plainleaf-{hashlib.sha256(content).hexdigest()}"
        with _losses(self.scheduler):
            # A task that gives the payload, not scattered data: if the worker that holds it dies, Dask runs it again.
            payload = self.client.submit(bytes, content, key=key)
            executor = self.client.get_executor(pure=False, retries=RETRIES)
            width = 2 * max(1, sum(self.client.nthreads().values()))
        run = _BatchRun(self, executor, payload)
        return stream(items, deque(), self.size, width, run.send, run.receive)


class _BatchRun(Struct, frozen=True):
    """The batches of one `map`: sends them to the workers of a cluster, and receives their results."""

    cluster: Cluster
    executor: Any
    payload: Any

    def send(self, batch: Sequence[T]) -> Future[bytes]:
        """Send a batch to whichever worker is free."""
        with _losses(self.cluster.scheduler):
            return self.executor.submit(run_checked_batch, find_versions(), self.payload, pack(batch))  # type: ignore[no-any-return]

    def receive(self, waiting: Waiting[T]) -> Iterator[R]:
        """The results of the oldest batch. Raises WorkerDiedError with the item that kills workers."""
        from distributed import KilledWorker

        batch, future = waiting.popleft()
        try:
            yield from unpack(self._result(future))
            return
        except KilledWorker:
            # Dask blames every batch that was queued where a worker died. Sent one by one, only the culprit fails.
            self._wait([other for _, other in waiting])
        for item in batch:
            try:
                yield from unpack(self._result(self.send((item,))))
            except KilledWorker:
                raise WorkerDiedError(item) from None

    def _result(self, future: Future[bytes]) -> bytes:
        """The results of a batch. Raises KilledWorker if it killed workers, and StoppedError for everything else."""
        if not self._wait([future]):
            raise self._stopped(f"no worker has finished a batch within {self.cluster.timeout:g} seconds")
        try:
            with _losses(self.cluster.scheduler):
                return future.result()
        except (VersionsError, ImportError) as found:
            raise StoppedError(other_versions(self.cluster.scheduler, str(found))) from None

    def _wait(self, futures: Sequence[Future[bytes]]) -> bool:
        """Whether batches have finished in time. Raises StoppedError if the scheduler is gone.

        When Dask loses the scheduler it cancels pending futures, but it can miss one that is submitted at that moment,
        and a scheduler that restarts does not know it. The payload was submitted first, so it is never missed.
        """
        deadline = monotonic() + self.cluster.timeout
        while (left := deadline - monotonic()) > 0:
            if not wait(futures, min(CHECK_INTERVAL, left)).not_done:
                return True
            if self.payload.cancelled() or self.cluster.client.status != "running":
                raise self._stopped(LOST)
        return False

    def _stopped(self, message: str) -> StoppedError:
        return StoppedError(lost_cluster(self.cluster.scheduler, message))


@contextmanager
def _losses(scheduler: Scheduler) -> Iterator[None]:
    """Turn whatever Dask raises after losing its scheduler into a problem."""
    from distributed.client import ClosedClientError

    try:
        yield
    except (ClosedClientError, CancelledError, OSError) as lost:
        raise StoppedError(lost_cluster(scheduler, LOST)) from lost


@contextmanager
def open_cluster(written: str, count: int) -> Iterator[Cluster]:
    """The cluster at an address, for about `count` items. Raises StoppedError when it cannot be used."""
    scheduler = read_scheduler(written)
    with _quiet(), _connect(scheduler) as client:
        _check_places(scheduler, client)
        _check_versions(scheduler, client)
        workers = max(1, len(client.nthreads()))
        yield Cluster(scheduler, client, choose_size(count, workers, LARGEST_BATCH))


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence Dask, which logs failures with tracebacks. Here they become problems, or a retry succeeds."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


@contextmanager
def _connect(scheduler: Scheduler) -> Iterator[Any]:
    import dask.config
    from distributed import Client
    from distributed.security import Security

    security = Security(require_encryption=True) if scheduler.has_tls else None
    with dask.config.set({"distributed.comm.timeouts.connect": CONNECT, "distributed.comm.retry.count": 0}):
        try:
            # Dask would retry until its timeout, even if nothing listens there.
            socket.create_connection((scheduler.host, scheduler.port), CONNECT).close()
            client = Client(
                scheduler.url, timeout=CONNECT, security=security, set_as_default=False, direct_to_workers=False
            )
        except OSError as error:
            what = f"the scheduler cannot be reached: {error.strerror or 'it does not answer'}"
            raise StoppedError(lost_cluster(scheduler, what)) from error
        try:
            _wait_for_worker(scheduler, client)
            yield client
        finally:
            client.close(timeout=ANSWER)


def _wait_for_worker(scheduler: Scheduler, client: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=ANSWER)
    except TimeoutError as error:
        raise StoppedError(lost_cluster(scheduler, "the scheduler has no workers")) from error


def _check_places(scheduler: Scheduler, client: Any) -> None:
    """Refuse a scheduler that is reached over loopback but is open to other machines as well."""
    known = client.scheduler_info(n_workers=-1)
    for address in () if scheduler.has_tls else (known["address"], *known["workers"]):
        if not is_loopback(address.rpartition("://")[2].rpartition(":")[0].strip("[]")):
            message = f"anyone on the network can reach the cluster at {address}, which has no TLS"
            fix = "Start its scheduler and workers with '--host 127.0.0.1', or TLS: docs/how-to/build-on-a-cluster.md"
            raise StoppedError(Problem(Place(scheduler.written), "open-cluster", message, fix))


def _check_versions(scheduler: Scheduler, client: Any) -> None:
    try:
        found = client.run(find_versions)
    except (ImportError, AttributeError) as error:
        raise StoppedError(other_versions(scheduler, f"plainleaf cannot be imported: {error}")) from error
    for versions in found.values():
        if versions != find_versions():
            raise StoppedError(other_versions(scheduler, versions))


def other_versions(scheduler: Scheduler, theirs: str) -> Problem:
    """The problem with workers whose pages could differ from ours."""
    message = f"a worker has different software from this machine: {theirs}; here: {find_versions()}"
    fix = "Install the same versions everywhere, then restart the scheduler and the workers."
    return Problem(Place(scheduler.written), "other-versions", message, fix)
