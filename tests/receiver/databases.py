"""A PostgreSQL of the tests' own, which nobody else can reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.receiver.requirements import find_program

DEBIAN = "/usr/lib/postgresql/*/bin"
NOBODY = 65534


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database, or the test is skipped."""
    programs = find_program("initdb", DEBIAN).parent
    # PostgreSQL does not run as root, and the address of its socket may not be long.
    user = NOBODY if os.getuid() == 0 else os.getuid()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    shutil.chown(folder, user)
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "db", *arguments],
            check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    try:
        run("initdb", "-U", "tests", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-w", "-o", settings, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://tests@/postgres?host={folder}"
        finally:
            with suppress(subprocess.CalledProcessError):  # a test has stopped it
                run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def make_empty(address: str) -> None:
    """Drop all that is in a database."""
    with psycopg.connect(address) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
