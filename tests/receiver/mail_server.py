"""A mail server on this computer, for tests: it speaks as much of SMTP (RFC 5321) as a client needs."""

from __future__ import annotations

import base64
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from queue import Queue

NAME = "localhost"


class MailServer(socketserver.ThreadingTCPServer):
    """Gathers what it is sent: mails in `mails`, user and password in `logins`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: Path | None, *, is_tls: bool, refusals: int) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: Queue[EmailMessage] = Queue()
        self.logins: list[tuple[str, str]] = []
        self.refused = threading.Event()
        self.refusals = refusals
        self.context: ssl.SSLContext | None = None
        if certificate is not None:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.is_tls = is_tls

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves is no fault of the server."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        """Answer commands until the client leaves."""
        if self.server.is_tls:
            self._encrypt()
        self._say("220 ready")
        for line in iter(lambda: self.rfile.readline(), b""):  # the file changes with STARTTLS
            command = line.strip().upper()
            if command.startswith(b"EHLO"):
                has_starttls = self.server.context is not None and not isinstance(self.connection, ssl.SSLSocket)
                self._say(f"250-{NAME}\r\n250-AUTH PLAIN" + ("\r\n250 STARTTLS" if has_starttls else "\r\n250 HELP"))
            elif command == b"STARTTLS":
                self._say("220 go ahead")
                self._encrypt()
            elif command.startswith(b"AUTH PLAIN"):
                _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                self.server.logins.append((user, password))
                self._say("235 welcome")
            elif command.startswith(b"MAIL") and self.server.refusals:
                self.server.refusals -= 1
                self._say("451 try again later, not now")
                self.server.refused.set()
            elif command == b"DATA":
                self._say("354 go on")
                self._take_mail()
            elif command == b"QUIT":
                self._say("221 goodbye")
                return
            else:
                self._say("250 fine")

    def finish(self) -> None:
        """Close the connection, also one that was encrypted on the way."""
        super().finish()
        self.connection.close()

    def _take_mail(self) -> None:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.server.mails.put(mail)
        self._say("250 taken")

    def _encrypt(self) -> None:
        assert self.server.context is not None
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
        self.wfile.flush()


@contextmanager
def mail_server(certificate: Path | None = None, *, is_tls: bool = False, refusals: int = 0) -> Iterator[MailServer]:
    """A mail server that runs. With a certificate it offers STARTTLS, or is `is_tls`. The first `refusals` mails are
    refused for now."""
    with MailServer(certificate, is_tls=is_tls, refusals=refusals) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def make_certificate(folder: Path) -> Path:
    """A file with a new certificate for `NAME`, signed by itself, and its key."""
    file = folder / "certificate.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
        "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(folder / "key.pem"), "-out", str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + (folder / "key.pem").read_bytes())
    return file
