"""Fixtures of the tests of hosting: a real SSH server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosting.ssh_server import SshServer, run_ssh_server


@pytest.fixture(scope="module")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """A server that lets the user of this test in."""
    folder: Path = tmp_path_factory.mktemp("ssh")
    with run_ssh_server(folder) as server:
        yield server
