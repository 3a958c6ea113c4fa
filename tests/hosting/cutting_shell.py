"""In place of ssh: passes everything on, until so many bytes have gone either way, and then kills who is publishing.

A run starts several of these one after the other, so the number of bytes is kept in a file. The bytes decide when it
happens, never the time, so the same cut can be made again.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from pathlib import Path

PIECE = 4096


def main(count: Path, most: int, server: int, command: list[str]) -> int:
    """Run the real ssh with pipes of our own. `server` is sshd, to kill its sessions instead; 0 for our own group."""
    passed = int(count.read_text(encoding="ascii"))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as ssh:
        assert ssh.stdin
        assert ssh.stdout
        ways = selectors.DefaultSelector()
        ways.register(0, selectors.EVENT_READ, ssh.stdin.fileno())
        ways.register(ssh.stdout.fileno(), selectors.EVENT_READ, 1)
        while ssh.stdout.fileno() in ways.get_map():
            for ready, _ in ways.select():
                piece = os.read(ready.fd, PIECE)
                if not piece:
                    ways.unregister(ready.fd)
                    if ready.fd == 0:
                        ssh.stdin.close()
                    continue
                passed += len(piece)
                if passed >= most:
                    cut(server, ssh.pid)
                count.write_text(str(passed), encoding="ascii")
                try:
                    os.write(ready.data, piece)
                except BrokenPipeError:
                    ways.unregister(ready.fd)
        return ssh.wait()


def cut(server: int, ssh: int) -> None:
    """Kill the sessions at the server, or the publishing process with all that it has started."""
    if server:
        from tests.hosting.ssh_server import descendants

        for process in (*descendants(server), ssh):
            os.kill(process, signal.SIGKILL)
        sys.exit(255)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    file, bytes_, process, *words = sys.argv[1:]
    sys.exit(main(Path(file), int(bytes_), int(process), words))
