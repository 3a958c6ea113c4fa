"""The same work on many items, in this process, in several, or on a cluster of Dask."""

from plainleaf.workers.choose import ThisProcess, Workers, add_workers, open_workers, worker_died
from plainleaf.workers.cluster_address import read_scheduler

__all__ = [
    "ThisProcess",
    "Workers",
    "add_workers",
    "open_workers",
    "read_scheduler",
    "worker_died",
]
