"""Opening pages as a certain reader does: size of window, colors, scripts on or off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from msgspec import Struct, field
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, Request, Response, ViewportSize

# So many seconds a page may take for anything.
PATIENCE = 60
SMALL_PHONE = ViewportSize(width=320, height=640)
PHONE = ViewportSize(width=360, height=640)
DESKTOP = ViewportSize(width=1280, height=900)
# WCAG 1.4.10: a window of 1280 px at 400 % has room for 320 px.
ZOOMED = ViewportSize(width=320, height=256)
# The default size of text in pixels, in every browser.
USUAL_SIZE = 16


class Visit(Struct, frozen=True):
    """A reader's window. `faults` grows with what the browser complains of, `requests` with what it asks for."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def reader(browser: Browser, viewport: ViewportSize, **choices: Any) -> Iterator[Page]:
    """A page in a window of its own. `choices` are those of Playwright's new_context; motion is reduced, so that
    nothing is measured while it moves."""
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **choices)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def reused_page(
    browser: Browser,
    viewport: ViewportSize,
    *,
    color_scheme: Literal["light", "dark"] = "light",
    forced_colors: Literal["none", "active"] = "none",
    **choices: Any,
) -> Iterator[Page]:
    """A page that tests have one after the other, for those that leave nothing behind but what is undone here. They
    add no listeners, routes or scripts that stay. A new process for each page would take most of their time."""
    page = _open_page(browser, **choices)
    page.set_viewport_size(viewport)
    page.emulate_media(media="screen", color_scheme=color_scheme, forced_colors=forced_colors, reduced_motion="reduce")
    set_default_size(page, USUAL_SIZE)
    is_whole = False
    try:
        yield page
        # A page that is opened twice in a row would keep its place and its fields.
        page.goto("about:blank")
        is_whole = True
    finally:
        if not is_whole:
            # The next test shall not have what this one broke.
            _open_page.cache_clear()


@cache
def _open_page(browser: Browser, **choices: Any) -> Page:
    return browser.new_context(**choices).new_page()


def watch(page: Page, *addresses: str) -> Visit:
    """Note from now on what goes wrong on a page, and each request that leaves the site at `addresses`."""
    visit = Visit(page)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.faults.append(f"{page.url}: console {message.type}: {message.text} {message.location['url']}")

    def on_request(request: Request) -> None:
        visit.requests.append(request.url)
        if not request.url.startswith((*addresses, "data:")):
            visit.faults.append(f"{page.url}: asks for {request.url}, which is not part of the site")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            visit.faults.append(f"{page.url}: {response.url} answers {response.status}")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("pageerror", lambda error: visit.faults.append(f"{page.url}: {error}"))
    return visit


def set_default_size(page: Page, size: int) -> None:
    """Set the default size of text in pixels, as readers do in their browser. Media queries in em follow it."""
    _open_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


@cache
def _open_session(page: Page) -> CDPSession:
    """One session with a page: a page that has hundreds of them becomes slow."""
    return page.context.new_cdp_session(page)


def open_everything(page: Page) -> None:
    """Open the menu and every expander, so that what they hold is tested too."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")


def overflow(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def wait_until(page: Page, condition: str) -> None:
    """Wait, frame by frame, until a condition holds in a page.

    Playwright's `wait_for_function` evaluates it within the page, which our policy forbids, unless it holds at once.
    """
    until = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < until, f"this does not come true: {condition}"
        page.evaluate("new Promise(requestAnimationFrame)")


def style(page: Page, selector: str, name: str, pseudo: str | None = None) -> str:
    """A computed style of the first element that matches, or of its `::before` or `::after`."""
    script = "(element, [name, pseudo]) => getComputedStyle(element, pseudo)[name]"
    text: str = page.locator(selector).first.evaluate(script, [name, pseudo])
    return text


def lines(faults: list[str]) -> str:
    """Faults one to a line, for the message of a failed assert."""
    return "\n" + "\n".join(faults)
