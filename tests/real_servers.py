"""Real servers for tests: where a program is missing, the test is skipped and says so, except in CI."""

from __future__ import annotations

import os
import shutil
import socket

import pytest

# .ci/run installs every server, and sets this.
REQUIRED = "PLAINLEAF_REQUIRE_SERVERS"
# So many seconds `serve_forever` waits before it looks whether it shall stop.
POLL = 0.01
FOLDERS = ("/usr/sbin", "/usr/local/sbin")


def find_program(name: str) -> str:
    """The path of a server's program, which need not be on the PATH of every user."""
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(FOLDERS))
    if found is None:
        why = f"the program {name} is missing: .ci/run installs it"
        if os.environ.get(REQUIRED):
            pytest.fail(why)
        pytest.skip(why)
    return found


def free_port() -> int:
    """A port of this computer that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Whether something accepts connections at a port of this computer."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
