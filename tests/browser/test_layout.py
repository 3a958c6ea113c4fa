"""Pages fit whatever window, direction, size of text and font their reader has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from playwright.sync_api import Browser

from tests.browser.layout import MODES, Mode, find_layout_faults, one_of_each_kind, reader_in
from tests.browser.served_site import Site
from tests.browser.visits import PHONE, SMALL_PHONE, USUAL_SIZE, lines, overflow, reused_page, set_default_size
from tests.examples import few

pytestmark = pytest.mark.browser

# One for each thing that readers change: width, text, colors, paper, direction of writing, space between letters.
CHANGES = (
    "desktop",
    "large-text-on-a-small-phone",
    "twice-the-text-on-a-phone",
    "forced-colors",
    "print",
    "right-to-left",
    "text-spacing",
)


def find_faults(browser: Browser, site: Site, pages: Sequence[str], modes: Mapping[str, Mode]) -> list[str]:
    """What is wrong with the layout of some pages, each opened once and shown in some modes."""
    faults: list[str] = []
    with reader_in(browser, next(iter(modes.values()))) as page:
        for path in pages:
            page.goto(site.address + path)
            for name, mode in modes.items():
                faults += [f"{path}: {name}: {fault}" for fault in find_layout_faults(page, mode)]
    return faults


def test_a_page_of_each_kind_fits(browser: Browser, site: Site) -> None:
    pages = one_of_each_kind(site)

    assert len(pages) > 8
    faults = find_faults(browser, site, pages, {name: MODES[name] for name in CHANGES})

    assert not faults, lines(faults)


@pytest.mark.matrix
@pytest.mark.parametrize("name", MODES)
def test_every_page_fits(each_browser: Browser, site: Site, name: str) -> None:
    faults = find_faults(each_browser, site, site.pages, {name: MODES[name]})

    assert not faults, lines(faults)


# Longer words matter in narrow columns and on paper. Colors and directions do not depend on the words.
@pytest.mark.matrix
@pytest.mark.parametrize("name", ["small-phone", "large-text-on-a-small-phone", "print"])
def test_every_page_in_another_language_fits(browser: Browser, site: Site, name: str) -> None:
    faults = find_faults(browser, site, site.every_translated(), {name: MODES[name]})

    assert not faults, lines(faults)


# Numbers are not as long as words can be, and stay in one piece.
LONG_WORDS = """
  () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    for (const text of texts.filter(({ data, parentNode }) => data.trim() && !parentNode.closest('.number, .one-line')))
      text.data = ` ${'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3)} `
    // The build says so of tables with such words.
    document.querySelectorAll('table').forEach(({ classList }) => classList.add('crowded'))
  }
"""


@pytest.mark.parametrize(
    "name", few(["small-phone", "right-to-left", "large-text-on-a-small-phone", "desktop", "twice-the-text", "print"])
)
def test_no_word_is_too_long_for_a_page_wherever_it_is(browser: Browser, site: Site, name: str) -> None:
    wide = []
    with reader_in(browser, MODES[name]) as page:
        for path in (*one_of_each_kind(site), "sciatica/symptoms/"):
            page.goto(site.address + path)
            page.evaluate(LONG_WORDS)
            find_layout_faults(page, MODES[name])
            wide += [f"{path}: {overflow(page)} px too wide"] if overflow(page) else []

    assert not wide, lines(wide)


def test_a_number_stays_in_one_piece_and_its_full_stop_with_it(browser_of_fonts: Browser, site: Site) -> None:
    broken = []
    with reader_in(browser_of_fonts, MODES["small-phone"]) as page:
        for width in range(SMALL_PHONE["width"], SMALL_PHONE["width"] + 60, 4):
            page.set_viewport_size({**SMALL_PHONE, "width": width})
            page.goto(f"{site.address}contact/")
            broken += [f"{width} px: {text}" for text in page.evaluate(BROKEN_NUMBERS)]

    assert not broken, lines(broken)


# The numbers of the text that are on two lines, or whose full stop is on the next.
BROKEN_NUMBERS = """
  () => [...document.querySelectorAll('main li .number')].filter(number => {
    const range = document.createRange()
    range.selectNodeContents(number)
    const rows = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
    const after = number.nextSibling
    if (!after?.data?.startsWith('.')) return rows.size > 1
    range.setStart(after, 0)
    range.setEnd(after, 1)
    return rows.size > 1 || range.getBoundingClientRect().top > number.getBoundingClientRect().bottom - 2
  }).map(number => number.closest('li').textContent)
"""


# Words of up to ten letters: a phone has room for them in text of twice the size.
BROKEN_WORDS = r"""
  () => [...document.querySelectorAll('.care-emergency :is(.care-heading > span, li)')].flatMap(part => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
    const words = []
    while (walker.nextNode())
      for (const { 0: word, index } of walker.currentNode.data.matchAll(/(?<!\p{L})\p{L}{2,10}(?!\p{L})/gu)) {
        const range = document.createRange()
        range.setStart(walker.currentNode, index)
        range.setEnd(walker.currentNode, index + word.length)
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) words.push(word)
      }
    return words
  })
"""


@pytest.mark.parametrize("path", ["", "sciatica/symptoms/", "es/"], ids=["home", "topic", "spanish"])
def test_large_text_breaks_no_usual_word_of_an_emergency_card(browser_of_fonts: Browser, site: Site, path: str) -> None:
    with reused_page(browser_of_fonts, PHONE) as page:
        set_default_size(page, 2 * USUAL_SIZE)
        page.goto(site.address + path)

        assert page.evaluate(BROKEN_WORDS) == []
