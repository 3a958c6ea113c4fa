"""Politely asking other websites whether an address is still there.

One address is asked for at a time, with a rest between two of the same host. HEAD comes first, because it makes no host
send a page; where it does not help, GET follows, and what comes is not read. A host that cannot be reached, or asks for
a rest, is left alone for this run.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from plainleaf import __version__
from plainleaf.command.links.targets import SCHEMES
from plainleaf.hosting import end_answers
from plainleaf.input.addresses.hosts import is_loopback

OK, GONE, MOVED, UNKNOWN, UNREACHABLE = "ok", "gone", "moved", "unknown", "unreachable"
# This host answers for what it registers. Where a paper is kept turns many programs away, so nobody asks there.
REGISTRIES = ("doi.org", "dx.doi.org")
PERMANENT = (301, 308)
LEADS_ON = (301, 302, 303, 307, 308)
IS_GONE = (404, 410)
TOO_MANY = 429
MAX_HOPS = 5
TIMEOUT = 15  # seconds
REST = 1.0  # seconds between two questions to one host


class Answer(Struct, frozen=True):
    """What came of asking for an address: `outcome` is OK, GONE, MOVED, UNKNOWN, or UNREACHABLE for the whole host.

    `detail` says more: the status of what is gone, the new address of what has moved, why nothing is known.
    """

    outcome: str
    detail: str = ""


class _Reply(Struct, frozen=True):
    """One reply of a host: its status, and where it leads on to, if it does."""

    status: int
    leads_to: str


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves it to us to follow a redirect, since permanent ones are reported. urllib requires a class."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Follow nothing."""


class _InTime(urllib.request.HTTPHandler):
    """Gives up on a host that has not answered in time, even if it keeps sending a little."""

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Ask for an address."""
        return self.do_open(partial(_connect, http.client.HTTPConnection), req)


class _InTimeEncrypted(urllib.request.HTTPSHandler):
    """The same for https."""

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Ask for an address."""
        return self.do_open(partial(_connect, http.client.HTTPSConnection), req)


def _connect(kind: type[http.client.HTTPConnection], host: str, *, timeout: float) -> http.client.HTTPConnection:
    return end_answers(kind(host, timeout=timeout), time.monotonic() + timeout)


def visit(addresses: Iterable[str], site: str) -> Iterator[tuple[str, Answer]]:
    """Ask for each address and give the answers as they come. `site` is the address of the site that asks."""
    # Proxies are those that the system names.
    opener = urllib.request.build_opener(_NoRedirects, _InTime, _InTimeEncrypted)
    opener.addheaders = [("User-Agent", f"plainleaf/{__version__} (checks the links of {site})"), ("Accept", "*/*")]
    last, answer = "", Answer(OK)
    for address in sorted(addresses, key=lambda each: (urlsplit(each).netloc, each)):
        host = urlsplit(address).netloc
        if host != last or answer.outcome != UNREACHABLE:
            # Other servers are not to be flooded with requests.
            if host == last and not is_loopback(urlsplit(address).hostname or ""):
                time.sleep(REST)
            answer = look_up(address, opener)
        last = host
        yield address, answer


def look_up(address: str, opener: urllib.request.OpenerDirector) -> Answer:
    """Follow an address to where it leads. It has moved if each step on the way is said to be permanent."""
    current, is_permanent = address, True
    try:
        for _ in range(MAX_HOPS):
            reply = _ask(current, opener)
            if reply.status in LEADS_ON and reply.leads_to:
                if urlsplit(current).hostname in REGISTRIES and urlsplit(reply.leads_to).hostname not in REGISTRIES:
                    return Answer(OK)
                is_permanent = is_permanent and reply.status in PERMANENT
                current = urljoin(current, reply.leads_to)
                if urlsplit(current).scheme not in SCHEMES:
                    return Answer(UNKNOWN, "it leads to something that is no website")
                continue
            return _judge(address, current, reply.status, is_permanent=is_permanent)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(UNREACHABLE, _why(error))
    return Answer(UNKNOWN, "it leads in a circle")


def _judge(address: str, current: str, status: int, *, is_permanent: bool) -> Answer:
    """The answer for an address that in the end gave a status at `current`."""
    if status in IS_GONE:
        return Answer(GONE, str(status))
    if status == TOO_MANY:
        return Answer(UNREACHABLE, "it asks for a rest (status 429)")
    if not 200 <= status < 300:
        return Answer(UNKNOWN, f"it answers with status {status}")
    # With or without a slash at its end, an address is the same to a reader.
    if is_permanent and current.rstrip("/") != address.rstrip("/"):
        return Answer(MOVED, current)
    return Answer(OK)


def _ask(address: str, opener: urllib.request.OpenerDirector) -> _Reply:
    reply = _request("HEAD", address, opener)
    if 200 <= reply.status < 300 or reply.status in LEADS_ON:
        return reply
    return _request("GET", address, opener)


def _request(method: str, address: str, opener: urllib.request.OpenerDirector) -> _Reply:
    request = urllib.request.Request(_to_ascii(address), method=method)  # noqa: S310 - only http and https get here
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            return _Reply(response.status, response.headers.get("Location", ""))
    except urllib.error.HTTPError as error:
        with error:
            return _Reply(error.code, error.headers.get("Location", ""))


def _to_ascii(address: str) -> str:
    """An address as browsers send it, where it has letters outside ASCII. Raises ValueError if its host has no name."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    return quote(parts._replace(netloc=host).geturl(), safe="%/:?#[]@!$&'()*+,;=~")


def _why(error: Exception) -> str:
    """Why nothing is known, in a few words."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return f"it did not answer within {TIMEOUT} seconds"
    return str(reason) or type(reason).__name__
