"""What may go wrong with the layout of a page, and the modes in which a reader may have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from msgspec import Struct
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, SMALL_PHONE, ZOOMED, reused_page, set_default_size

KIND = re.compile(r'<body class="([^"]*)"')
# WCAG 1.4.12, the values of its four points.
TEXT_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
# Text that its own box cuts off, where what is hidden on purpose is one pixel wide; words that stick out of the column
# of their button, card or label, and so may overlap others; a page that is wider than its window. One script, because
# asking the browser takes longer than its answer.
FAULTS = """
  () => {
    document.querySelectorAll('details').forEach(details => { details.open = true })
    const cuts = overflow => overflow === 'hidden' || overflow === 'clip'
    const cutOff = [...document.querySelectorAll('body *')].filter(element => {
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
      const isWider = scrollWidth > clientWidth + 1, isHigher = scrollHeight > clientHeight + 1
      if (clientWidth <= 1 || clientHeight <= 1 || !isWider && !isHigher) return false
      const { overflowX, overflowY } = getComputedStyle(element)
      return cuts(overflowX) && isWider || cuts(overflowY) && isHigher
    })
    const sticking = [...document.querySelectorAll(
      '.actions a, .more summary, .menu summary, .button, .care-card, .page-card, .crumbs li')]
      .filter(element => element.offsetParent && element.scrollWidth > element.clientWidth + 1)
    const tell = (fault, elements) => elements.map(({ tagName, className, textContent }) =>
      `${fault}: ${tagName}.${className}: ${textContent.trim().slice(0, 40)}`)
    const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return [...tell('cut off', cutOff), ...tell('sticks out', sticking), ...(wider > 0 ? [`${wider} px too wide`] : [])]
  }
"""


class Mode(Struct, frozen=True):
    """How a reader has a page: the size of the window, the direction, a style of her own, the default size of text."""

    viewport: ViewportSize
    direction: Literal["ltr", "rtl"] = "ltr"
    css: str = ""
    size: int = 16
    choices: tuple[tuple[str, str], ...] = ()
    media: Literal["screen", "print"] = "screen"


# Text of twice the size that media queries do not see, as in the settings of some browsers.
TWICE = "html { font-size: 200%; }"
# The paper is A4 with the margins of the print style.
MODES = {
    "small-phone": Mode(SMALL_PHONE),
    "desktop": Mode(DESKTOP),
    "zoom": Mode(ZOOMED),
    "right-to-left": Mode(ZOOMED, direction="rtl"),
    "text-spacing": Mode(SMALL_PHONE, css=TEXT_SPACING),
    "large-text": Mode(DESKTOP, size=32),
    "large-text-on-a-small-phone": Mode(SMALL_PHONE, size=24),
    "large-spaced-text-on-a-small-phone": Mode(SMALL_PHONE, css=TEXT_SPACING, size=32),
    "twice-the-text": Mode(DESKTOP, css=TWICE),
    "twice-the-text-on-a-phone": Mode(PHONE, css=TWICE),
    "large-text-on-a-phone": Mode(PHONE, size=32),
    "twice-the-text-spaced": Mode(DESKTOP, css=TWICE + TEXT_SPACING),
    "dark": Mode(PHONE, choices=(("color_scheme", "dark"),)),
    "desktop-dark": Mode(DESKTOP, choices=(("color_scheme", "dark"),)),
    "forced-colors": Mode(PHONE, choices=(("forced_colors", "active"),)),
    "print": Mode(ViewportSize(width=643, height=971), media="print"),
}


@contextmanager
def reader_in(browser: Browser, mode: Mode) -> Iterator[Page]:
    """A page in a window of a mode. A reader's own style is not stopped by the site's Content-Security-Policy."""
    choices: dict[str, Any] = dict(mode.choices)
    with reused_page(browser, mode.viewport, bypass_csp=True, **choices) as page:
        set_default_size(page, mode.size)
        yield page


# A style of the reader's own, in place of the one before.
RESTYLE = """
  ([direction, css]) => {
    document.documentElement.dir = direction
    const own = document.querySelector('#own') ?? document.head.appendChild(document.createElement('style'))
    own.id = 'own'
    own.textContent = css
  }
"""


def enter(page: Page, mode: Mode) -> None:
    """Show an open page in a mode, whatever mode it was in."""
    # Playwright waits for a frame even if the size is the same.
    if page.viewport_size != mode.viewport:
        page.set_viewport_size(mode.viewport)
    set_default_size(page, mode.size)
    choices: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none", **dict(mode.choices)}
    # A page that has just been opened in another process is on a screen again.
    page.emulate_media(media=mode.media, **choices)
    page.evaluate(RESTYLE, [mode.direction, mode.css])


def find_layout_faults(page: Page, mode: Mode) -> list[str]:
    """What is cut off, sticks out or makes a page scroll sideways, with everything opened that can be."""
    enter(page, mode)
    faults: list[str] = page.evaluate(FAULTS)
    return faults


def one_of_each_kind(site: Site) -> list[str]:
    """The first page of each kind in the language of the home page, as the body's class tells it."""
    return _first_of_each_kind(site, site.pages)


def one_translated_of_each_kind(site: Site) -> list[str]:
    """The first page of each kind in each other language."""
    return [path for pages in site.translated.values() for path in _first_of_each_kind(site, pages)]


def _first_of_each_kind(site: Site, pages: Iterable[str]) -> list[str]:
    kinds: dict[str, str] = {}
    for path in pages:
        found = KIND.search(site.read(path))
        kinds.setdefault(found[1] if found else "", path)
    return list(kinds.values())
