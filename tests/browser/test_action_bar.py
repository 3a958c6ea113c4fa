"""The action bar of a phone: its labels fit whatever their length and size, and it never covers much of the page."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.served_site import Site
from tests.browser.test_every_page import TEXT_SPACING
from tests.browser.visits import lines, reader

pytestmark = pytest.mark.browser

SMALL_PHONE = ViewportSize(width=320, height=640)
PHONES = (SMALL_PHONE, ViewportSize(width=360, height=640), ViewportSize(width=412, height=915))
SIX = ("Video", "Office", "Book", "Call", "Message", "Map")
GERMAN = (
    "Videosprechstunde anfragen",
    "Rückenschmerzsprechstunde buchen",
    "Termin vereinbaren",
    "Anrufen",
    "Nachricht schreiben",
    "Wegbeschreibung",
)
# A browser's setting of the default size, or its zoom of text alone, is the size of the root element.
SIZES = {size: f"html {{ font-size: {size}; }}" for size in ("100%", "150%", "200%")}
SPACINGS = {"usual": "", "wide": TEXT_SPACING}
LABEL = """
  labels => {
    const list = document.querySelector('.actions ul')
    const entries = labels.map(label => {
      const entry = list.children[0].cloneNode(true)
      entry.querySelector('.action-short').textContent = label
      return entry
    })
    list.replaceChildren(...entries)
  }
"""
MEASURE = """
  () => {
    const box = element => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      return { left, right, top, bottom }
    }
    const text = element => {
      const range = document.createRange()
      range.selectNodeContents(element)
      return box(range)
    }
    return {
      bar: box(document.querySelector('.actions')),
      footer: box(document.querySelector('.site-footer')),
      links: [...document.querySelectorAll('.actions a')].map(box),
      labels: [...document.querySelectorAll('.action-short')].map(text),
      width: document.documentElement.clientWidth,
      height: innerHeight,
    }
  }
"""


@pytest.mark.parametrize("labels", [(), SIX, GERMAN], ids=["shipped", "six", "german"])
def test_labels_of_any_length_and_size_are_neither_cut_nor_on_each_other(
    browser: Browser, site: Site, labels: tuple[str, ...]
) -> None:
    faults = []
    # What a reader sets in a browser is not stopped by the site's Content-Security-Policy.
    with reader(browser, SMALL_PHONE, bypass_csp=True) as page:
        for viewport, (size, larger), (spacing, wider) in itertools.product(PHONES, SIZES.items(), SPACINGS.items()):
            show_bar(page, site, viewport, larger + wider, labels)
            before = page.evaluate(MEASURE)
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            after = page.evaluate(MEASURE)

            place = f"{viewport['width']} px, text of {size}, {spacing} spacing"
            faults += [f"{place}: {fault}" for fault in (*find_cover(before), *find_faults(after))]

    assert not faults, lines(faults)


def show_bar(page: Page, site: Site, viewport: ViewportSize, css: str, labels: tuple[str, ...]) -> None:
    """Open a page in a window of a size, with a style of the reader's own, and with other labels in the bar."""
    page.set_viewport_size(viewport)
    page.goto(f"{site.address}sciatica/")
    page.add_style_tag(content=css)
    if labels:
        page.evaluate(LABEL, labels)


def find_cover(seen: dict[str, Any]) -> list[str]:
    """What a bar at the start of a page covers too much of."""
    covered = (seen["height"] - seen["bar"]["top"]) / seen["height"]
    return [f"covers {covered:.0%} of the window"] if covered > 1 / 3 else []


def find_faults(seen: dict[str, Any]) -> list[str]:
    """What is wrong with a bar at the end of a page: what is cut off, covered or out of reach."""
    faults = []
    pairs = [(box, seen["links"][number]) for number, box in enumerate(seen["labels"])]
    if not all(is_within(label, link) for label, link in pairs):
        faults.append("a label sticks out of its button")
    if not all(box["left"] >= -1 and box["right"] <= seen["width"] + 1 for box in seen["links"]):
        faults.append("a button sticks out of the window")
    if any(is_overlapping(one, other) for one, other in itertools.combinations(seen["links"], 2)):
        faults.append("two buttons lie on each other")
    if seen["footer"]["bottom"] > seen["bar"]["top"] + 1:
        faults.append("the end of the page is covered")
    if seen["bar"]["bottom"] > seen["height"] + 1:
        faults.append("the end of the bar cannot be reached")
    return faults


def is_within(inner: dict[str, float], outer: dict[str, float]) -> bool:
    """Whether a box lies in another, to the pixel."""
    starts = inner["left"] >= outer["left"] - 1 and inner["top"] >= outer["top"] - 1
    return starts and inner["right"] <= outer["right"] + 1 and inner["bottom"] <= outer["bottom"] + 1


def is_overlapping(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge."""
    across = one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1
    return across and one["top"] < other["bottom"] - 1 and other["top"] < one["bottom"] - 1


def test_a_bar_of_short_labels_stays_at_the_bottom_of_the_window(browser: Browser, site: Site) -> None:
    with reader(browser, SMALL_PHONE, bypass_csp=True) as page:
        for labels in ((), SIX):
            show_bar(page, site, SMALL_PHONE, SIZES["100%"], labels)

            assert page.evaluate(MEASURE)["bar"]["bottom"] == SMALL_PHONE["height"]


@pytest.mark.parametrize("css", [SIZES["150%"], SIZES["200%"]])
def test_a_bar_of_large_text_waits_at_the_end_of_the_page(browser: Browser, site: Site, css: str) -> None:
    with reader(browser, SMALL_PHONE, bypass_csp=True) as page:
        show_bar(page, site, SMALL_PHONE, css, ())

        assert page.evaluate(MEASURE)["bar"]["top"] > SMALL_PHONE["height"]
