"""A development server as a process of its own, and ways to ask it and to save files as editors do."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from tests.site_tools import CHECKOUT, DAY

TIMEOUT = 60  # seconds
PORT = re.compile(r":(\d+)/")
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


class Server(Struct, frozen=True):
    """A running server: its port, the lines it prints, and the address at which it listens."""

    port: int
    lines: Iterator[str]
    host: str = "127.0.0.1"

    @property
    def address(self) -> str:
        """Where the site is, with a slash at the end."""
        return f"http://[{self.host}]:{self.port}/" if ":" in self.host else f"http://{self.host}:{self.port}/"

    def wait_for(self, text: str) -> str:
        """The next line that holds a text. The server prints one after each rebuild, so nothing has to sleep."""
        return next(line for line in self.lines if text in line)

    def get(self, path: str, host: str = "", at: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
        """Status and text of a path, requested with a host name at an address of this machine."""
        with closing(http.client.HTTPConnection(at, self.port, timeout=TIMEOUT)) as connection:
            connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{self.port}", **headers})
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode() if answer.status != 101 else ""

    def open_socket(self, origin: str, host: str = "") -> int:
        """The status with which the server answers a page at `origin` that opens a socket."""
        return self.get("/livereload", host, Origin=origin, **HANDSHAKE)[0]


@contextmanager
def running(root: Path, *more: str, host: str = "127.0.0.1", command: str = "serve") -> Iterator[Server]:
    """A server for a site, on a port that the system gives it, with more options."""
    more = more if host == "127.0.0.1" else (*more, "--host", host)
    arguments = [command, "--root", str(root), "--port", "0", "--no-open", "--as-of", DAY, *more]
    process_arguments = [sys.executable, "-u", str(CHECKOUT / "build.py"), *arguments]
    with subprocess.Popen(process_arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        # A server that prints nothing more is killed, so that the test fails instead of waiting forever.
        watchdog = threading.Timer(TIMEOUT, process.kill)
        watchdog.start()
        try:
            port = PORT.search(next(line for line in process.stdout if "follows your changes" in line))
            assert port is not None
            yield Server(int(port[1]), iter(process.stdout), host)
        finally:
            watchdog.cancel()
            process.terminate()
            try:
                process.wait(TIMEOUT)
            finally:
                process.kill()


def edit(file: Path, *changes: tuple[str, str]) -> None:
    """Replace texts in a file."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{file} does not hold {old!r}"
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def save_by_renaming(file: Path, *changes: tuple[str, str]) -> None:
    """Replace texts as careful editors do: write another file, move the old one away, rename, delete the old one."""
    fresh, backup = file.with_name(f".{file.name}.swx"), file.with_name(f"{file.name}~")
    fresh.write_bytes(file.read_bytes())
    edit(fresh, *changes)
    file.rename(backup)
    fresh.rename(file)
    backup.unlink()


def put_in_place(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder with files all at once, as an archive or another branch brings it."""
    beside = folder.with_name(f".{folder.name}.new")
    for name, text in files.items():
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).write_text(text, encoding="utf-8")
    beside.rename(folder)
