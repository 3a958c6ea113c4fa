"""A decision aid in the browser: it can be marked, sends and keeps nothing, and prints on one sheet."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, reader, reused_page, style, watch
from tests.examples import few

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

SURGERY = "sciatica/surgery-or-wait/"
AIDS = (SURGERY, "sciatica/treatments/epidural-injection/")
# Takes away what is before and after the aid, and leaves the elements that it is in.
ALONE = """
  () => {
    for (let part = document.querySelector('.aid'); part !== document.body; part = part.parentElement)
      for (const other of [...part.parentElement.children]) if (other !== part) other.remove()
  }
"""
PAPER = ("Letter", "A4")


def sheets(page: Page, paper: str) -> int:
    """How many sheets of paper a page is printed on."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(format=paper)))


@pytest.mark.parametrize("path", few(AIDS))
def test_an_aid_is_printed_on_one_sheet_of_its_own(path: str, browser_of_fonts: Browser, site: Site) -> None:
    with reused_page(browser_of_fonts, DESKTOP) as page:
        page.goto(site.address + path)
        page.evaluate(ALONE)

        assert {paper: sheets(page, paper) for paper in PAPER} == dict.fromkeys(PAPER, 1)


def test_an_aid_can_be_marked_and_nothing_of_it_is_sent_or_kept(browser: Browser, site: Site) -> None:
    with reader(browser, PHONE) as page:
        page.goto(site.address + SURGERY)
        visit = watch(page, site.address)

        step = page.locator(".aid-steps").first.get_by_label("5")
        step.check()
        page.keyboard.press("Enter")

        assert step.is_checked()
        assert page.url == site.address + SURGERY
        # A browser may look for the icon of the site at any time.
        assert [address for address in visit.requests if "/icons/" not in address] == []
        assert page.locator(".aid input").evaluate_all("inputs => inputs.filter(input => input.form)") == []
        assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_each_step_of_a_scale_says_what_it_is_about(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(site.address + SURGERY)

        scale = page.get_by_role("group", name="I want to avoid surgery and its risks.")

        assert [step.get_attribute("value") for step in scale.get_by_role("radio").all()] == list("12345")
        assert scale.get_by_role("radio", name="1, Not at all").is_visible()
        assert scale.get_by_role("radio", name="5, Very much").is_visible()


@pytest.mark.parametrize("forced", ["none", "active"])
def test_filled_people_differ_from_others_in_shape_in_all_colors(
    forced: Literal["none", "active"], browser: Browser, site: Site
) -> None:
    with reused_page(browser, PHONE, forced_colors=forced) as page:
        page.goto(site.address + SURGERY)
        drawing = page.get_by_role("img", name="Drawing of 100 people, 44 of them filled.")

        assert drawing.is_visible()
        assert drawing.locator(".person-yes").count() == drawing.locator("circle").count() == 1
        assert style(page, ".person-no", "fill") == "none"
        assert style(page, ".person-yes", "fill") != style(page, ".aid", "backgroundColor")
        assert style(page, ".person-no", "stroke") != style(page, ".aid", "backgroundColor")


def test_text_of_an_aid_on_paper_is_at_least_12_points(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(site.address + SURGERY)
        page.emulate_media(media="print")

        for selector in (
            ".aid-intro p",
            ".aid-good li",
            ".aid-name",
            ".aid-count",
            ".aid-scale legend",
            ".aid-list li",
        ):
            assert float(style(page, selector, "fontSize").removesuffix("px")) >= 12 * 96 / 72, selector
