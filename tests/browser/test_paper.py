"""Pages on US Letter: few sheets, the emergency card on the first, and nothing apart that belongs together."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import OpenBrowser, open_family
from tests.browser.served_site import Site
from tests.browser.sheets import print_page, without_spaces
from tests.browser.visits import DESKTOP, lines, reader

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

SYMPTOMS, EXERCISES = "sciatica/symptoms/", "sciatica/exercises/"
SINTOMAS = "es/ciatica/sintomas/"
# What Letter has beside its margins, in CSS pixels.
PAPER = ViewportSize(width=695, height=900)
LINE = 9 * 96 / 72 * 1.3  # of the footer, in pixels
ALERT = "Cough or fever? Call first"


@pytest.mark.parametrize(("path", "most"), [(SYMPTOMS, 4), (EXERCISES, 6), ("contact/", 5)])
def test_a_page_takes_few_sheets_and_none_is_half_empty(
    path: str, most: int, browser_of_fonts: Browser, site: Site
) -> None:
    with reader(browser_of_fonts, DESKTOP) as page:
        page.goto(site.address + path)

        sheets = print_page(page)

    assert len(sheets) <= most
    assert [round(sheet.filled, 2) for sheet in sheets[:-1] if sheet.filled < 0.6] == []


# DejaVu is wider than what people have, and Spanish is longer than English.
@pytest.mark.parametrize("family", ["noto", "liberation"])
def test_the_symptoms_take_few_sheets_in_spanish(family: str, open_browser: OpenBrowser, site: Site) -> None:
    with reader(open_family(family, open_browser), DESKTOP) as page:
        page.goto(site.address + SINTOMAS)

        assert len(print_page(page)) <= 4


@pytest.mark.parametrize("path", [SYMPTOMS, EXERCISES, "sciatica/get-help/"])
def test_the_emergency_card_is_on_the_first_sheet_and_before_the_alert(path: str, browser: Browser, site: Site) -> None:
    with reader(browser, DESKTOP) as page:
        page.goto(site.address + path)
        signs = list(map(without_spaces, page.locator(".care-emergency li").all_inner_texts()))

        sheets = print_page(page)

    printed = "".join(sheet.text for sheet in sheets)
    assert signs
    assert [sign for sign in signs if sign not in sheets[0].text] == []
    assert printed.index(signs[-1]) < printed.index(without_spaces(ALERT))


def test_an_exercise_is_on_one_sheet_with_its_picture_beside_the_words(browser: Browser, site: Site) -> None:
    with reader(browser, PAPER) as page:
        page.goto(site.address + EXERCISES)
        names = page.locator(".step > h3").all_inner_texts()
        ends = page.locator(".step > :last-child").all_inner_texts()
        sheets = print_page(page)
        page.emulate_media(media="print")
        beside = page.locator(".step").evaluate_all(
            """steps => steps.map(step => {
              const picture = step.querySelector('img').getBoundingClientRect()
              const words = step.querySelector('p:not(:has(img)), ol').getBoundingClientRect()
              return words.left >= picture.right && words.top < picture.bottom && getComputedStyle(step).breakInside
            })"""
        )

    assert beside == ["avoid"] * 7
    assert len(names) == len(ends) == 7
    for name, end in zip(map(without_spaces, names), map(without_spaces, ends), strict=True):
        # Only on paper has a link its address, so the beginning of the last words must do.
        assert any(name in sheet.text and end[:9] in sheet.text for sheet in sheets), (name, end)


def test_links_within_the_site_are_printed_as_full_addresses(browser: Browser, site: Site) -> None:
    with reader(browser, DESKTOP) as page:
        page.goto(site.address + SYMPTOMS)

        printed = "".join(sheet.text for sheet in print_page(page))

    assert "(https://juniper-ridge.example/clinic/sciatica/causes/)" in printed


def test_a_printed_page_has_a_code_that_a_phone_can_scan(browser: Browser, site: Site) -> None:
    with reader(browser, PAPER) as page:
        page.goto(site.address + SYMPTOMS)
        assert not page.locator(".qr-code").is_visible()
        page.emulate_media(media="print")
        page.locator(".qr-code").scroll_into_view_if_needed()
        page.locator(".qr-code").evaluate("code => code.decode()")

        picture = page.locator(".qr-code").screenshot()

    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert [code.text for code in codes] == ["https://juniper-ridge.example/clinic/sciatica/symptoms/"]


def test_the_footer_of_paper_has_three_lines(browser: Browser, site: Site) -> None:
    with reader(browser, PAPER) as page:
        page.goto(site.address + SYMPTOMS)
        page.emulate_media(media="print")

        heights = page.locator(".footer-contacts, .footer-end").evaluate_all("parts => parts.map(p => p.offsetHeight)")
        shown = page.locator(".site-footer").inner_text()

    assert "313-555-0110" in shown
    assert len(heights) == 2
    assert max(heights) < 4 * LINE


def test_no_page_has_half_empty_sheets(browser: Browser, site: Site) -> None:
    faults = []
    with reader(browser, DESKTOP) as page:
        for path in site.pages:
            # A decision aid begins on a sheet of its own. With Liberation, contact has a sheet that is not half full.
            if path == "gallery/" or 'class="aid"' in site.read(path):
                continue
            page.goto(site.address + path)
            faults += [f"{path}: {number}" for number in _half_empty(page)]

    assert not faults, lines(faults)


def _half_empty(page: Page) -> list[int]:
    """The numbers of the sheets that are not half full. The last may be."""
    return [number for number, sheet in enumerate(print_page(page)[:-1], 1) if sheet.filled < 0.5]
