"""axe-core finds no fault against WCAG 2.2 A and AA, its contrast of AAA, nor against its own list of good practice."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.layout import MODES, Mode, one_of_each_kind, one_translated_of_each_kind, reader_in
from tests.browser.served_site import Site
from tests.browser.visits import lines, open_everything

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe skips these rules unless it is asked for them by name: targets of 24 px or with space around them, and the
# contrast of level AAA, 7:1 for text and 4.5:1 for large text, which includes that of AA.
TARGET_SIZE, CONTRAST = "target-size", "color-contrast-enhanced"
# Of a site with colors of its own, level AA is asked.
RULES_OF_ANY_SITE = {TARGET_SIZE: {"enabled": True}}
# The colors that we ship are those of level AAA.
RULES = {TARGET_SIZE: {"enabled": True}, CONTRAST: {"enabled": True}, "color-contrast": {"enabled": False}}
# Without `preload`, which reads style sheets for a rule that is not among these tags.
RUN = """
  ([tags, rules, exclude]) => axe.run({ exclude }, {
    runOnly: { type: 'tag', values: tags }, rules,
    resultTypes: ['violations'], elementRef: false, preload: false,
  }).then(({ violations, passes }) => ({ violations, passes: passes.map(({ id }) => id) }))
"""
# These are the same on all pages, so that a second look would find nothing but take a third of the time.
SAME_EVERYWHERE = [".site-header", ".site-footer"]


def test_axe_finds_no_fault_on_a_page_of_each_kind(browser: Browser, site: Site) -> None:
    faults = find_faults(browser, site, one_of_each_kind(site), "dark")

    assert not faults, lines(faults)


@pytest.mark.matrix
@pytest.mark.parametrize("mode", ["small-phone", "desktop", "dark", "desktop-dark"])
def test_axe_finds_no_fault_on_any_page_in_any_mode(browser: Browser, site: Site, mode: str) -> None:
    faults = find_faults(browser, site, (*site.pages, "404.html"), mode)

    assert not faults, lines(faults)


@pytest.mark.matrix
@pytest.mark.parametrize("mode", ["small-phone", "desktop-dark", "forced-colors"])
def test_axe_finds_no_fault_on_a_page_of_each_kind_in_other_languages(browser: Browser, site: Site, mode: str) -> None:
    faults = find_faults(browser, site, one_translated_of_each_kind(site), mode)

    assert not faults, lines(faults)


@pytest.mark.matrix
def test_axe_finds_no_fault_on_a_page_of_each_kind_in_forced_colors(browser: Browser, site: Site) -> None:
    faults = find_faults(browser, site, one_of_each_kind(site), "forced-colors")

    assert not faults, lines(faults)


def find_faults(browser: Browser, site: Site, pages: Sequence[str], name: str) -> list[str]:
    """What axe finds on some pages for readers in a mode."""
    faults: list[str] = []
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    with reader_in(browser, MODES[name]) as page:
        for number, path in enumerate(pages):
            # A page that opens in the height of the one before would be painted as high as that.
            page.set_viewport_size(MODES[name].viewport)
            page.goto(site.address + path)
            page.evaluate(axe)
            show_whole(page, MODES[name])
            found = page.evaluate(RUN, [TAGS, RULES, SAME_EVERYWHERE if number else []])
            assert TARGET_SIZE in found["passes"], "axe did not look at the size of targets"
            assert CONTRAST in found["passes"], "axe did not look at the contrast of text"
            faults += [f"{path}: {fault}" for rule in found["violations"] for fault in describe(rule)]
    return faults


def show_whole(page: Page, mode: Mode) -> None:
    """Open everything in a window as high as the page: axe does not scroll to what the action bar covers."""
    open_everything(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**mode.viewport, "height": max(height, mode.viewport["height"])})


def describe(rule: dict[str, Any]) -> list[str]:
    """One line for each element that breaks a rule of axe."""
    return [f"{rule['id']}: {node['target'][0]}: {node['failureSummary']!r}" for node in rule["nodes"]]
