"""A real host on this computer for a site, as a good host is, which a test can damage in many ways."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from plainleaf.hosting import Manifest
from plainleaf.hosting.headers import types_of
from tests.real_servers import POLL


class Reply(Struct, frozen=True):
    """What a host sends: a status, headers and a content."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""


# Changes a reply to a path below the site.
Damage = Callable[[str, Reply], Reply]


class LiveHost(Struct, frozen=True):
    """What is served: the site in a folder by its manifest. `asked` are the paths that were asked for, as they come."""

    folder: Path
    manifest: Manifest
    damage: Damage
    leads_by_page: bool = False
    # What those get who come from a search engine.
    for_searchers: Reply | None = None
    asked: tuple[Callable[[str], None], ...] = ()

    def reply(self, address: str) -> Reply:
        """The reply to an address from the host on."""
        path = urlsplit(address).path
        for note in self.asked:
            note(path)
        return self.damage(path, self._reply(path))

    def _reply(self, path: str) -> Reply:
        manifest = self.manifest
        moved = manifest.redirects.get(path.rstrip("/"))
        if moved and not self.leads_by_page:
            return Reply(301, {"Location": moved})
        if not path.startswith(manifest.prefix):
            return Reply(404, {"Content-Type": "text/html"})
        name = unquote(path.removeprefix(manifest.prefix))
        if f"{name}/index.html" in manifest.files:
            return Reply(301, {"Location": f"{path}/"})
        file = f"{name}index.html" if name.endswith("/") or not name else name
        if file not in manifest.files or file.startswith("_"):
            missing = max((page for page in manifest.not_found if name.startswith(page[:-8])), key=len)
            return Reply(404, {"Content-Type": "text/html"}, (self.folder / missing).read_bytes())
        type_ = types_of(file)[0]
        return Reply(200, {"Content-Type": type_, **manifest.headers_of(file)}, (self.folder / file).read_bytes())


class _Handler(BaseHTTPRequestHandler):
    """Sends replies over connections that stay open, compressed where that is asked for."""

    protocol_version = "HTTP/1.1"
    live: LiveHost

    def do_GET(self) -> None:
        """Answer a request."""
        is_searcher = "google" in self.headers.get("Referer", "")
        reply = (self.live.for_searchers if is_searcher else None) or self.live.reply(self.path)
        is_packed = "gzip" in self.headers.get("Accept-Encoding", "") and len(reply.content) > 200
        content = gzip.compress(reply.content) if is_packed else reply.content
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if is_packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        # As hosts do, which add their own.
        self.send_header("Server", "Example")
        self.send_header("X-Request-Id", "1")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests free of requests."""


class _EitherWay(ThreadingHTTPServer):
    """Speaks http and https at one port: the first byte tells which."""

    certificate: Path

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """Take a connection, and begin TLS where the other side does."""
        connection, where = self.socket.accept()
        if connection.recv(1, socket.MSG_PEEK) == b"\x16":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            connection = context.wrap_socket(connection, server_side=True)
        return connection, where


@contextmanager
def serve(live: LiveHost, certificate: Path | None = None) -> Iterator[str]:
    """Serve until the block ends; gives the address of the host without a path."""
    handler = type("Handler", (_Handler,), {"live": live})
    server = (ThreadingHTTPServer if certificate is None else _EitherWay)(("127.0.0.1", 0), handler)
    if certificate is not None:
        assert isinstance(server, _EitherWay)
        server.certificate = certificate
    thread = threading.Thread(target=server.serve_forever, args=[POLL], daemon=True)
    thread.start()
    try:
        yield f"{'http' if certificate is None else 'https'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(60)
        server.server_close()
