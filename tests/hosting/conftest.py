"""Fixtures of the tests of hosting: a real SSH server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.hosting import Manifest
from plainleaf.options import Options
from tests.hosting.ssh_server import SshServer, run_ssh_server
from tests.shipped_site import DAY, ShippedSite
from tests.site_tools import CHECKOUT


@pytest.fixture(scope="module")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """A server that lets the user of this test in."""
    folder: Path = tmp_path_factory.mktemp("ssh")
    with run_ssh_server(folder) as server:
        yield server


@pytest.fixture(scope="session")
def shipped_manifest(shipped: ShippedSite) -> tuple[Path, Manifest]:
    """The folder of the shipped site, and its manifest."""
    return shipped.run.out, read_manifest(Options(CHECKOUT, shipped.run.out, date.fromisoformat(DAY)))
