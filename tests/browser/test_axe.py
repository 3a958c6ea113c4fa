"""axe-core finds no fault against WCAG 2.2 A and AA, nor against its own list of good practice."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, lines, open_everything, reader

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe leaves this rule out unless it is asked for by name: targets of 24 px or with space around them.
TARGET_SIZE = "target-size"
# Without `preload`, which reads style sheets for a rule that is not among these tags.
RUN = """
  ([tags, rule, exclude]) => axe.run({ exclude }, {
    runOnly: { type: 'tag', values: tags }, rules: { [rule]: { enabled: true } },
    resultTypes: ['violations'], elementRef: false, preload: false,
  }).then(({ violations, passes }) => ({ violations, passes: passes.map(({ id }) => id) }))
"""
READERS: tuple[tuple[str, ViewportSize, Literal["light", "dark"]], ...] = (
    ("desktop, light", DESKTOP, "light"),
    ("phone, dark", PHONE, "dark"),
)
# These are the same on all pages, so that a second look would find nothing but take a third of the time.
SAME_EVERYWHERE = [".site-header", ".site-footer"]


# Each half of the pages is loaded once for both kinds of reader. There are halves so that two workers can share them.
@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_no_fault_on_any_page(browser: Browser, site: Site, half: int) -> None:
    faults, kinds = [], set()
    pages = (*site.pages, "404.html")[half::2]
    with reader(browser, DESKTOP) as page:
        page.add_init_script(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        for path in pages:
            page.goto(site.address + path)
            kind = page.locator("body").get_attribute("class")
            for name, viewport, scheme in READERS:
                page.set_viewport_size(viewport)
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found = run_axe(page, leave_out=SAME_EVERYWHERE if kind in kinds else [])
                assert TARGET_SIZE in found["passes"], "axe did not look at the size of targets"
                faults += [f"{path} ({name}): {fault}" for rule in found["violations"] for fault in describe(rule)]
            kinds.add(kind)

    assert len(pages) > 20
    assert len(kinds) > 8
    assert not faults, lines(faults)


def run_axe(page: Page, leave_out: list[str]) -> dict[str, Any]:
    """What axe finds on a page with everything opened: the rules that are broken, and the names of those that hold."""
    open_everything(page)
    found: dict[str, Any] = page.evaluate(RUN, [TAGS, TARGET_SIZE, leave_out])
    return found


def describe(rule: dict[str, Any]) -> list[str]:
    """One line for each element that breaks a rule of axe."""
    return [f"{rule['id']}: {node['target'][0]}: {node['failureSummary']!r}" for node in rule["nodes"]]
