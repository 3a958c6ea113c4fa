"""A cluster is used only if nobody else can use it: on the loopback, or by TLS."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import dask.config
import pytest
from distributed.security import Security

from plainleaf.problems import StoppedError
from plainleaf.workers.cluster import open_cluster
from tests.worker_tasks import make_desk, square
from tests.workers.test_cluster import SQUARES, TIMEOUT, dask_address, local_cluster


def test_a_scheduler_that_others_can_reach_is_refused() -> None:
    with local_cluster(n_workers=1, processes=False, host="0.0.0.0", protocol="tcp://") as open_to_all:
        port = open_to_all.scheduler_address.rpartition(":")[2]
        if open_to_all.scheduler_address.startswith("tcp://127."):
            pytest.skip("this machine has no address but the loopback's")
        with pytest.raises(StoppedError) as stopped, open_cluster(f"dask://127.0.0.1:{port}", 1):
            raise AssertionError("it was opened")

    assert stopped.value.problem.rule == "open-cluster"


def test_a_cluster_across_a_network_is_used_by_tls(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test", "-days", "2"]
    if shutil.which(command[0]) is None:
        pytest.skip("openssl is needed to make a certificate")
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=TIMEOUT)
    # One certificate is its own authority, and that of everybody.
    names = [f"{role}.cert" for role in ("client", "scheduler", "worker")]
    files = dict.fromkeys(["ca-file", *names], str(certificate))
    files |= {name.replace("cert", "key"): str(key) for name in names}

    with dask.config.set({f"distributed.comm.tls.{name}": file for name, file in files.items()}):
        security = Security(require_encryption=True)
        with local_cluster(n_workers=1, processes=False, protocol="tls://", security=security) as protected:
            address = dask_address(protected.scheduler_address)
            with open_cluster(address, 100) as workers:
                results = list(workers.map(square, make_desk, range(100)))

    assert address.startswith("dask+tls://")
    assert results == SQUARES
