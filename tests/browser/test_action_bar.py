"""The action bar of a phone: its labels fit whatever their length and size, and it never covers much of the page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.layout import TEXT_SPACING
from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, SMALL_PHONE, lines, reused_page, set_default_size
from tests.examples import few

pytestmark = pytest.mark.browser

PHONES = (SMALL_PHONE, PHONE, ViewportSize(width=412, height=915))
# Those of four actions, and of the button for the others.
SHORT = ("Message", "Office", "Reviews", "Call", "More")
GERMAN = (
    "Videosprechstunde anfragen",
    "Rückenschmerzsprechstunde buchen",
    "Termin vereinbaren",
    "Nachricht schreiben",
    "Weitere Möglichkeiten",
)
LABELS: dict[str, tuple[str, ...]] = {"german": GERMAN, "short": SHORT, "shipped": ()}
# The default size of text in pixels, and a style that enlarges it: media queries follow the one and not the other.
SIZES = ((16, "100%"), (24, "100%"), (32, "100%"), (16, "150%"), (16, "200%"))
SPACINGS = {"usual": "", "wide": TEXT_SPACING}
STYLE = "/* the reader's own */"
RESTYLE = """
  ([start, css]) => {
    const own = [...document.querySelectorAll('style')].find(style => style.textContent.startsWith(start))
    own.textContent = start + css
  }
"""
# A phone, the same turned, a tablet, and the widest window with short labels, in pixels.
WINDOWS = ((360, 780), (780, 360), (768, 1024), (959, 900))
# The most lines of a label in sight.
ROWS = """
  () => Math.max(...[...document.querySelectorAll('.action-short, .action-label')].map(label => {
    const range = document.createRange()
    range.selectNodeContents(label)
    const { width, height } = label.getBoundingClientRect()
    const rows = [...range.getClientRects()].filter(box => box.width > 2).map(box => Math.round(box.top))
    return width > 1 && height > 1 && label.checkVisibility() ? new Set(rows).size : 0
  }))
"""
LABEL = """
  labels => document.querySelectorAll('.action-short').forEach((element, number) => {
    element.textContent = labels[number]
  })
"""
MEASURE = """
  () => {
    const box = element => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      return { left, right, top, bottom }
    }
    const text = element => {
      const range = document.createRange()
      range.selectNodeContents(element.firstChild)
      return box(range)
    }
    return {
      bar: box(document.querySelector('.actions')),
      footer: box(document.querySelector('.site-footer')),
      links: [...document.querySelectorAll('.actions > ul > li > a, .more summary')].map(box),
      labels: [...document.querySelectorAll('.action-short')].map(text),
      width: document.documentElement.clientWidth,
      height: innerHeight,
    }
  }
"""


@pytest.mark.parametrize("words", few(LABELS))
def test_labels_of_any_length_and_size_are_neither_cut_nor_on_each_other(
    browser_of_fonts: Browser, site: Site, words: str
) -> None:
    faults = []
    with page_with_bar(browser_of_fonts, site, LABELS[words]) as page:
        for viewport, size, spacing in itertools.product(PHONES, SIZES, SPACINGS):
            show(page, viewport, size, SPACINGS[spacing])
            before = page.evaluate(MEASURE)
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            after = page.evaluate(MEASURE)

            place = f"{viewport['width']} px, text of {size[0]} px at {size[1]}, {spacing} spacing"
            faults += [f"{place}: {fault}" for fault in (*find_cover(before), *find_faults(after))]

    assert not faults, lines(faults)


@contextmanager
def page_with_bar(browser: Browser, site: Site, labels: tuple[str, ...] = ()) -> Iterator[Page]:
    """A page with other labels in its bar, and an element for a style of the reader's own."""
    with reused_page(browser, SMALL_PHONE, bypass_csp=True) as page:
        page.goto(f"{site.address}sciatica/")
        page.add_style_tag(content=STYLE)
        if labels:
            page.evaluate(LABEL, labels)
        yield page


def show(page: Page, viewport: ViewportSize, size: tuple[int, str], css: str = "") -> None:
    """Show the start of a page in a window of a size, with text of a size and a style of the reader's own."""
    page.set_viewport_size(viewport)
    set_default_size(page, size[0])
    page.evaluate(RESTYLE, [STYLE, f"html {{ font-size: {size[1]}; }} {css}"])
    page.evaluate("scrollTo(0, 0)")


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
        faults.append("two buttons overlap")
    if seen["footer"]["bottom"] > seen["bar"]["top"] + 1:
        faults.append("the end of the page is covered")
    if seen["bar"]["bottom"] > seen["height"] + 1:
        faults.append("the end of the bar cannot be reached")
    return faults


def is_within(inner: dict[str, float], outer: dict[str, float]) -> bool:
    """Whether a box is inside another, to the pixel."""
    starts = inner["left"] >= outer["left"] - 1 and inner["top"] >= outer["top"] - 1
    return starts and inner["right"] <= outer["right"] + 1 and inner["bottom"] <= outer["bottom"] + 1


def is_overlapping(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge."""
    across = one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1
    return across and one["top"] < other["bottom"] - 1 and other["top"] < one["bottom"] - 1


@pytest.mark.parametrize("labels", [(), SHORT], ids=["shipped", "short"])
def test_a_bar_of_short_labels_stays_at_the_bottom_of_the_window(
    browser: Browser, site: Site, labels: tuple[str, ...]
) -> None:
    with page_with_bar(browser, site, labels) as page:
        show(page, SMALL_PHONE, SIZES[0])

        assert page.evaluate(MEASURE)["bar"]["bottom"] == SMALL_PHONE["height"]


def test_a_bar_of_large_text_waits_at_the_end_of_the_page(browser: Browser, site: Site) -> None:
    with page_with_bar(browser, site) as page:
        for size in SIZES[1:]:
            show(page, SMALL_PHONE, size)

            assert page.evaluate(MEASURE)["bar"]["top"] > SMALL_PHONE["height"], size


@pytest.mark.parametrize("language", ["", "es/"], ids=["english", "spanish"])
def test_each_label_is_on_one_line(browser_of_fonts: Browser, site: Site, language: str) -> None:
    with reused_page(browser_of_fonts, PHONE) as page:
        page.goto(f"{site.address}{language}")
        seen = {}
        for width, height in WINDOWS:
            page.set_viewport_size(ViewportSize(width=width, height=height))
            seen[width] = page.evaluate(ROWS)

    assert {width: rows for width, rows in seen.items() if rows != 1} == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_phone_shows_four_actions_and_the_others_under_more(browser: Browser, site: Site, scripts: bool) -> None:
    with reused_page(browser, PHONE, java_script_enabled=scripts) as page:
        page.goto(f"{site.address}sciatica/")
        links, more = page.locator(".actions a"), page.locator(".more summary")
        assert [link.is_visible() for link in links.all()] == [True, True, True, True, False]

        more.click()

        assert all(link.is_visible() for link in links.all())
        opened, button = links.last.bounding_box(), more.bounding_box()
        assert opened is not None
        assert button is not None
        assert opened["y"] >= 0
        assert opened["y"] + opened["height"] <= button["y"]


def test_a_wide_window_shows_all_actions_in_a_row(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/")

        boxes = [link.bounding_box() for link in page.locator(".actions a").all()]

        assert not page.locator(".more summary").is_visible()
        assert len({box["y"] for box in boxes if box}) == 1
        assert len(boxes) == 5
