"""The message for the whole site, on the screen and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, reused_page, style

pytestmark = [pytest.mark.browser, pytest.mark.matrix]


def test_the_message_for_the_whole_site_is_printed_in_full_with_its_end(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        text = page.locator(".alert-text")
        assert not text.is_visible()

        page.emulate_media(media="print")

        assert page.get_by_text("Cough or fever? Call first").is_visible()
        assert text.is_visible()
        assert "We have free ones at the door." in text.inner_text()
        assert "March 31, 2027" in text.inner_text()
        assert all(part.is_visible() for part in text.locator("p, li").all())
        assert float(style(page, ".alert-text p", "fontSize").removesuffix("px")) >= 12 * 96 / 72


def test_the_message_for_the_whole_site_is_told_once_and_opens_by_keyboard(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(site.address)
        assert page.get_by_text("We have free ones at the door.").count() == 1

        page.locator(".alert summary").focus()
        page.keyboard.press("Enter")

        assert page.locator(".alert-text").is_visible()
        page.keyboard.press("Enter")
        assert not page.locator(".alert-text").is_visible()
