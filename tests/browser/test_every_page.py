"""What holds for every page of the shipped site."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, ZOOMED, lines, open_everything, overflow, reader, watch

pytestmark = pytest.mark.browser

# The gallery shows staff the components; search engines do not read it.
FOR_STAFF = "gallery/"
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
# WCAG 1.4.12, the values of its four points.
TEXT_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""
# Text that its own box cuts off. What is hidden on purpose is one pixel wide.
CUT_OFF = """
  () => [...document.querySelectorAll('body *')].filter(element => {
    const { overflowX, overflowY } = getComputedStyle(element)
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
    const cuts = overflow => overflow === 'hidden' || overflow === 'clip'
    return clientWidth > 1 && clientHeight > 1
      && (cuts(overflowX) && scrollWidth > clientWidth + 1 || cuts(overflowY) && scrollHeight > clientHeight + 1)
  }).map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)
"""
# Words that stick out of the column of their button, card or label, and so may lie on others.
STICKING_OUT = """
  () => [...document.querySelectorAll('.actions a, .menu summary, .button, .care-card, .page-card, .crumbs li')]
    .filter(element => element.offsetParent && element.scrollWidth > element.clientWidth + 1)
    .map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)
"""


def test_every_page_loads_without_a_complaint_of_the_browser_and_asks_no_other_site(
    browser: Browser, site: Site
) -> None:
    with reader(browser, DESKTOP) as page:
        visit = watch(page, site.address)

        for path in site.pages:
            response = page.goto(site.address + path)
            if response is None or response.status != 200:
                visit.faults.append(f"{path}: is not there")

        assert len(site.pages) > 40
        assert not visit.faults, lines(visit.faults)


def test_a_wrong_address_gets_a_page_that_leads_back(browser: Browser, site: Site) -> None:
    with reader(browser, PHONE) as page:
        response = page.goto(f"{site.address}sciatica/no-such-page/deeper/")

        assert response is not None
        assert response.status == 404
        page.locator("main a").first.click()
        assert page.url == site.address


def test_no_page_scrolls_sideways_at_400_percent_zoom_in_either_direction(browser: Browser, site: Site) -> None:
    faults = []
    with reader(browser, ZOOMED) as page:
        for path in site.pages:
            page.goto(site.address + path)
            open_everything(page)
            for direction in ("ltr", "rtl"):
                page.evaluate("direction => { document.documentElement.dir = direction }", direction)
                if overflow(page) > 0:
                    faults.append(f"{path}: {overflow(page)} px too wide ({direction})")

    assert not faults, lines(faults)


def test_wider_text_spacing_cuts_nothing_off(browser: Browser, site: Site) -> None:
    faults = []
    # Readers set this with a tool of their own, which the site's Content-Security-Policy does not stop.
    with reader(browser, PHONE, bypass_csp=True) as page:
        for path in site.pages:
            page.goto(site.address + path)
            open_everything(page)
            page.add_style_tag(content=TEXT_SPACING)
            faults += [f"{path}: cut off: {text}" for text in page.evaluate(CUT_OFF)]
            faults += [f"{path}: sticks out: {text}" for text in page.evaluate(STICKING_OUT)]
            if overflow(page) > 0:
                faults.append(f"{path}: {overflow(page)} px too wide")

    assert not faults, lines(faults)


def test_every_page_for_patients_has_structured_data_and_no_other_script(site: Site) -> None:
    faults = []
    for path in site.pages:
        scripts = SCRIPT.findall((site.folder / path / "index.html").read_text("utf-8"))
        kinds = [attributes for attributes, _ in scripts]
        expected = [] if path.startswith(FOR_STAFF) else [' type="application/ld+json"']
        if kinds != expected or not all(json.loads(text)["@graph"] for _, text in scripts):
            faults.append(f"{path}: has scripts of the kinds {kinds}")

    assert not faults, lines(faults)
