"""A real SSH server on this computer, for a test: Debian's sshd with its own keys, settings and port."""

from __future__ import annotations

import getpass
import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from tests.real_servers import find_program, free_port

# As for a shell within another, bash leaves out what is in the ~/.bashrc of whoever runs the tests.
SETTINGS = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
# A shell would read what the person who runs the test has set up for it, and being killed could leave that half done.
SetEnv HOME={folder}
"""


class SshServer(Struct, frozen=True):
    """A running server: its process, its port, and the words with which rsync and plainleaf reach it."""

    process: int
    port: int
    shell: str

    def place(self, folder: Path) -> str:
        """A folder of this computer as a place on the server."""
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{folder}"

    def end_sessions(self) -> None:
        """Kill whatever runs for somebody who is connected, as a server that is switched off does."""
        for process in descendants(self.process):
            with suppress(ProcessLookupError):
                os.kill(process, 9)


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that these have started."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [each for child in map(int, children) for each in (child, *descendants(child))]


@contextmanager
def run_ssh_server(folder: Path) -> Iterator[SshServer]:
    """A server that lets the user of this test in, until the block ends."""
    program, client, port = find_program("sshd"), find_program("ssh"), free_port()
    find_program("rsync")
    for name in ("host", "user"):
        make_key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make_key, check=True, timeout=60, stdin=subprocess.DEVNULL)
    (folder / "sshd_config").write_text(SETTINGS.format(port=port, folder=folder), encoding="utf-8")
    if os.geteuid() == 0:
        # Where Debian's service, which does not run here, has it made.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    command = [program, "-D", "-e", "-f", str(folder / "sshd_config")]
    key = f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text(encoding='ascii')}"
    (folder / "known_hosts").write_text(key, encoding="ascii")
    # The first word counts: a test's computer that is very busy must not pass for a server that is gone.
    options = (
        "BatchMode=yes",
        "IdentitiesOnly=yes",
        "ServerAliveInterval=0",
        f"UserKnownHostsFile={folder / 'known_hosts'}",
    )
    shell = [client, "-F", "none", "-i", str(folder / "user"), *(word for each in options for word in ("-o", each))]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            # It says so when it can be reached.
            said = next(line for line in server.stderr if "listening" in line or "rror" in line)
            assert "listening" in said, said
            yield SshServer(server.pid, port, shlex.join(shell))
        finally:
            server.kill()
