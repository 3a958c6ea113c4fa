"""Where a cluster is: the address that `--executor` takes.

A scheduler that anybody on the network can reach runs anybody's code, and its answers are unpickled here. So it is used
only over loopback, where nobody else can reach it, or with TLS, which authenticates both sides.
"""

from __future__ import annotations

import re
from importlib.util import find_spec

from msgspec import Struct

from plainleaf.input.addresses.hosts import is_loopback
from plainleaf.problems import Place, Problem
from plainleaf.problems.extras import install_command

ADDRESS = re.compile(r"dask(?P<tls>\+tls)?://(?:\[(?P<six>[0-9a-fA-F:]+)\]|(?P<host>[A-Za-z0-9.-]+)):(?P<port>\d{1,5})")


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
    """The scheduler of an address such as dask://127.0.0.1:8786. Raises ValueError, saying what to do, for any other.

    No name but localhost is resolved, because a name may point elsewhere tomorrow.
    """
    found = ADDRESS.fullmatch(written)
    if not found or not 0 < int(found["port"]) < 65536:
        raise ValueError(f"'{written}' is not an address such as dask://127.0.0.1:8786 or dask+tls://HOST:8786")
    host, has_tls = found["six"] or found["host"], bool(found["tls"])
    host = "127.0.0.1" if host == "localhost" else host
    if not has_tls and not is_loopback(host):
        raise ValueError(f"'{host}' is not this machine; across a network use TLS: dask+tls://HOST:PORT")
    if find_spec("distributed") is None:
        raise ValueError(f"this needs Dask: {install_command('cluster')}")
    if has_tls and not _has_certificates():
        raise ValueError(
            "TLS needs a certificate and the authority that signed it: set distributed.comm.tls.ca-file, "
            "distributed.comm.tls.client.cert and distributed.comm.tls.client.key in Dask's configuration"
        )
    return Scheduler(written, host, int(found["port"]), has_tls)


def _has_certificates() -> bool:
    from distributed.security import Security

    files = Security(require_encryption=True).get_tls_config_for_role("client")
    return bool(files["ca_file"] and files["cert"])


def lost_cluster(scheduler: Scheduler, message: str) -> Problem:
    """The problem with a cluster that cannot be reached or does not answer."""
    fix = "Start the scheduler and its workers (docs/how-to/build-on-a-cluster.md), or build without '--executor'."
    return Problem(Place(scheduler.written), "no-cluster", message, fix)
