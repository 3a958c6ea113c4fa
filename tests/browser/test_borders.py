"""Borders that mean something can be seen: of cards, warnings, fields and buttons, in light and in dark.

WCAG 2.2, 1.4.11: at least 3:1 against what is around. Lines that only divide or group are free to be quiet.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import Site
from tests.browser.visits import PHONE, lines, open_everything, reader

pytestmark = pytest.mark.browser

# The elements, and the side of the border that means something.
BORDERS = {
    ".care-card": "BlockStart",
    ".do-list": "InlineStart",
    ".warning": "BlockStart",
    ".form-emergency": "InlineStart",
    ".form-demo": "BlockStart",
    ".request-note": "InlineStart",
    ".field > input, .field > select, .field > textarea": "BlockStart",
    ".side summary": "BlockStart",
    ".menu summary": "BlockStart",
    ".letters a": "BlockStart",
    ".pager a": "BlockStart",
    ".next-step": "BlockStart",
    ".inset": "InlineStart",
    ".alert": "BlockEnd",
    ".aid-unknown": "BlockStart",
    ".review-edited .review-line": "InlineStart",
    ".actions [aria-current='page']": "BlockEnd",
}
RATIOS = """
  borders => {
    const numbers = color => color.match(/[\\d.]+/g).map(Number)
    const part = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    const luminance = color => {
      const [red, green, blue] = numbers(color).map(value => part(color.startsWith('color') ? value : value / 255))
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const isSolid = color => color !== 'rgba(0, 0, 0, 0)' && (numbers(color)[3] ?? 1) === 1
    const around = element => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor
        if (isSolid(color)) return color
      }
      return 'rgb(255, 255, 255)'
    }
    return Object.entries(borders).flatMap(([selector, side]) =>
      [...document.querySelectorAll(selector)].filter(element => element.getClientRects().length)
        .map(element => {
          const color = getComputedStyle(element)[`border${side}Color`]
          const [dark, light] = [luminance(color), luminance(around(element))].sort((a, b) => a - b)
          const width = parseFloat(getComputedStyle(element)[`border${side}Width`])
          return [selector, width && isSolid(color) ? (light + 0.05) / (dark + 0.05) : 0]
        }))
  }
"""


@pytest.mark.matrix
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_border_that_means_something_has_a_contrast_of_three(browser: Browser, site: Site, scheme: str) -> None:
    faults, met = [], set()
    with reader(browser, PHONE, color_scheme=scheme) as page:
        for path in site.pages:
            page.goto(site.address + path)
            open_everything(page)
            ratios = page.evaluate(RATIOS, BORDERS)
            met |= {selector for selector, _ in ratios}
            faults += [f"{path}: {selector}: {ratio:.2f}" for selector, ratio in ratios if ratio < 3]

    assert not faults, lines(sorted(set(faults)))
    assert met == set(BORDERS), "a border of the list is on no page"
