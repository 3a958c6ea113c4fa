"""Asking a live site for its addresses: one host, a few connections that stay open, limits of time and size.

Redirects are noted and never followed, so nothing but this host is asked. What comes is hashed as it comes.
"""

from __future__ import annotations

import hashlib
import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from msgspec import Struct

from plainleaf import __version__
from plainleaf.hosting.visiting.deadline import end_answers

# So many connections a browser opens to one host as well.
CONNECTIONS = 4
TIMEOUT = 20  # seconds without a sign of life
MAX_BYTES = 512 * 1024 * 1024  # of one file
MAX_TEXT = 4 * 1024 * 1024  # of a text that is looked into
PIECE = 64 * 1024
GZIP = 16 + zlib.MAX_WBITS
AGENT = f"plainleaf/{__version__} (verifies this site for its owner)"


class Answer(Struct, frozen=True):
    """What a host answered. `headers` are by name in lower case, with each value that was sent.

    `sha256` is the digest of the content, decompressed; `text` the content, if it is a text that was asked for. `fault`
    says why there is no answer, and then `status` is 0.
    """

    status: int = 0
    headers: Mapping[str, tuple[str, ...]] = {}
    sha256: str = ""
    text: str = ""
    fault: str = ""

    def header(self, name: str) -> str:
        """The value of a header; "" for none."""
        return ", ".join(self.headers.get(name.lower(), ()))


class Question(Struct, frozen=True):
    """An address below the host, the digest of what should be there, and further headers to ask with.

    If anything else comes, its text is kept.
    """

    address: str
    sha256: str = ""
    headers: Mapping[str, str] = {}


class Host(Struct, frozen=True):
    """The host of a live site, and the moment (of the monotonic clock) when asking ends."""

    scheme: str
    name: str
    until: float


def make_host(address: str, seconds: float) -> Host:
    """The host of an address, to be asked for so many seconds."""
    parts = urlsplit(address)
    return Host(parts.scheme, parts.netloc, time.monotonic() + seconds)


def ask_all(host: Host, questions: Iterable[Question]) -> dict[str, Answer]:
    """The answer to each question, by its address."""
    asked = list(questions)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        parts = pool.map(partial(_ask_some, host), [asked[number::CONNECTIONS] for number in range(CONNECTIONS)])
        return {address: answer for part in parts for address, answer in part.items()}


def ask_one(host: Host, address: str, headers: Mapping[str, str] = {}) -> Answer:
    """The answer to one question, with its text."""
    return _ask_some(host, [Question(address, headers=headers)])[address]


def find_certificate_days(host: Host) -> tuple[datetime, datetime] | None:
    """When the certificate of a host begins and ends; None if the host does not show it."""
    connection = _connect(host)
    _wait_no_longer(connection, host)
    try:
        connection.connect()
        shown = connection.sock.getpeercert() if isinstance(connection.sock, ssl.SSLSocket) else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    if not shown:
        return None
    times = (ssl.cert_time_to_seconds(str(shown[name])) for name in ("notBefore", "notAfter"))
    begins, ends = (datetime.fromtimestamp(time, UTC) for time in times)
    return begins, ends


def _ask_some(host: Host, questions: Sequence[Question]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    connection = _connect(host)
    try:
        for question in questions:
            answer = _ask(connection, host, question)
            if not answer.status and time.monotonic() < host.until:
                # A host may close a connection that it has kept open.
                connection.close()
                answer = _ask(connection, host, question)
            if not answer.status:
                connection.close()
            answers[question.address] = answer
    finally:
        connection.close()
    return answers


def _connect(host: Host) -> http.client.HTTPConnection:
    if host.scheme == "https":
        context = ssl.create_default_context()
        return end_answers(http.client.HTTPSConnection(host.name, timeout=TIMEOUT, context=context), host.until)
    return end_answers(http.client.HTTPConnection(host.name, timeout=TIMEOUT), host.until)


def _ask(connection: http.client.HTTPConnection, host: Host, question: Question) -> Answer:
    if time.monotonic() >= host.until:
        return Answer(fault="there was no time left to ask")
    _wait_no_longer(connection, host)
    try:
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip", **question.headers}
        connection.request("GET", question.address, headers=headers)
        with connection.getresponse() as response:
            return _read(response, question)
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        return Answer(fault=_in_words(error))


def _in_words(error: Exception) -> str:
    """Why there is no answer, for people."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"browsers would not trust its certificate ({error.verify_message})"
        case socket.gaierror():
            return f"its name leads to no computer ({error.strerror})"
        case ConnectionRefusedError():
            return "no web server answers there"
        case OSError():
            return error.strerror or str(error) or type(error).__name__
    return str(error) or type(error).__name__


def _wait_no_longer(connection: http.client.HTTPConnection, host: Host) -> None:
    """Let each wait for a sign of life end when asking does."""
    seconds = min(TIMEOUT, max(0.01, host.until - time.monotonic()))
    connection.timeout = seconds
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


def _read(response: http.client.HTTPResponse, question: Question) -> Answer:
    headers: dict[str, tuple[str, ...]] = {}
    for name, value in response.getheaders():
        headers[name.lower()] = (*headers.get(name.lower(), ()), value.strip())
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise ValueError(f"it is packed as '{coding}', which nobody asked for")
    unpack = zlib.decompressobj(GZIP) if "gzip" in coding else None
    digest, kept, size = hashlib.sha256(), bytearray(), 0
    # Whatever has come: a slow host must not hold a run until a whole piece is there.
    while piece := response.read1(PIECE):
        content = unpack.decompress(piece, MAX_BYTES) if unpack else piece
        size += len(content)
        if size > MAX_BYTES:
            raise OSError(0, "it is too long")
        digest.update(content)
        if size <= MAX_TEXT:
            kept += content
    if unpack and size and not unpack.eof:
        raise ValueError("its packed content is cut off")
    sha256 = digest.hexdigest()
    text = "" if sha256 == question.sha256 or size > MAX_TEXT else kept.decode("utf-8", "replace")
    return Answer(response.status, headers, sha256, text)
