"""What a reader has on the first screen of a phone, and how little of it is not about her."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.layout import one_of_each_kind, one_translated_of_each_kind
from tests.browser.served_site import Site
from tests.browser.visits import lines, reused_page
from tests.examples import few

pytestmark = pytest.mark.browser

PHONE = ViewportSize(width=360, height=780)
SMALL_PHONE = ViewportSize(width=320, height=568)
TABLET = ViewportSize(width=768, height=1024)
# In pixels from the top of a window: where the first useful words of the home page have begun.
SOON = 400
# The ends of the card that a page begins with, of what it says first, and of the window above the action bar.
MEASURE = """
  () => {
    const end = selector => document.querySelector(selector)?.getBoundingClientRect().bottom ?? null
    return {
      heading: end('.lead .care-emergency .care-heading'),
      sign: end('.lead .care-emergency li'),
      bar: document.querySelector('.actions').getBoundingClientRect().top,
    }
  }
"""


def begins_with_the_card(site: Site, path: str) -> bool:
    """Whether the text of a page begins with an emergency card."""
    return '<div class="lead' in site.read(path)


def faults_of(seen: dict[str, Any], *, with_sign: bool) -> list[str]:
    """What of a card is below the first screen."""
    ends = {"heading": seen["heading"], **({"first sign": seen["sign"]} if with_sign else {})}
    return [
        f"its {name} ends at {end} px, the screen at {seen['bar']}" for name, end in ends.items() if end > seen["bar"]
    ]


def faults_on_phones(browser: Browser, site: Site, pages: tuple[str, ...]) -> list[str]:
    """Where the emergency card that pages begin with is not on the first screen of two phones."""
    faults = []
    for viewport, with_sign in ((PHONE, True), (SMALL_PHONE, False)):
        with reused_page(browser, viewport) as page:
            for path in pages:
                page.goto(site.address + path)
                found = faults_of(page.evaluate(MEASURE), with_sign=with_sign)
                faults += [f"{path} at {viewport['width']} px: {fault}" for fault in found]
    return faults


def test_the_card_that_a_page_begins_with_is_on_the_first_screen(browser_of_fonts: Browser, site: Site) -> None:
    chosen = (*one_of_each_kind(site), *one_translated_of_each_kind(site))
    pages = tuple(path for path in chosen if begins_with_the_card(site, path))

    faults = faults_on_phones(browser_of_fonts, site, pages)

    assert len(pages) >= 5
    assert not faults, lines(faults)


@pytest.mark.matrix
def test_the_card_that_any_page_begins_with_is_on_the_first_screen(each_browser: Browser, site: Site) -> None:
    pages = tuple(path for path in site.every() if begins_with_the_card(site, path))

    faults = faults_on_phones(each_browser, site, pages)

    assert len(pages) >= 10
    assert not faults, lines(faults)


def test_the_card_is_heard_before_the_contents_and_after_the_title(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}sciatica/symptoms/")

        parts = page.evaluate("""
          () => [...document.querySelectorAll(
              '.skip, header, .actions, .alert, .crumbs, main, h1, .lead, .side, .article')]
            .map(({ className, localName }) => className.split(' ')[0] || localName)
        """)

        expected = ["skip", "site-header", "actions", "alert", "crumbs", "main", "h1", "lead", "side", "article"]
        assert parts == expected
        snapshot = page.locator("main").aria_snapshot()
        places = [snapshot.index(name) for name in ("Symptoms of sciatica", "Call 911", "Guide: Sciatica")]
        assert places == sorted(places)


@pytest.mark.parametrize("viewport", [PHONE, SMALL_PHONE], ids=["phone", "small-phone"])
@pytest.mark.parametrize("path", ["", "es/"], ids=["english", "spanish"])
def test_the_first_useful_sentence_of_home_begins_high_on_the_screen(
    browser_of_fonts: Browser, site: Site, viewport: ViewportSize, path: str
) -> None:
    with reused_page(browser_of_fonts, viewport) as page:
        page.goto(site.address + path)

        end_of_first_line = page.locator(".lede").evaluate("""
          element => {
            const range = document.createRange()
            range.selectNodeContents(element)
            return range.getClientRects()[0].bottom
          }
        """)

        assert end_of_first_line < SOON


def test_home_shows_a_sign_of_an_emergency_on_the_first_screen(browser_of_fonts: Browser, site: Site) -> None:
    with reused_page(browser_of_fonts, PHONE) as page:
        page.goto(site.address)

        sign, bar = page.locator(".care-emergency li").first.bounding_box(), page.locator(".actions").bounding_box()

        assert sign is not None
        assert bar is not None
        assert sign["y"] + sign["height"] <= bar["y"]


@pytest.mark.matrix
def test_the_alert_is_one_line_until_it_is_opened(browser_of_fonts: Browser, site: Site) -> None:
    with reused_page(browser_of_fonts, PHONE) as page:
        page.goto(site.address)

        rows = page.locator(".alert-title").evaluate("element => element.getClientRects().length || 0")
        box = page.locator(".alert").bounding_box()

        assert rows == 1
        assert box is not None
        assert box["height"] < 50


def test_an_opened_alert_is_one_note_on_wide_windows(browser_of_fonts: Browser, site: Site) -> None:
    with reused_page(browser_of_fonts, TABLET) as page:
        page.goto(site.address)
        page.locator(".alert summary").click()
        title, text = (page.locator(each) for each in (".alert summary", ".alert-text"))
        grounds = {each.evaluate("element => getComputedStyle(element).backgroundColor") for each in (title, text)}
        upper, lower = title.bounding_box(), text.bounding_box()

        assert len(grounds) == 1
        assert upper is not None
        assert lower is not None
        assert (upper["x"], upper["width"]) == (lower["x"], lower["width"])
        assert upper["y"] + upper["height"] == pytest.approx(lower["y"])


@pytest.mark.matrix
def test_the_emergency_line_is_beside_the_name_where_both_fit(browser_of_fonts: Browser, site: Site) -> None:
    with reused_page(browser_of_fonts, TABLET) as page:
        page.goto(site.address)
        assert is_beside(page, ".emergency-line", ".brand")

        page.set_viewport_size(PHONE)

        assert not is_beside(page, ".emergency-line", ".brand")


def is_beside(page: Page, one: str, other: str) -> bool:
    """Whether two elements share a row of the page."""
    first, second = page.locator(one).bounding_box(), page.locator(other).bounding_box()
    assert first is not None
    assert second is not None
    return first["y"] < second["y"] + second["height"] and second["y"] < first["y"] + first["height"]


@pytest.mark.matrix
@pytest.mark.parametrize("viewport", few([SMALL_PHONE, PHONE, TABLET]), ids=["320", "360", "768"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_menu_button_stays_where_it_is_when_the_menu_opens(
    browser_of_fonts: Browser, site: Site, viewport: ViewportSize, direction: str
) -> None:
    with reused_page(browser_of_fonts, viewport) as page:
        page.goto(site.address)
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        button, first = page.locator(".menu summary"), page.locator(".menu a").first
        closed = button.bounding_box()

        button.click()

        assert first.is_visible()
        assert button.bounding_box() == closed
        assert closed is not None
        entry = first.bounding_box()
        assert entry is not None
        assert entry["y"] >= closed["y"] + closed["height"]


@pytest.mark.matrix
@pytest.mark.parametrize("path", ["sciatica/symptoms/", "es/"], ids=["english", "spanish"])
def test_the_foot_of_a_page_is_one_screen_at_most(browser_of_fonts: Browser, site: Site, path: str) -> None:
    with reused_page(browser_of_fonts, PHONE) as page:
        page.goto(site.address + path)
        foot = page.locator(".site-footer")
        box = foot.bounding_box()

        assert box is not None
        assert box["height"] <= PHONE["height"]
        assert foot.locator(".footer-contacts dd a[href^='tel:']").count() == 2
        assert foot.locator("a[href$='/contact/'], a[href$='/contacto/']").count() == 1
        assert len(set(foot.locator("address").all_inner_texts())) == foot.locator("address").count() == 2
