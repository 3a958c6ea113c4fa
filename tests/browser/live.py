"""A page of a site that is being edited, for tests of what the preview shows in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.browser.visits import DESKTOP, reader, watch
from tests.preview_server import Server, running
from tests.site_tools import MakeSite, about_page

ABOUT = "content/en/about.md"
FILLER = "\n\n".join(f"You can read on here. This is part {number}." for number in range(40))
PROSE = f"""First text.

{FILLER}

## What to bring

Please *bring* your “pills” and [your card](index.md) with you.

::: expander More about the card
It has your name.
:::

Last text."""
LONG_SENTENCE = f"{'This sentence has words and ' * 6}it goes on for much too long."
# Lost when the page is loaded again.
MARK = "window.isSamePage = true"
IS_SAME = "window.isSamePage === true"
SPOT = "[data-plainleaf-spot]"
# The words that are marked on the page.
MARKED = "[...(CSS.highlights.get('plainleaf-spot') ?? [])].join()"


class Live(Struct, frozen=True):
    """A page of a site that is being edited, and what the browser complains of."""

    root: Path
    server: Server
    page: Page
    faults: list[str]

    @property
    def about(self) -> Path:
        """The source of the page."""
        return self.root / ABOUT

    @property
    def panel(self) -> Locator:
        """The list of problems."""
        return self.page.get_by_role("region", name="Problems found by plainleaf")

    @property
    def advice(self) -> Locator:
        """What is said about one problem, beside its sentence."""
        return self.page.get_by_role("region", name="Problem found by plainleaf")


MakeLive = Callable[..., AbstractContextManager[Live]]


@contextmanager
def serve_live(
    make_site: MakeSite,
    browser: Browser,
    prose: str = PROSE,
    viewport: ViewportSize = DESKTOP,
    host: str = "127.0.0.1",
    **choices: Any,
) -> Iterator[Live]:
    """The page About us, with some prose, of a small site that is being served."""
    root = make_site("minimal", {ABOUT: about_page(prose), "static/css/99-own.css": ".lede { text-indent: 1px; }\n"})
    with running(root, host=host) as server, reader(browser, viewport, **choices) as page:
        visit = watch(page, server.address)
        page.goto(f"{server.address}about/")
        yield Live(root, server, page, visit.faults)


def top_of(element: Locator) -> float:
    """Where an element begins in the window, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["y"]


def bottom_of(element: Locator) -> float:
    """Where an element ends in the window, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["y"] + box["height"]
