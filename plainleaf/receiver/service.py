"""The service: what is answered to each request for one of the forms.

a bad answer  ─▶ the form's page, which says what is wrong (422)
too large, too slow, a foreign page, too many, a bot, a database that fails  ─▶ the same page: nothing was sent
a good request  ─▶ sealed and on the disk ─▶ the page of thanks (303)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from plainleaf.receiver.answers import (
    NOTHING_SENT,
    Entries,
    Errors,
    cut,
    fill_in,
    find_errors,
    find_page,
    read_answers,
    read_body,
)
from plainleaf.receiver.intake import Intake, Request, UnsentError
from plainleaf.receiver.origins import is_from_own_page
from plainleaf.receiver.pack import Pack, PackPage
from plainleaf.receiver.visitors import Rates, find_address

LOG = logging.getLogger("plainleaf.receiver")
LARGEST = 100_000  # bytes of a request: ten times as much as the longest answers to all questions
MAX_READ = 20 * LARGEST
# Seconds for the rest of a request that is refused anyway, so that its entries can be shown again.
HURRY = 1
URLENCODED = "application/x-www-form-urlencoded"
NO_STORE = {"Cache-Control": "no-store"}
FOUND = 303  # "See Other": the browser asks for the next page, and a reload of that sends nothing
WRONG, FOREIGN, TOO_SLOW, TOO_MANY, FAILED = 422, 403, 408, 429, 503


class Limits(Struct, frozen=True):
    """Whom the service lets in. `origins` are those of further sites with the forms, if not `accepts_all_origins`."""

    origins: Collection[str] = ()
    accepts_all_origins: bool = False
    proxies: Collection[str] = ()
    seconds_to_send: int = 30
    most_at_once: int = 700


class Service:
    """Answers requests. A class because what it needs is the same for all of them."""

    def __init__(self, packs: Callable[[], Mapping[str, Pack]], intake: Intake, rates: Rates, limits: Limits) -> None:
        """`packs` returns the form packs as they are now, by the name of their form."""
        self._packs = packs
        self._intake = intake
        self._rates = rates
        self._limits = limits
        self._answering = 0

    def make_app(self) -> Starlette:
        """The service as an ASGI application. The last part of an address names the form."""
        routes = [Route(path, self.answer, methods=["GET", "POST"]) for path in ("/{form}", "/{form}/")]
        app = Starlette(routes=routes, exception_handlers={404: _refuse, 405: _refuse, Exception: self._fail})
        # A redirect would name this address without the encryption of the web server in front, and the browser would
        # send everything again to it.
        app.router.redirect_slashes = False
        return app

    async def answer(self, http: HttpRequest) -> Response:
        """Answer a request for a form."""
        pack = self._packs().get(http.path_params["form"])
        if pack is None:
            return PlainTextResponse("There is no such form.", 404, NO_STORE)
        if http.method != "POST":
            # Somebody has opened the address of an answer again.
            return RedirectResponse(_first_page(pack).address, FOUND, NO_STORE)
        if self._answering >= self._limits.most_at_once:
            LOG.warning("%s: a request was refused: too many at once", pack.form)
            return _show(pack, _first_page(pack), {}, NOTHING_SENT, FAILED)
        # Counted before anything is read: whoever sends slowly is one of the many, too.
        refused = self._find_refusal(http, pack)
        self._answering += 1
        try:
            body = await self._read(http, HURRY if refused else self._limits.seconds_to_send)
            return await self._answer_body(pack, body, refused)
        except TimeoutError:
            if not refused:
                LOG.warning("%s: a request came too slowly", pack.form)
            return _show(pack, _first_page(pack), {}, NOTHING_SENT, refused or TOO_SLOW)
        finally:
            self._answering -= 1

    async def _answer_body(self, pack: Pack, body: bytes | None, refused: int) -> Response:
        sent = read_body(body) if body else {}
        name, page = find_page(pack, sent)
        entries = read_answers(page, sent)
        if not refused and any(sent.get(pack.empty_field, [])):
            LOG.warning("%s: a request was refused: it fills in a field that people do not see", pack.form)
            refused = WRONG
        if refused:
            return _show(pack, page, cut(page, entries), NOTHING_SENT, refused)
        if errors := find_errors(page, sent, entries):
            return _show(pack, page, entries, errors, WRONG)
        try:
            await self._intake.take(Request(pack.form, name, page.language, _in_words(page, entries)))
        except UnsentError:
            return _show(pack, page, entries, NOTHING_SENT, FAILED)
        return RedirectResponse(page.thanks, FOUND, NO_STORE)

    async def _read(self, http: HttpRequest, seconds: int) -> bytes | None:
        """The body, or None if it is no form or too large. Raises TimeoutError after some seconds."""
        if http.headers.get("content-type", "").partition(";")[0].strip().lower() != URLENCODED:
            return None
        body, length = bytearray(), 0
        async with asyncio.timeout(seconds):
            with suppress(ClientDisconnect):
                async for part in http.stream():
                    length += len(part)
                    # Who is still sending hears no answer, so a little more is read, and dropped.
                    if length > MAX_READ:
                        return None
                    body += part if length <= LARGEST else b""
                return bytes(body) if length <= LARGEST else None
        return None

    def _find_refusal(self, http: HttpRequest, pack: Pack) -> int:
        """The status with which a request is refused, whatever is in it; 0 for none."""
        limits = self._limits
        sites = {_origin(page.address) for page in pack.pages.values()}
        if not limits.accepts_all_origins and not is_from_own_page(http.headers, sites.union(limits.origins)):
            LOG.warning("%s: a request from a page of another site was refused", pack.form)
            return FOREIGN
        peer = http.client.host if http.client else None
        if not self._rates.lets_in(find_address(peer, http.headers.get("x-forwarded-for", ""), limits.proxies)):
            LOG.warning("%s: a request was refused: too many from one address", pack.form)
            return TOO_MANY
        return 0

    async def _fail(self, http: HttpRequest, _: Exception) -> Response:
        """The answer after a mistake of ours; the mistake is raised again, and logged."""
        pack = self._packs().get(http.path_params.get("form", ""))
        if pack is None:
            return PlainTextResponse("Nothing was sent.", FAILED, NO_STORE)
        return _show(pack, _first_page(pack), {}, NOTHING_SENT, FAILED)


async def _refuse(_: HttpRequest, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    return PlainTextResponse("There is nothing here.", status, NO_STORE)


def _first_page(pack: Pack) -> PackPage:
    return next(iter(pack.pages.values()))


def make_failure_pages(packs: Mapping[str, Pack]) -> Mapping[str, str]:
    """For each form, a page that says that nothing was sent, for when the receiver itself does not answer."""
    return {name: fill_in(_first_page(pack), {}, NOTHING_SENT) for name, pack in packs.items()}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _show(pack: Pack, page: PackPage, entries: Entries, errors: Errors, status: int) -> Response:
    """The form's own page, with what is wrong and what was entered."""
    return Response(fill_in(page, entries, errors), status, {**pack.headers, **NO_STORE})


def _in_words(page: PackPage, entries: Entries) -> list[Mapping[str, str]]:
    return [
        {"name": question.name, "label": question.label, "value": ", ".join(entries[question.name])}
        for question in page.fields
    ]
