"""Pages fit whatever window, direction, size of text and font their reader has."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser

from tests.browser.layout import MODES, Mode, find_layout_faults, one_of_each_kind, reader_in
from tests.browser.served_site import Site
from tests.browser.visits import SMALL_PHONE, lines, overflow

pytestmark = pytest.mark.browser

IN_EVERY_MODE = pytest.mark.parametrize("mode", MODES.values(), ids=MODES)


def check_pages(browser: Browser, site: Site, pages: Sequence[str], mode: Mode) -> None:
    """Assert that nothing is wrong with the layout of some pages."""
    faults = []
    with reader_in(browser, mode) as page:
        for path in pages:
            page.goto(site.address + path)
            faults += [f"{path}: {fault}" for fault in find_layout_faults(page, mode)]

    assert not faults, lines(faults)


@IN_EVERY_MODE
def test_a_page_of_each_kind_fits(browser: Browser, site: Site, mode: Mode) -> None:
    pages = one_of_each_kind(site)

    assert len(pages) > 8
    check_pages(browser, site, pages, mode)


def test_a_page_of_each_kind_fits_with_fonts_that_its_reader_may_have(each_browser: Browser, site: Site) -> None:
    check_pages(each_browser, site, one_of_each_kind(site), MODES["text-spacing"])


@pytest.mark.matrix
@IN_EVERY_MODE
def test_every_page_fits(each_browser: Browser, site: Site, mode: Mode) -> None:
    check_pages(each_browser, site, site.pages, mode)


WIDE_TABLE = """
  () => document.querySelector('.prose').insertAdjacentHTML('beforeend', `
    <table><thead><tr>${'<th>Neuropathophysiology</th>'.repeat(6)}</tr></thead></table>`)
"""


def test_a_table_that_is_wider_than_a_phone_scrolls_in_its_own_box_and_stays_a_table(
    browser: Browser, site: Site
) -> None:
    with reader_in(browser, MODES["small-phone"]) as page:
        page.goto(f"{site.address}about/")
        page.evaluate(WIDE_TABLE)

        table = page.get_by_role("table")

        assert overflow(page) == 0
        assert table.evaluate("element => element.scrollWidth > element.clientWidth")
        assert page.get_by_role("columnheader").count() == 6


def test_a_number_stays_in_one_piece_and_its_full_stop_with_it(each_browser: Browser, site: Site) -> None:
    broken = []
    with reader_in(each_browser, MODES["small-phone"]) as page:
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
