"""An inbox reads a store on a server over SSH: all of it arrives, and all of it travels sealed."""

from __future__ import annotations

import getpass
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command.receiving.requests import Receiver, answer
from tests.hosting.ssh_server import SshServer, run_ssh_server
from tests.real_servers import free_port
from tests.site_tools import Run, run_plainleaf

# Real servers take seconds.
pytestmark = pytest.mark.matrix

# A server that greets, and is asked.
ASKED = ("echo '{\"plainleaf_relay\":1}'", "read question")
# What a relay says that has failed.
FAILED = r'{"type":"failed","why":"\u001b[2J full"}'


def dated(received: str) -> str:
    """A request as a relay gives it, with a date."""
    rest = '"id":1,"key":"","sealed":"","form":"booking","language":"en","answered":null'
    return f'{{"type":"request","received":"{received}",{rest}}}'


OURS = shlex.join([sys.executable, "-m", "plainleaf"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """A server of SSH that lets the user of the tests in."""
    with run_ssh_server(tmp_path_factory.mktemp("ssh")) as started:
        yield started


@pytest.fixture(autouse=True)
def client(server: SshServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command ssh, which knows the server and its key."""
    write_program(tmp_path / "bin" / "ssh", f'exec {server.shell} "$@"')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")


def write_program(file: Path, *lines: str) -> Path:
    """A program of the shell."""
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    file.chmod(0o755)
    return file


def inbox(server: SshServer, receiver: Receiver, *words: str, program: Path) -> Run:
    """Run `inbox` on the server's store, where `program` is plainleaf."""
    return run_plainleaf("inbox", *words, "--store", f"{server.place(receiver.file)}?program={program}")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """plainleaf on the server. What it says is copied into the file `said`."""
    return write_program(tmp_path / "plainleaf", f'{OURS} "$@" | tee -a {tmp_path / "said"}')


def test_an_inbox_does_over_ssh_what_it_does_at_home(server: SshServer, receiver: Receiver, program: Path) -> None:
    for name in ("Ana", "Ben", "Cho", "Old"):
        receiver.take(answer("name", f"{name} Example"), days_ago=100 if name == "Old" else 0)

    listed = inbox(server, receiver, program=program)
    opened = inbox(server, receiver, "open", "2", program=program)
    marked = inbox(server, receiver, "answered", "1", program=program)
    deleted = inbox(server, receiver, "delete", "2", "--yes", program=program)
    aged = inbox(server, receiver, "delete-old", "--days", "90", "--yes", program=program)

    assert [run.code for run in (listed, opened, marked, deleted, aged)] == [0] * 5
    assert [name for name in ("Ana", "Ben", "Cho", "Old") if f"{name} Example" not in listed.stdout] == []
    assert "| Ben Example" in opened.stdout
    assert aged.stdout == "Deleted: 1 request older than 90 days.\n"
    assert [(each.id, each.answered is None) for each in receiver.store.read()] == [(1, False), (3, True)]


def test_what_leaves_the_server_is_sealed(server: SshServer, receiver: Receiver, program: Path, tmp_path: Path) -> None:
    receiver.take(answer("name", "Zebulon"))

    run = inbox(server, receiver, "open", program=program)

    said = (tmp_path / "said").read_bytes()
    assert "Zebulon" in run.stdout
    assert b"YWdlLWVuY3J5cHRpb24ub3Jn" in said, "the beginning of a file of age, in base64"
    assert b"Zebulon" not in said
    assert not [file for file in (tmp_path).rglob("*") if file.is_file() and b"Zebulon" in file.read_bytes()]


def test_a_key_that_may_only_pass_on_requests_can_do_nothing_else(
    server: SshServer, receiver: Receiver, tmp_path: Path
) -> None:
    receiver.take(answer("name", "Ana"))
    allowed = Path(shlex.split(server.shell)[4]).with_name("user.pub")
    before = allowed.read_text(encoding="ascii")
    only = f"{OURS} inbox relay --store {receiver.file}"
    allowed.write_text(f'restrict,command="{only}" {before}', encoding="ascii")
    try:
        run = run_plainleaf("inbox", "--store", f"ssh://{getpass.getuser()}@127.0.0.1:{server.port}/anything")
        other = subprocess.run(
            [*shlex.split(server.shell), "-p", str(server.port), "127.0.0.1", f"touch {tmp_path}/touched; hostname"],
            input=b'{"type":"add"}\nrm -rf /\n', capture_output=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        allowed.write_text(before, encoding="ascii")

    assert (run.code, "Ana" in run.stdout) == (0, True)
    assert not (tmp_path / "touched").exists()
    assert [line[:20] for line in other.stdout.splitlines()] == [
        b'{"plainleaf_relay":1',
        *[b'{"type":"failed","wh'] * 2,
    ]
    assert len(list(receiver.store.read())) == 1


def test_what_a_server_prints_before_is_no_request(server: SshServer, receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", "Ana"))
    welcoming = write_program(tmp_path / "plainleaf", "echo 'Welcome to \\033[2J forms'", "echo", f'exec {OURS} "$@"')

    run = inbox(server, receiver, program=welcoming)

    assert (run.code, "Ana" in run.stdout, "Welcome" in run.stdout) == (0, True, False)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["exit 127"], "does not find plainleaf"),
        (["exit 3"], "ended with the code 3"),
        (["yes Welcome"], "prints something else than requests"),
        (["echo '{\"plainleaf_relay\":2}'"], "another version of plainleaf"),
        ([*ASKED, "echo '{\"type\":\"request\"}'"], "answers something that is no request"),
        ([*ASKED, f"echo '{dated('2020-01-01T00:00:00')}'"], "answers something that is no request"),
        ([*ASKED, f"echo '{dated('0001-01-01T00:00:00Z')}'"], "answers something that is no request"),
        ([*ASKED, f"echo '{dated('9999-12-31T23:59:59Z')}'"], "answers something that is no request"),
        ([*ASKED, "head -c 3000000 /dev/zero"], "answers something that is no request"),
        ([*ASKED, f"echo '{FAILED}'"], "<U+001B>[2J full"),
        ([*ASKED], "ended with the code 0 before it had answered"),
    ],
)  # fmt: skip
def test_a_server_that_answers_wrongly_is_named_with_what_is_wrong(
    lines: list[str], says: str, server: SshServer, receiver: Receiver, tmp_path: Path, desk: Path
) -> None:
    run = inbox(server, receiver, program=write_program(tmp_path / "plainleaf", *lines))

    assert run.code == 1
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert "127.0.0.1" in run.stderr
    assert not (desk / "store").exists()


def test_a_store_that_is_not_on_the_server_is_not_made_there(server: SshServer, program: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"

    run = run_plainleaf("inbox", "--store", f"{server.place(missing)}?program={program}")

    assert run.code == 1
    assert not missing.exists()


def test_a_server_that_cannot_be_reached_says_so() -> None:
    run = run_plainleaf("inbox", "--store", f"ssh://desk@127.0.0.1:{free_port()}/requests.db")

    assert run.code == 1
    assert "ssh could not log in to 127.0.0.1" in run.stderr


def test_the_path_of_a_store_is_no_command(server: SshServer, program: Path, tmp_path: Path) -> None:
    place = (
        f"ssh://{getpass.getuser()}@127.0.0.1:{server.port}/x;touch%20{tmp_path}/touched;%20$(touch%20{tmp_path}/two)"
    )

    run_plainleaf("inbox", "--store", f"{place}?program={program}")

    assert not (tmp_path / "touched").exists()
    assert not (tmp_path / "two").exists()
