"""A receiver as a process of its own, and a browser's part in talking to it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple

import pyrage

from plainleaf.receiver.sealing import open_sealed
from plainleaf.receiver.store import open_store
from tests.form_receiver import URLENCODED
from tests.form_site import GOOD
from tests.site_tools import CHECKOUT

SECONDS = 30
FROM_PAGE = {"Content-Type": URLENCODED, "Origin": "null", "Sec-Fetch-Site": "same-origin"}
READY = re.compile(r"receiving forms at (\S+)")


class Reply(NamedTuple):
    """An answer of the receiver."""

    status: int
    headers: Mapping[str, str]
    body: str


class Clinic(NamedTuple):
    """The folder of a receiver: its settings, public keys and store. `identity` is the private key, kept elsewhere."""

    folder: Path
    identity: str

    @property
    def store(self) -> Path:
        """The file with the requests."""
        return self.folder / "requests.db"

    def opened(self, address: str = "") -> list[dict[str, Any]]:
        """What was sent, as staff read it; by default, from the file."""
        with closing(open_store(address or str(self.store))) as store:
            return [json.loads(open_sealed(request.sealed, [self.identity])) for request in store.read()]

    def names(self, address: str = "") -> list[str]:
        """Who has sent a request, as staff read it."""
        return [
            answer["value"] for each in self.opened(address) for answer in each["answers"] if answer["name"] == "name"
        ]


def from_(name: str) -> str:
    """A good request by somebody."""
    return GOOD.replace("Ada", name)


def make_clinic(folder: Path, packs: Path, more: str = "") -> Clinic:
    """The folder of a receiver, with further lines of its settings."""
    identity = pyrage.x25519.Identity.generate()
    (folder / "recipients.txt").write_text(f"{identity.to_public()}\n")
    settings = f"packs: {packs}\nstore: requests.db\nrecipients: recipients.txt\nlisten: 127.0.0.1:0\n{more}"
    (folder / "receiver.yaml").write_text(settings)
    return Clinic(folder, str(identity))


class Running(NamedTuple):
    """A receiver that is running. `port` is 0 if it listens at a socket."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def post(self, body: str | bytes = GOOD, headers: Mapping[str, str] = FROM_PAGE, to: str = "/booking") -> Reply:
        """Send a form."""
        return self.ask("POST", to, body, headers)

    def ask(self, method: str, to: str, body: str | bytes | None = None, headers: Mapping[str, str] = {}) -> Reply:
        """Send any request."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            connection.request(method, to, body, dict(headers))
            got = connection.getresponse()
            return Reply(got.status, {name.lower(): text for name, text in got.getheaders()}, got.read().decode())

    def connect(self) -> socket.socket:
        """A connection on which nothing has been said."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)

    def stop(self) -> int:
        """Stop it as a service manager does, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS)

    def kill(self) -> None:
        """End it at once, as when the power fails."""
        self.process.kill()
        self.process.wait(SECONDS)


@contextmanager
def running(
    clinic: Clinic, prepare: Callable[[], None] | None = None, temporary: Path | None = None
) -> Iterator[Running]:
    """Start a receiver, and stop it afterwards. `prepare` runs in its process before it."""
    folder = temporary or clinic.folder
    folder.mkdir(exist_ok=True)
    log = clinic.folder / "log"
    command = [sys.executable, "-m", "plainleaf", "receive", "--settings", str(clinic.folder / "receiver.yaml")]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=CHECKOUT, preexec_fn=prepare,
        env={**os.environ, "TMPDIR": str(folder)},
    )  # fmt: skip
    ready: Queue[str] = Queue()
    reader = threading.Thread(target=_keep_log, args=(process, log, ready))
    reader.start()
    try:
        place = ready.get(timeout=SECONDS)
        assert place, f"the receiver has ended: {log.read_text()}"
        yield Running(process, int(place.rpartition(":")[2]) if ":" in place else 0, log)
    finally:
        process.kill()
        process.wait(SECONDS)
        reader.join(SECONDS)


def _keep_log(process: subprocess.Popen[str], log: Path, ready: Queue[str]) -> None:
    """Write what a receiver says into a file, as a service manager does, and tell where it listens."""
    assert process.stderr is not None
    with process.stderr, log.open("a") as kept:
        for line in process.stderr:
            kept.write(line)
            kept.flush()
            if found := READY.search(line):
                ready.put(found[1])
    ready.put("")
