"""Pages fit whatever window, direction, size of text and font their reader has."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser

from tests.browser.layout import MODES, Mode, find_layout_faults, one_of_each_kind, reader_in
from tests.browser.served_site import Site
from tests.browser.visits import lines

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
