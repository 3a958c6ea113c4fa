"""Which addresses of a cluster are taken: those that nobody else can reach, and those that TLS protects."""

from __future__ import annotations

import pytest

from plainleaf.workers.cluster_address import read_scheduler
from tests.site_tools import run_plainleaf


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("dask://10.0.0.5:8786", "'10.0.0.5' is not this machine"),
        ("dask://scheduler.clinic.example:8786", "is not this machine"),
        ("dask://localhost.clinic.example:8786", "is not this machine"),
        ("dask://0.0.0.0:8786", "is not this machine"),
        ("dask://127.1:8786", "is not this machine"),
        ("dask://[2001:db8::1]:8786", "is not this machine"),
        ("dask://127.0.0.1@10.0.0.5:8786", "is not an address"),
        ("dask://10.0.0.5:8786#@127.0.0.1:8786", "is not an address"),
        ("dask://127.0.0.1", "is not an address"),
        ("dask://127.0.0.1:99999", "is not an address"),
        ("tcp://127.0.0.1:8786", "is not an address"),
        ("dask+tls://scheduler.clinic.example:8786", "TLS needs a certificate"),
    ],
)
def test_a_scheduler_that_is_neither_here_nor_protected_is_a_misuse(address: str, said: str) -> None:
    result = run_plainleaf("build", "--executor", address)

    assert result.code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("dask://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("dask://127.8.9.10:8786", "tcp://127.8.9.10:8786"),
        ("dask://localhost:8786", "tcp://127.0.0.1:8786"),
        ("dask://[::1]:8786", "tcp://[::1]:8786"),
    ],
)
def test_a_scheduler_on_this_machine_is_accepted(written: str, url: str) -> None:
    assert read_scheduler(written).url == url
