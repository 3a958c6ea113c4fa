"""A cluster of Dask as workers, for `--executor dask://HOST:PORT`. Needs the extra plainleaf[cluster].

A scheduler that anybody on the network can reach runs anybody's code, and what it sends back is unpickled here. So it
is used only where nobody else can reach it, on the loopback, or where TLS says who is who.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import re
import socket
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from msgspec import Struct

from plainleaf.batches import (
    R,
    S,
    T,
    Waiting,
    choose_size,
    do_batch,
    make_parcel,
    pack,
    stream,
    unpack,
)
from plainleaf.problems import Place, Problem, StoppedError, WorkerDiedError

ADDRESS = re.compile(r"dask(?P<tls>\+tls)?://(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<host>[A-Za-z0-9.-]+)):(?P<port>\d{1,5})")
CONNECT, ANSWER, PATIENCE = 10, 60, 600  # seconds: to connect, for a short answer, for a batch of pages
LARGEST_BATCH = 200
RETRIES = 3
PACKAGES = ("jinja2", "markdown", "markupsafe", "pyyaml", "distributed")
PACKAGE = Path(__file__).parent


class VersionsError(Exception):
    """A worker has other versions than the machine that sends the work."""


class Scheduler(Struct, frozen=True):
    """Where a scheduler is, as it was written and as Dask writes it, and whether TLS protects the way there."""

    written: str
    host: str
    port: int
    has_tls: bool

    @property
    def url(self) -> str:
        """The address as Dask writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'tls' if self.has_tls else 'tcp'}://{host}:{self.port}"


def read_scheduler(written: str) -> Scheduler:
    """The scheduler of an address such as dask://127.0.0.1:8786. Raises ValueError, with what to do, for any other.

    No name is looked up but localhost: who answers for a name today may be somebody else tomorrow.
    """
    found = ADDRESS.fullmatch(written)
    if not found or not 0 < int(found["port"]) < 65536:
        raise ValueError(f"'{written}' is not an address such as dask://127.0.0.1:8786 or dask+tls://HOST:8786")
    host, has_tls = found["six"] or found["host"], bool(found["tls"])
    host = "127.0.0.1" if host == "localhost" else host
    if not has_tls and not is_loopback(host):
        raise ValueError(f"'{host}' is not this machine; across a network use TLS: dask+tls://HOST:PORT")
    if find_spec("distributed") is None:
        raise ValueError("this needs the extra 'cluster': pip install 'plainleaf[cluster]'")
    if has_tls and not _has_certificates():
        raise ValueError(
            "TLS needs a certificate and the authority that signed it: set distributed.comm.tls.ca-file, "
            "distributed.comm.tls.client.cert and distributed.comm.tls.client.key in Dask's configuration"
        )
    return Scheduler(written, host, int(found["port"]), has_tls)


def is_loopback(host: str) -> bool:
    """Whether an address in numbers is one of this machine's own. A name never is."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _has_certificates() -> bool:
    from distributed.security import Security

    files = Security(require_encryption=True).get_tls_config_for_role("client")
    return bool(files["ca_file"] and files["cert"])


@lru_cache(maxsize=1)
def find_versions() -> str:
    """All that the bytes of a page depend on beside its job, in words. Asked once per process.

    A process goes on with the modules it has, whatever is installed meanwhile, so it must not look again.
    """
    hasher = hashlib.blake2b(digest_size=5)
    for file in sorted(PACKAGE.glob("*.py")) + sorted((PACKAGE / "reading").rglob("*.py")):
        hasher.update(file.relative_to(PACKAGE).as_posix().encode())
        hasher.update(file.read_bytes())
    packages = [f"{name} {_version(name)}" for name in PACKAGES]
    return ", ".join([f"Python {platform.python_version()}", f"plainleaf {hasher.hexdigest()}", *packages])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def do_checked_batch(versions: str, parcel: bytes, batch: bytes) -> bytes:
    """In a worker of a cluster: the results of a batch. Raises VersionsError where they could differ from ours."""
    if find_versions() != versions:
        raise VersionsError(find_versions())
    return do_batch(parcel, batch)


class Cluster(Struct, frozen=True):
    """The workers behind a scheduler."""

    scheduler: Scheduler
    client: Any
    size: int
    patience: float = PATIENCE

    def prepare(self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S]) -> None:
        """Nothing: a cluster has work of others to do meanwhile; see Workers in workers.py."""

    def map(
        self, work: Callable[[S, Sequence[T]], Sequence[R]], make: Callable[[], S], items: Iterable[T]
    ) -> Iterator[R]:
        """A result for each item; see Workers in workers.py."""
        content = make_parcel(work, make)
        # A task that gives the parcel, and not scattered data: when the worker that holds it dies, it is made again.
        key = f"plainleaf-{hashlib.sha256(content).hexdigest()}"
        parcel = self.client.submit(bytes, content, key=key)
        executor = self.client.get_executor(pure=False, retries=RETRIES)
        width = 2 * max(1, sum(self.client.nthreads().values()))

        def send(batch: Sequence[T]) -> Future[bytes]:
            return executor.submit(do_checked_batch, find_versions(), parcel, pack(batch))  # type: ignore[no-any-return]

        return stream(items, self.size, width, send, partial(self._receive, send))

    def _receive(self, send: Callable[[Sequence[T]], Future[bytes]], waiting: Waiting[T]) -> Iterator[R]:
        from distributed import KilledWorker

        batch, future = waiting.popleft()
        try:
            yield from unpack(self._wait_for(future))
            return
        except KilledWorker:
            # Dask says so of every batch that was queued where a worker died. Alone, each item speaks for itself.
            wait([other for _, other in waiting], self.patience)
        for item in batch:
            try:
                yield from unpack(self._wait_for(send((item,))))
            except KilledWorker:
                raise WorkerDiedError(item) from None

    def _wait_for(self, future: Future[bytes]) -> bytes:
        """The results of a batch. Raises KilledWorker when workers died of it, and StoppedError for all else."""
        if not wait([future], self.patience).done:
            what = f"no worker has finished a batch within {self.patience:g} seconds"
            raise StoppedError(lost_cluster(self.scheduler, what))
        try:
            return future.result()
        except (VersionsError, ImportError) as found:
            raise StoppedError(other_versions(self.scheduler, str(found))) from None
        except (CancelledError, OSError) as lost:
            raise StoppedError(lost_cluster(self.scheduler, "the scheduler was lost")) from lost


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
    """Dask logs what goes wrong, with tracebacks. Here that becomes a problem, or is mended by a retry."""
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
            # Dask would try until the time is over, also where nobody listens.
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
    """Refuse a scheduler that is reached on the loopback, but that others reach as well."""
    known = client.scheduler_info(n_workers=-1)
    for address in () if scheduler.has_tls else (known["address"], *known["workers"]):
        if not is_loopback(address.rpartition("://")[2].rpartition(":")[0].strip("[]")):
            message = f"the cluster can be reached from other machines, at {address}, and has no TLS"
            fix = "Start its scheduler and workers with '--host 127.0.0.1', or with TLS (docs/publishing.md)."
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
    """The problem with workers that would not give the same bytes."""
    message = f"a worker differs from this machine: {theirs}; here: {find_versions()}"
    fix = "Install the same versions everywhere, then start the scheduler and the workers again."
    return Problem(Place(scheduler.written), "other-versions", message, fix)


def lost_cluster(scheduler: Scheduler, message: str) -> Problem:
    """The problem with a cluster that gives no answer."""
    fix = "Start the scheduler and its workers (docs/publishing.md), or leave '--executor' out."
    return Problem(Place(scheduler.written), "no-cluster", message, fix)
