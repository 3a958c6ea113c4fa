"""What a screen reader tells: each name once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.layout import one_of_each_kind
from tests.browser.served_site import Site
from tests.browser.visits import PHONE, lines, reused_page

pytestmark = pytest.mark.browser

# "Call: Call us", as a part of a line such as: - link "Call: Call us: 555-0100".
TWICE = re.compile(r"\"(\w[\w ]*): \1\b[^\"]*\"", re.IGNORECASE)
CALL = re.compile(r'link "(?:Call us|Llámenos): \d')


def test_no_name_says_the_same_words_twice(browser: Browser, site: Site) -> None:
    faults = []
    with reused_page(browser, PHONE) as page:
        for path in one_of_each_kind(site):
            page.goto(site.address + path)
            told = page.locator("body").aria_snapshot()
            faults += [f"{path}: {found.group()}" for found in TWICE.finditer(told)]
            assert CALL.search(told)

    assert not faults, lines(faults)
