"""The store that an inbox reads: on this computer, in PostgreSQL, or on a server over SSH."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from msgspec import Struct

from plainleaf.command.receiving.relay import (
    LONGEST_ANSWER,
    PROTOCOL,
    Delete,
    DeleteBefore,
    Done,
    Failed,
    Greeting,
    MarkAnswered,
    Message,
    Question,
    Read,
    Sent,
    is_sensible,
)
from plainleaf.command.strangers_text import on_one_line
from plainleaf.patterns import lazy_pattern
from plainleaf.receiver.store import Store, StoreError, open_store

SSH = "ssh://"
POSTGRESQL = ("postgresql://", "postgres://")
HOST = lazy_pattern(r"[A-Za-z0-9][A-Za-z0-9.:_-]*")
USER = lazy_pattern(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
# What a server may print before the relay begins, such as a welcome.
MAX_LINES_BEFORE = 200
ENDING_SECONDS = 10
NOT_FOUND = 127
SSH_FAILED = 255


class Server(Struct, frozen=True):
    """A store on a server: where to log in, and its path there."""

    host: str
    path: str
    user: str = ""
    port: int | None = None
    program: str = "plainleaf"

    @property
    def command(self) -> list[str]:
        """The command that reaches the relay."""
        port = ["-p", str(self.port)] if self.port else []
        to = f"{self.user}@{self.host}" if self.user else self.host
        relay = f"{shlex.quote(self.program)} inbox relay --store {shlex.quote(self.path)}"
        # Without a terminal on the server; a server that is gone is noticed.
        options = ["-T", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15"]
        return ["ssh", *options, *port, "--", to, relay]


def has_password(address: str) -> bool:
    """Whether an address holds a password, so that it must not be kept."""
    try:
        parts = urlsplit(address)
        return bool(parts.password) or "password" in parts.query
    except ValueError:
        return False


def read_server(address: str) -> Server:
    """The parts of ssh://USER@HOST:PORT/PATH?program=PATH. Raises ValueError."""
    wrong = f"'{address}' is no address of a server: write ssh://USER@HOST/PATH"
    try:
        parts = urlsplit(address)
        host, port, user = parts.hostname or "", parts.port, unquote(parts.username or "")
    except ValueError:
        raise ValueError(wrong) from None
    program = parse_qs(parts.query).get("program", ["plainleaf"])[0]
    path = unquote(parts.path)
    # What begins with a hyphen would be an option of ssh.
    if not HOST.fullmatch(host) or (user and not USER.fullmatch(user)) or len(path) < 2 or parts.password:
        raise ValueError(wrong)
    return Server(host, path, user, port, program)


class RemoteStore:
    """A store on a server, through a relay there. Nothing leaves or reaches it unsealed."""

    def __init__(self, server: Server) -> None:
        """Log in. Raises StoreError; what ssh itself has to say is on the terminal."""
        self._host = server.host
        try:
            self._ssh = subprocess.Popen(  # noqa: S603 - the parts of the command are checked in read_server
                server.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise StoreError(f"ssh cannot be run: {error.strerror}") from None
        assert self._ssh.stdin is not None
        assert self._ssh.stdout is not None
        self._questions, self._answers = self._ssh.stdin, self._ssh.stdout
        try:
            self._greet()
        except StoreError:
            self.close()
            raise

    def _greet(self) -> None:
        for _ in range(MAX_LINES_BEFORE):
            line = self._read_line()
            try:
                greeting = msgspec.json.decode(line, type=Greeting)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
            if greeting.plainleaf_relay == PROTOCOL:
                return
            raise StoreError(f"{self._host} has another version of plainleaf: install the same on both computers")
        raise StoreError(f"{self._host} prints something else than requests")

    def read(self, after: int = 0) -> Iterator[Sent]:
        """The requests above a number, oldest first."""
        self._ask(Read(after))
        while isinstance(message := self._hear(), Sent):
            yield message

    def mark_answered(self, id: int, when: datetime) -> None:
        """Note when a request was answered."""
        self._ask(MarkAnswered(id, when))
        self._hear()

    def delete(self, ids: Iterable[int]) -> None:
        """Delete requests for good."""
        self._ask(Delete(tuple(ids)))
        self._hear()

    def delete_before(self, when: datetime) -> int:
        """Delete what was received before a moment, and say how many there were."""
        self._ask(DeleteBefore(when))
        done = self._hear()
        return done.count if isinstance(done, Done) else 0

    def close(self) -> None:
        """Log out."""
        # The server may have been quicker.
        with suppress(BrokenPipeError):
            self._questions.close()
        # Whatever the server still wanted to say, it is not waited for.
        self._answers.close()
        try:
            self._ssh.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()

    def _ask(self, question: Question) -> None:
        try:
            self._questions.write(msgspec.json.encode(question) + b"\n")
            self._questions.flush()
        except OSError:
            raise StoreError(f"the connection to {self._host} was lost") from None

    def _hear(self) -> Message:
        try:
            message: Message = msgspec.json.decode(self._read_line(), type=Message)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise StoreError(f"{self._host} answers something that is no request") from None
        if isinstance(message, Sent) and not (is_sensible(message.received) and is_sensible(message.answered)):
            raise StoreError(f"{self._host} answers something that is no request")
        if isinstance(message, Failed):
            raise StoreError(f"{self._host}: {on_one_line(message.why, 200)}")
        return message

    def _read_line(self) -> bytes:
        line = self._answers.readline(LONGEST_ANSWER)
        if line:
            return line
        code = self._ssh.wait()
        if code == NOT_FOUND:
            raise StoreError(
                f"{self._host} does not find plainleaf: name it, as in ssh://…?program=/opt/plainleaf/bin/plainleaf"
            )
        if code == SSH_FAILED:
            raise StoreError(f"ssh could not log in to {self._host}, or lost the connection: see above")
        raise StoreError(f"{self._host} ended with the code {code} before it had answered")


# What an inbox reads.
RequestStore: TypeAlias = Store | RemoteStore


def open_any(address: str) -> RequestStore:
    """Open a store by its address. Raises StoreError, and ValueError for what is no address."""
    if address.startswith(SSH):
        return RemoteStore(read_server(address))
    if not address.startswith(POSTGRESQL):
        if re.match(r"[a-z]+://", address):
            raise ValueError(f"'{address}' is no store: write ssh://USER@HOST/PATH, postgresql://… or a path.")
        # Opening a store makes it, and an empty one would look as if no request had come.
        if not Path(address).is_file():
            raise StoreError(f"there is no file {address}")
    return open_store(address)
