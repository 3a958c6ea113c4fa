"""The same work on many items, in this process, in several, or on a cluster of Dask."""

from plainleaf.workers.choose import ThisProcess, Workers, open_workers, report_death, widen
from plainleaf.workers.cluster_address import read_scheduler

__all__ = [
    "ThisProcess",
    "Workers",
    "open_workers",
    "read_scheduler",
    "report_death",
    "widen",
]
