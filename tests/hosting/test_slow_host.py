"""Hosts that send a little again and again, and never all of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat

import pytest

from plainleaf.command.links import visit as links
from plainleaf.hosting.visiting.ask import ask_one, make_host
from tests.real_servers import POLL

OK = b"HTTP/1.1 200 OK\r\n"
# What each host sends at once, and then again and again.
SLOW = {
    "status": (b"", b"H"),
    "headers": (OK, b"X"),
    "more-headers": (OK, b"X-A: b\r\n"),
    "go-on": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": (OK + b"Content-Length: 60000\r\n\r\n", b"x"),
    "chunk-size": (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "trailers": (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: b\r\n"),
}


@contextmanager
def slow_host(at_once: bytes, again: bytes) -> Iterator[str]:
    """The address of a host that never ends. Whoever has waited for a minute is told the end of it."""
    is_over = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            for piece in chain([at_once], repeat(again, 1200)):
                self.wfile.write(piece)
                if is_over.wait(0.05):
                    return

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever was left waiting hangs up."""

    with Quiet(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, args=[POLL], daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            is_over.set()
            server.shutdown()


@pytest.mark.parametrize("part", SLOW)
def test_a_host_that_never_ends_is_left_when_the_time_is_over(part: str) -> None:
    with slow_host(*SLOW[part]) as address:
        answer = ask_one(make_host(address, 0.5), "/")

    assert (answer.status, "too slowly" in answer.fault) == (0, True), answer.fault


def test_checking_links_leaves_such_a_host_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(links, "TIMEOUT", 0.5)

    with slow_host(*SLOW["headers"]) as address:
        answers = dict(links.visit([address], "https://clinic.example/"))

    assert [answer.outcome for answer in answers.values()] == [links.UNREACHABLE]
