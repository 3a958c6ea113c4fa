"""Drawings follow the colors of their reader, and paper stays white."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, SMALL_PHONE, lines, reused_page

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

PATHS = ("", "sciatica/causes/", "sciatica/exercises/", "case-studies/delivery-driver/")
Color = tuple[int, ...]
# The addresses of drawings, and how wide they are.
WIDTHS = "images => images.map(image => [image.src, image.getBoundingClientRect().width])"


def colors_of(picture: Locator) -> tuple[Color, Color]:
    """The color in the corner of a picture, and at the middle of its left edge."""
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")
    shot = Image.open(BytesIO(picture.screenshot())).convert("RGB")
    corner, edge = shot.getpixel((0, 0)), shot.getpixel((3, shot.height // 2))
    assert isinstance(corner, tuple) and isinstance(edge, tuple)
    return corner[:3], edge[:3]


def test_a_drawing_is_dark_in_dark_mode_up_to_its_round_corners(browser: Browser, site: Site) -> None:
    faults = []
    with reused_page(browser, PHONE, color_scheme="dark") as page:
        for path in PATHS:
            page.goto(site.address + path)
            drawings = page.locator("main .figure img, main .steps img").all()
            assert drawings
            for drawing in drawings:
                corner, edge = colors_of(drawing)
                if max(corner) > 60 or max(edge) > 60:
                    faults.append(f"{path}: {drawing.get_attribute('alt')}: {corner}, {edge}")

    assert not faults, lines(faults)


def test_a_drawing_is_printed_with_its_light_colors_whatever_the_screen_shows(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP, color_scheme="dark") as page:
        page.goto(f"{site.address}sciatica/causes/")
        page.emulate_media(media="print")

        _, edge = colors_of(page.locator(".figure img").first)

        assert min(edge) > 200


def test_the_list_of_a_diagram_is_below_it_on_a_phone_and_beside_it_on_a_wide_screen(
    browser: Browser, site: Site
) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}sciatica/causes/")
        picture, text = page.locator(".diagram img").first, page.locator(".diagram figcaption").first
        above, below = picture.bounding_box(), text.bounding_box()
        assert above and below
        assert below["y"] >= above["y"] + above["height"]

        page.set_viewport_size(DESKTOP)

        left, right = picture.bounding_box(), text.bounding_box()
        assert left and right
        assert right["x"] >= left["x"] + left["width"]


def test_a_drawing_with_numbers_is_as_wide_as_a_small_phone_lets_it_be(browser: Browser, site: Site) -> None:
    narrow, count = [], 0
    with reused_page(browser, SMALL_PHONE) as page:
        for path in (each for each in site.pages if ".svg" in site.read(each) and each != "gallery/"):
            page.goto(site.address + path)
            # At 288 pixels the texts are large enough, which a test in demonstration/ makes sure of.
            for address, width in page.locator("main img[src$='.svg']").evaluate_all(WIDTHS):
                if "<text" in (site.folder / address.removeprefix(site.address)).read_text("utf-8"):
                    count += 1
                    narrow += [f"{path}: {width}"] if width < 288 else []

    assert count > 15
    assert not narrow, lines(narrow)
