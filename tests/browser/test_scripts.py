"""Pages in other scripts: what is on which side, in which order characters stand, where lines break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from tests.browser.layout import MODES, find_layout_faults, reader_in
from tests.browser.served_site import FOLDER, HOST, Site, serve_site
from tests.browser.visits import DESKTOP, PHONE, SMALL_PHONE, lines, overflow, reused_page, style
from tests.language_site import build_languages
from tests.shared_folders import share

pytestmark = pytest.mark.browser

WINDOWS = {"small-phone": SMALL_PHONE, "desktop": DESKTOP}
# Texts that run from left to right whose characters are in another order on the page. Lines are compared one by
# one. Brackets in Arabic text are Arabic ones.
OUT_OF_ORDER = """
  () => {
    const rtl = /[\\u0590-\\u08ff]/
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const faults = []
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode
      if (rtl.test(data) || !/\\w/.test(data) || !parentElement.checkVisibility()) continue
      const skipped = parentElement.closest('[dir=ltr]') ? /\\s/ : /[\\s()]/
      let last = null
      for (let at = 0; at < data.length; at++) {
        if (skipped.test(data[at])) continue
        range.setStart(walker.currentNode, at)
        range.setEnd(walker.currentNode, at + 1)
        const { left, top, width } = range.getBoundingClientRect()
        if (!width) continue
        if (last && Math.abs(last.top - top) < 2 && left <= last.left) {
          faults.push(`${data.trim()} in ${parentElement.outerHTML.slice(0, 80)}`)
          break
        }
        last = { left, top }
      }
    }
    return faults
  }
"""
# From the left edge of one element to the left edge of another, in pixels.
LEFT_OF = """
  ([one, other]) => {
    const left = selector => document.querySelector(selector).getBoundingClientRect().left
    return left(other) - left(one)
  }
"""
# Where the first and the last character of an element are.
ENDS = """
  element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode)
    const at = (node, index) => {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + 1)
      return range.getClientRects()[0].left
    }
    const last = texts.at(-1)
    return [at(texts[0], texts[0].data.search(/\\S/)), at(last, last.data.trimEnd().length - 1)]
  }
"""
# Characters that begin a line, though no line may begin with them.
LINES_THAT_BEGIN_WRONG = """
  () => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const found = []
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode
      if (!parentElement.checkVisibility()) continue
      let last = null
      for (let at = 0; at < data.length; at++) {
        range.setStart(walker.currentNode, at)
        range.setEnd(walker.currentNode, at + 1)
        const { top, width } = range.getBoundingClientRect()
        if (!width) continue
        const begins = last !== null && top > last + 4
        if (begins && /[，。、；：？！）》”]/.test(data[at])) found.push(data.slice(at - 5, at + 1))
        last = top
      }
    }
    return found
  }
"""
# Elements that lay out the words of one sentence as columns: a row of boxes in which a text has others beside it.
SENTENCES_IN_COLUMNS = """
  () => [...document.querySelectorAll('main *, .top *')].filter(element => {
    if (element.matches('summary') || !/flex|grid/.test(getComputedStyle(element).display)) return false
    const isText = node => node.nodeType === Node.TEXT_NODE
    const words = [...element.childNodes]
      .filter(node => node.textContent.trim() && (isText(node) || node.checkVisibility?.()))
    return words.length > 1 && words.some(isText)
  }).map(element => element.outerHTML.slice(0, 120))
"""
# Links of the switch that take more than two lines, or stick out of the window.
NARROW_LINKS = """
  () => [...document.querySelectorAll('.languages a')].filter(link => {
    const { left, right, height } = link.getBoundingClientRect()
    const line = parseFloat(getComputedStyle(link).lineHeight)
    return height > 2.5 * line || left < 0 || right > document.documentElement.clientWidth
  }).map(link => link.textContent)
"""


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site in five languages, built and served."""

    def build(folder: Path) -> None:
        address = ("address: https://small.example/", f"address: https://small.example/{FOLDER}/")
        run = build_languages(folder / "root", folder / HOST / FOLDER, address)
        assert run.code == 0, run.problems

    with serve_site(share(tmp_path_factory, "served-languages", build) / HOST) as site:
        yield site


def ends_of(page: Page, selector: str) -> tuple[float, float]:
    """The left edges of the first and of the last character of an element."""
    first, last = page.locator(selector).first.evaluate(ENDS)
    return first, last


@pytest.mark.matrix
@pytest.mark.parametrize("name", ["small-phone", "desktop", "print"])
def test_every_page_in_every_language_fits(browser: Browser, languages: Site, name: str) -> None:
    faults = []
    with reader_in(browser, MODES[name]) as page:
        for path in languages.every_translated():
            page.goto(languages.address + path)
            is_rtl = page.locator("html").get_attribute("dir") == "rtl"
            mode = replace(MODES[name], direction="rtl") if is_rtl else MODES[name]
            faults += [f"{path}: {fault}" for fault in find_layout_faults(page, mode)]

    assert len(languages.every_translated()) > 40
    assert not faults, lines(faults)


@pytest.fixture(scope="module")
def on_phones(browser: Browser, languages: Site) -> Mapping[str, list[str]]:
    """What each of two scripts finds on the pages in all languages, which takes some seconds to visit."""
    found: dict[str, list[str]] = {SENTENCES_IN_COLUMNS: [], NARROW_LINKS: []}
    with reused_page(browser, PHONE) as page:
        for path in languages.every_translated():
            page.goto(languages.address + path)
            for script, faults in found.items():
                faults += [f"{path}: {text}" for text in page.evaluate(script)]
    return found


def test_no_sentence_is_laid_out_as_columns(on_phones: Mapping[str, list[str]]) -> None:
    faults = on_phones[SENTENCES_IN_COLUMNS]

    assert not faults, lines(faults)


def test_each_language_of_the_switch_has_room_for_its_words_on_a_phone(on_phones: Mapping[str, list[str]]) -> None:
    faults = on_phones[NARROW_LINKS]

    assert not faults, lines(faults)


@pytest.mark.matrix
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("window", WINDOWS)
def test_what_runs_from_left_to_right_stays_in_order_on_arabic_pages(
    browser: Browser, languages: Site, window: str, media: str
) -> None:
    faults = []
    with reused_page(browser, WINDOWS[window]) as page:
        for path in languages.translated["ar"]:
            page.goto(languages.address + path)
            page.emulate_media(media="print" if media == "print" else "screen")
            faults += [f"{path}: {text}" for text in page.evaluate(OUT_OF_ORDER)]

    assert not faults, lines(faults)


def test_a_number_that_is_not_set_apart_would_be_found(browser: Browser, languages: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{languages.address}ar/contact/")
        page.evaluate("document.querySelectorAll('bdi').forEach(each => each.replaceWith(...each.childNodes))")

        faults = page.evaluate(OUT_OF_ORDER)

    assert any("313-555-0100" in fault for fault in faults)


def test_addresses_and_names_begin_at_their_left(browser: Browser, languages: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{languages.address}ar/contact/")

        for selector in ("address bdi", ".location-name bdi", ".footer-end bdi", ".number bdi", "span[lang=en]"):
            first, last = ends_of(page, selector)
            assert first < last, selector
        for selector in ("h1", ".lede", ".location-label"):
            first, last = ends_of(page, selector)
            assert first > last, selector


@pytest.mark.parametrize("window", WINDOWS)
def test_arabic_pages_are_mirrored(browser: Browser, languages: Site, window: str) -> None:
    with reused_page(browser, WINDOWS[window]) as page:
        page.goto(f"{languages.address}ar/sciatica/self-care/")

        # An icon is at the right of its words.
        assert page.evaluate(LEFT_OF, [".care-heading > span", ".care-heading .icon"]) > 0
        assert page.evaluate(LEFT_OF, [".pager-title", ".pager-back .icon"]) > 0
        assert style(page, ".pager-back .icon", "transform") == "matrix(-1, 0, 0, 1, 0, 0)"
        assert style(page, ".next-step .button .icon", "transform") == "matrix(-1, 0, 0, 1, 0, 0)"
        assert style(page, ".next-step-call .icon", "transform") == "none"
        assert style(page, ".do-list", "border-right-width") == "8px"
        if window == "desktop":
            assert page.evaluate(LEFT_OF, [".article", ".side"]) > 0
            assert page.evaluate(LEFT_OF, [".masthead .emergency-line", ".brand"]) > 0


def test_slanted_letters_are_for_latin_script(browser: Browser, languages: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{languages.address}zh/sciatica/")
        assert (style(page, "main em", "font-style"), style(page, "main em", "text-emphasis-style")) == (
            "normal",
            "dot",
        )
        page.goto(f"{languages.address}ar/sciatica/self-care/")
        assert (style(page, "main em", "font-style"), style(page, "main em", "font-weight")) == ("normal", "700")
        page.goto(f"{languages.address}vi/sciatica/")
        assert style(page, "main em", "font-style") == "italic"


def test_no_line_of_chinese_begins_with_a_closing_sign(browser: Browser, languages: Site) -> None:
    found = []
    with reused_page(browser, SMALL_PHONE) as page:
        for width in range(SMALL_PHONE["width"], SMALL_PHONE["width"] + 120, 8):
            page.set_viewport_size({**SMALL_PHONE, "width": width})
            page.goto(f"{languages.address}zh/sciatica/")
            found += page.evaluate(LINES_THAT_BEGIN_WRONG)

    assert found == []


def test_long_german_words_are_divided(browser: Browser, languages: Site) -> None:
    with reused_page(browser, SMALL_PHONE) as page:
        page.goto(f"{languages.address}de/sciatica/")

        assert style(page, "main p", "hyphens") == "auto"
        assert style(page, ".brand-name", "hyphens") == "manual"
        assert overflow(page) == 0
        page.goto(f"{languages.address}sciatica/")
        assert style(page, "main p", "hyphens") == "manual"


@pytest.mark.parametrize("language", ["ar", "vi"])
def test_headings_have_room_for_signs_above_and_below(browser: Browser, languages: Site, language: str) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{languages.address}{language}/sciatica/")
        for selector in ("h1", ".prose h2", ".brand-name"):
            size, height = (
                float(style(page, selector, name).removesuffix("px")) for name in ("fontSize", "lineHeight")
            )
            assert height / size >= 1.35, selector
