"""Names and addresses to which the development server answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tornado.netutil import bind_sockets

from plainleaf.preview.hosts import Hosts, find_hosts


@contextmanager
def hosts_of(host: str) -> Iterator[Hosts]:
    """The hosts of a server that listens at `host`, as if on port 8000."""
    sockets = bind_sockets(0, host)
    try:
        yield find_hosts(host, 8000, sockets)
    finally:
        for each in sockets:
            each.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_computer_is_known_by_its_address_and_as_localhost(host: str) -> None:
    with hosts_of(host) as hosts:
        answered = [name for name in ("127.0.0.1:8000", "LOCALHOST:8000") if hosts.answers(name)]

    assert answered == ["127.0.0.1:8000", "LOCALHOST:8000"]
    assert hosts.addresses == (f"http://{host}:8000/",)
    assert hosts.is_of_this_computer


@pytest.mark.parametrize(
    "name",
    [
        *("evil.example:8000", "127.0.0.1", "127.0.0.1:8001", "127.0.0.2:8000", "a@127.0.0.1:8000", "127.0.0.1:8000/"),
        *("", ":8000", "[127.0.0.1", "127.0.0.1.evil.example:8000", "127.0.0.1:8000:8000", "2130706433:8000"),
    ],
)
def test_what_is_nearly_a_known_name_is_not_one(name: str) -> None:
    with hosts_of("127.0.0.1") as hosts:
        assert not hosts.answers(name)


def test_on_all_addresses_each_is_answered_and_the_machine_by_its_name() -> None:
    machine = socket.gethostname()

    with hosts_of("0.0.0.0") as hosts:
        known = ["10.0.0.7:8000", "[fd00::7]:8000", f"{machine}:8000", f"{machine}.local:8000", "localhost:8000"]
        unknown = ["evil.example:8000", "10.0.0.7.evil.example:8000", "10.0.0.7", "[evil]:8000", "0x7f000001:8000"]
        answered = [name for name in (*known, *unknown) if hosts.answers(name)]

    assert answered == known
    assert hosts.addresses[-1] == "http://localhost:8000/"
    assert not hosts.is_of_this_computer


def test_at_port_80_a_name_has_no_number() -> None:
    hosts = Hosts(80, frozenset({"localhost"}), (), answers_any_address=False, is_of_this_computer=True)

    assert hosts.answers("localhost")
    assert hosts.answers("localhost:80")
    assert not hosts.answers("localhost:8000")
