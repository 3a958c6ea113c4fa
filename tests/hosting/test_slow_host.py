"""A host that sends a little again and again, and never all of it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from plainleaf.hosting.visiting.ask import ask_one, make_host
from tests.real_servers import POLL


def test_a_host_that_never_ends_is_left_when_the_time_is_over() -> None:
    is_over = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "60000")
            self.end_headers()
            while not is_over.wait(0.05):
                self.wfile.write(b"x")

        def log_message(self, format: str, *args: object) -> None:
            """Keep the output of the tests free of requests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, args=[POLL], daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"

        answer = ask_one(make_host(address, 1), "/")

        is_over.set()
        server.shutdown()

    assert (answer.status, "too slowly" in answer.fault) == (0, True), answer.fault
