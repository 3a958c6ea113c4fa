"""Requests are counted by address, and an address is believed only from one's own proxy."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from plainleaf.receiver.visitors import DAY, WINDOW, Rates, find_address
from tests.form_site import GOOD
from tests.receiver.running import FROM_PAGE, from_, make_clinic, running

OURS = ("127.0.0.1", "::1", "10.0.0.9")


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.seconds


def let_in(rates: Rates, address: str, times: int) -> list[bool]:
    """What is said to some requests."""
    return [rates.lets_in(address) for _ in range(times)]


def test_of_one_address_no_more_are_let_in_than_allowed() -> None:
    rates = Rates(3, Clock())

    assert let_in(rates, "192.0.2.1", 5) == [True, True, True, False, False]
    assert let_in(rates, "192.0.2.2", 1) == [True]


@pytest.mark.parametrize("seconds", [WINDOW, DAY])
def test_after_a_while_they_are_let_in_again(seconds: int) -> None:
    clock = Clock()
    rates = Rates(1, clock)
    let_in(rates, "192.0.2.1", 2)

    clock.seconds += seconds - 1
    before = let_in(rates, "192.0.2.1", 1) if seconds == WINDOW else [False]
    clock.seconds += 1

    assert (before, let_in(rates, "192.0.2.1", 1)) == ([False], [True])


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("fe80::1%eth0", "fe80::1%eth1", True),
        ("", "nonsense", True),
    ],
)
def test_the_addresses_of_one_household_are_counted_together(first: str, second: str, is_same: bool) -> None:
    rates = Rates(1, Clock())
    rates.lets_in(first)

    assert rates.lets_in(second) is not is_same


def test_no_address_is_kept_as_it_is() -> None:
    rates = Rates(1, Clock())

    rates.lets_in("192.0.2.77")

    assert "192.0.2.77" not in repr(vars(rates))
    assert bytes([192, 0, 2, 77]) not in b"".join(rates._counts)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        # Not a proxy of ours, so what it says is nothing.
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        # The visitor has written the first one.
        ("127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
        # Behind a socket.
        (None, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (None, "", ""),
        ("127.0.0.1", " , ", "127.0.0.1"),
    ],
)
def test_what_a_proxy_says_counts_only_if_it_is_one_of_ours(peer: str | None, forwarded: str, address: str) -> None:
    assert find_address(peer, forwarded, OURS) == address


def test_who_sends_slowly_is_counted_before_the_rest_has_come(tmp_path: Path, packs: Path) -> None:
    clinic = make_clinic(tmp_path, packs, "seconds_to_send: 30\nmost_from_one_address: 2\n")
    head = "".join(f"{name}: {text}\r\n" for name, text in FROM_PAGE.items())
    unfinished = f"POST /booking HTTP/1.1\r\nHost: a\r\n{head}Content-Length: 1000\r\n\r\n{GOOD}".encode()
    with running(clinic) as receiver, receiver.connect() as first, receiver.connect() as second:
        first.sendall(unfinished)
        second.sendall(unfinished)
        with receiver.connect() as third:
            third.sendall(unfinished)
            answer = b"".join(iter(lambda: third.recv(100_000), b""))
        whole = receiver.post(from_("Ada"))
        waiting = [has_nothing(connection) for connection in (first, second)]

    assert answer.startswith(b"HTTP/1.1 429")
    assert (whole.status, 'value="Ada"' in whole.body) == (429, True)
    assert waiting == [True, True]


def has_nothing(connection: socket.socket) -> bool:
    """Whether nothing has been answered yet, and it was not cut off."""
    connection.setblocking(False)
    try:
        return connection.recv(1) is None
    except BlockingIOError:
        return True
