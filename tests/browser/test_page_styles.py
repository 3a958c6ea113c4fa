"""A page has every style that could do something to it, also to what its script adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from plainleaf.content.load import load
from plainleaf.index.addresses import make_addresses
from plainleaf.index.style_sheets import make_style_sheets, shorten
from plainleaf.problems import Report
from tests.browser.served_site import FOLDER, Site
from tests.browser.visits import PHONE, lines, open_everything, reader
from tests.shipped_site import ADDRESS, copy_site

pytestmark = pytest.mark.browser

FORM = "booking/telehealth/"
# What a form's script adds or marks, and of it all that a reader could see.
LOOKS = """
  () => [...document.querySelectorAll('.form-problem, .form-problem *, .field-error, .is-wrong, .is-wrong *')].map(at =>
    [at.localName, at.className, ...[...getComputedStyle(at)]
      .filter(name => !name.startsWith('--')).map(name => `${name}: ${getComputedStyle(at)[name]}`)])
"""
ONLY = """
  css => {
    document.querySelectorAll('link[rel=stylesheet]').forEach(link => link.remove())
    document.head.append(Object.assign(document.createElement('style'), { textContent: css }))
  }
"""
# The rules of whole styles that match something on a page in one of its states, and that its own styles lack.
LACKING = r"""
  async whole => {
    const rulesOf = text => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      return [...sheet.cssRules]
    }
    const split = selectors => selectors.split(/,(?![^([]*[)\]])/).map(each => each.trim())
    const collect = (rules, around = '') => [...rules].flatMap(rule => {
      if (rule instanceof CSSStyleRule && rule.selectorText === ':root')
        return [...rule.style].map(name => [around, ':root', `${name}:${rule.style.getPropertyValue(name)}`])
      if (rule instanceof CSSStyleRule)
        return split(rule.selectorText).map(selector => [around, selector, rule.style.cssText])
      const words = `${around} ${rule.constructor.name} ${rule.conditionText ?? rule.name ?? ''}`
      return rule.cssRules ? collect(rule.cssRules, words) : [[around, '', rule.cssText]]
    })
    const links = [...document.querySelectorAll('link[rel=stylesheet]')]
    const texts = await Promise.all(links.map(async link => (await fetch(link.href)).text()))
    const own = new Set(texts.flatMap(text => collect(rulesOf(text))).map(rule => rule.join('\n')))
    const used = new Set(texts.flatMap(text => text.match(/var\(\s*--[\w-]+/g) ?? []).map(each => each.slice(4).trim()))
    const anyState = selector => selector
      .replace(/::[\w-]+(\([^)]*\))?|\[open\]/g, '')
      .replace(/:(hover|focus-visible|focus-within|focus|active|target|checked|invalid|user-invalid|disabled)\b/g, '')
      .replace(/:(visited|link|open|placeholder-shown|autofill)\b|:(not|is|where)\(\s*\)/g, '')
      .replace(/(^|[\s>+~])(?=[\s>+~]|$)/g, '$1*').replace(/\*\*/g, '*') || '*'
    const isNeeded = ([, selector, block]) => selector === ':root'
      ? used.has(block.split(':')[0]) : selector === '' || document.querySelector(anyState(selector))
    const all = collect(rulesOf(whole))
    return [all.length, all.filter(rule => !own.has(rule.join('\n')) && isNeeded(rule)).map(rule => rule.join(' '))]
  }
"""


def whole_styles(workplace: Path) -> str:
    """All styles of the shipped site in one sheet, with the short names of the built one."""
    root = copy_site(workplace / "root", (f"address: {ADDRESS}/", f"address: {ADDRESS}/{FOLDER}/"))
    inputs = load(root, Report())
    addresses = make_addresses(inputs.settings)
    served = make_style_sheets(replace(inputs, is_served=True), addresses)
    return shorten(served.job.text, make_style_sheets(inputs, addresses).short)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `whole_styles` says."""
    return whole_styles(tmp_path_factory.mktemp("whole"))


def show_errors(page: Page) -> None:
    """Send a form without answers, if the page has one, and open all that can be opened."""
    if page.locator(".form-next").count():
        page.locator(".form-next").click()
    open_everything(page)


def test_what_is_wrong_in_a_form_looks_as_with_all_styles(browser: Browser, site: Site, whole: str) -> None:
    with reader(browser, PHONE, bypass_csp=True) as page:
        page.goto(site.address + FORM)
        page.locator(".form-next").click()
        looks: list[Any] = page.evaluate(LOOKS)
        page.evaluate(ONLY, whole)

        assert {"form-problem", "field-error"} <= {name for _, name, *_ in looks}
        assert page.evaluate(LOOKS) == looks


@pytest.mark.matrix
def test_a_page_has_every_rule_that_matches_something_on_it(browser: Browser, site: Site, whole: str) -> None:
    faults = []
    with reader(browser, PHONE, bypass_csp=True) as page:
        for path in site.every():
            page.goto(site.address + path)
            show_errors(page)
            count, lacking = page.evaluate(LACKING, whole)
            assert count > 500
            faults += [f"{path}: {rule}" for rule in lacking]

    assert not faults, lines(faults)
