"""The drawings of the demonstration: what stands in them is large enough on a phone, and a list says what it is."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from msgspec import Struct

from tests.shipped_site import ShippedSite
from tests.site_tools import CHECKOUT

PICTURES = sorted((CHECKOUT / "static" / "pictures").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
# The width of a picture in a window of 320 px, and the size that its smallest text must have there.
PHONE_WIDTH, MIN_SIZE = 288, 16


class Label(Struct, frozen=True):
    """A text in a drawing, and its size in pixels where the drawing is as wide as a small phone lets it be."""

    text: str
    size: float


def labels_of(drawing: str) -> list[Label]:
    """The texts in a drawing."""
    root = ElementTree.fromstring(drawing)
    width = float(root.attrib["viewBox"].split()[2])
    texts = root.iter(f"{SVG}text")
    return [Label("".join(text.itertext()), float(text.attrib["font-size"]) * PHONE_WIDTH / width) for text in texts]


def test_every_text_in_a_drawing_is_at_least_16_px_on_the_smallest_phone() -> None:
    small = [
        (file.name, label.text, round(label.size, 1))
        for file in PICTURES
        for label in labels_of(file.read_text("utf-8"))
        if label.size < MIN_SIZE
    ]

    assert len(PICTURES) > 20
    assert small == []


def test_drawings_hold_numbers_and_the_names_of_roots_but_no_words_to_translate() -> None:
    # The poster of the film is replaced with the film.
    drawings = [file for file in PICTURES if file.name != "nerve-glide-poster.svg"]
    texts = {label.text for file in drawings for label in labels_of(file.read_text("utf-8"))}

    assert {text for text in texts if not re.fullmatch(r"\d{1,2}°?|[LS]\d", text)} == set()


def test_the_list_beside_a_diagram_has_a_line_for_each_number_in_its_drawing(shipped: ShippedSite) -> None:
    diagrams = [(page, each) for page in shipped if page.kind != "gallery" for each in page.find(".diagram")]

    assert len(diagrams) >= 10
    for page, diagram in diagrams:
        drawing = (shipped.folder / page.one("img", diagram)["src"].lstrip("/")).read_text("utf-8")
        numbers = {int(number) for number in re.findall(r'class="on"[^>]*>(\d)<', drawing)}
        points = page.find("li", page.one("ol", diagram))
        assert numbers == set(range(1, len(points) + 1)), f"{page.address}: {page.one('img', diagram)['alt']}"


def test_every_drawing_of_a_page_has_a_second_set_of_colors_for_dark_mode(shipped: ShippedSite) -> None:
    shown = {image["src"] for page in shipped for image in page.find("img", page.main) if image["src"].endswith(".svg")}
    # Portraits bring their own background, QR codes are for paper, and the example of the gallery is nobody's drawing.
    drawings = {src for src in shown if not re.search("portrait|example|assets/qr", src)}

    plain = [src for src in drawings if "prefers-color-scheme" not in (shipped.folder / src.lstrip("/")).read_text()]
    assert len(drawings) > 15
    assert plain == []
