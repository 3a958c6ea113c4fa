"""What a reader can do with the keys alone, also without JavaScript."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.layout import MODES, Mode, reader_in
from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, lines, reused_page
from tests.examples import few

pytestmark = pytest.mark.browser

# The site has no scripts of its own but in forms.
WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", few([False, True]), ids=["no-scripts", "scripts"])
# The number of Tab presses after which a page is believed to have been walked through.
MANY = 150
FOCUSED_BOX = """
  () => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return null
    const { top, bottom, height } = focused.getBoundingClientRect()
    const bar = document.querySelector('.actions')
    const room = Math.min(innerHeight, bar.getBoundingClientRect().top)
    return {
      name: focused.textContent.trim().slice(0, 40), top, bottom, height, is_in_bar: bar.contains(focused),
      // Of what hardly fits, such as a table, some part is in sight.
      is_hidden: height < room / 2 ? top < 0 || bottom > room : top >= room || bottom <= 0,
    }
  }
"""

FOCUSED_OUTLINE = """
  () => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(focused)
    return { html: focused.outerHTML.slice(0, 80), style: outlineStyle, width: parseFloat(outlineWidth) }
  }
"""


@WITH_AND_WITHOUT_SCRIPTS
def test_the_first_tab_stop_skips_to_the_content(browser: Browser, site: Site, scripts: bool) -> None:
    with reused_page(browser, PHONE, java_script_enabled=scripts) as page:
        page.goto(f"{site.address}sciatica/symptoms/")

        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box() == pytest.approx(visible_box(page, ".skip"))
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def visible_box(page: Page, selector: str) -> dict[str, float]:
    """The part of an element's box that is in the window."""
    box, window = page.locator(selector).bounding_box(), page.viewport_size
    assert box is not None
    assert window is not None
    left, top = max(box["x"], 0), max(box["y"], 0)
    right, bottom = min(box["x"] + box["width"], window["width"]), min(box["y"] + box["height"], window["height"])
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


@WITH_AND_WITHOUT_SCRIPTS
def test_the_menu_of_a_phone_opens_with_the_keyboard(browser: Browser, site: Site, scripts: bool) -> None:
    with reused_page(browser, PHONE, java_script_enabled=scripts) as page:
        page.goto(site.address)
        first = page.locator(".menu a").first
        assert not first.is_visible()

        tab_to(page, ".menu summary")
        page.keyboard.press("Enter")

        assert first.is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.menu') !== null")


def test_the_menu_of_a_wide_window_is_open_without_scripts(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP, java_script_enabled=False) as page:
        page.goto(site.address)

        tab_to(page, ".menu a")

        assert page.locator(".menu a").first.is_visible()


@WITH_AND_WITHOUT_SCRIPTS
def test_an_expander_opens_with_the_keyboard(browser: Browser, site: Site, scripts: bool) -> None:
    with reused_page(browser, PHONE, java_script_enabled=scripts) as page:
        page.goto(site.address + page_with_expander(site))
        body = page.locator(".expander-body").first
        assert not body.is_visible()

        tab_to(page, ".expander > summary")
        page.keyboard.press("Space")

        assert body.is_visible()


def page_with_expander(site: Site) -> str:
    """The first page that holds an expander."""
    return next(path for path in site.pages if 'class="expander"' in site.read(path))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first element that matches has the focus."""
    target = page.locator(selector).first
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"'{selector}' cannot be reached with the Tab key")


@pytest.mark.matrix
@pytest.mark.parametrize("scheme", few(["light", "dark"]))
def test_where_the_focus_is_can_be_seen(browser: Browser, site: Site, scheme: Literal["light", "dark"]) -> None:
    faults = []
    with reused_page(browser, DESKTOP, color_scheme=scheme) as page:
        page.goto(f"{site.address}booking/telehealth/")
        for _ in range(MANY):
            page.keyboard.press("Tab")
            outline = page.evaluate(FOCUSED_OUTLINE)
            if outline is None:
                break
            if outline["style"] == "none" or outline["width"] < 2:
                faults.append(str(outline))

    assert not faults, lines(faults)


@pytest.mark.matrix
@pytest.mark.parametrize("mode", [MODES["small-phone"], MODES["text-spacing"]], ids=["small-phone", "text-spacing"])
@pytest.mark.parametrize("path", few(["booking/", "sciatica/symptoms/"]))
def test_the_bar_of_actions_does_not_cover_what_has_the_focus(
    browser: Browser, site: Site, path: str, mode: Mode
) -> None:
    boxes = []
    with reader_in(browser, mode) as page:
        page.goto(site.address + path)
        page.add_style_tag(content=mode.css or "/* none */")
        for _ in range(MANY):
            page.keyboard.press("Tab")
            box = page.evaluate(FOCUSED_BOX)
            if box is None:
                break
            boxes.append(box)

    faults = [str(box) for box in boxes if box["is_hidden"] and not box["is_in_bar"]]
    assert len(boxes) > 20
    assert not faults, lines(faults)


@pytest.mark.matrix
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_actions_are_large_enough_for_a_thumb(browser: Browser, site: Site, viewport: ViewportSize) -> None:
    with reused_page(browser, viewport) as page:
        page.goto(site.address)

        buttons = page.locator(".actions a, .actions summary").all()
        boxes = [button.bounding_box() for button in buttons if button.is_visible()]

        assert len(boxes) == 5
        assert all(box and box["width"] >= 44 and box["height"] >= 44 for box in boxes), boxes
