"""A PostgreSQL of the tests' own, which nobody else can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.receiver.requirements import find_program

DEBIAN = "/usr/lib/postgresql/*/bin"
NOBODY = 65534


class Server(NamedTuple):
    """A PostgreSQL that is running in a folder, as a user who is not root."""

    programs: Path
    folder: Path
    user: int

    @property
    def address(self) -> str:
        """The address of its database."""
        return f"postgresql://tests@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs."""
        subprocess.run(
            [self.programs / program, "-D", self.folder / "db", *arguments],
            check=True, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self) -> None:
        """Start it."""
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self.run("pg_ctl", "-w", "-o", settings, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        """Stop it at once, as when it loses its power."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")


@contextmanager
def postgresql() -> Iterator[Server]:
    """A server with an empty database, or the test is skipped."""
    programs = find_program("initdb", DEBIAN).parent
    # PostgreSQL does not run as root, and the address of its socket may not be long.
    user = NOBODY if os.getuid() == 0 else os.getuid()
    server = Server(programs, Path(tempfile.mkdtemp(prefix="pg-")), user)
    shutil.chown(server.folder, user)
    try:
        server.run("initdb", "-U", "tests", "--auth=trust", "--encoding=UTF8", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):  # a test has stopped it
                server.stop()
    finally:
        shutil.rmtree(server.folder)


def make_empty(address: str) -> None:
    """Drop all that is in a database."""
    with psycopg.connect(address) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
