"""Hand-outs in other languages: what is on which side of the paper, the order of characters, where words break."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from tests.language_site import lay_languages
from tests.plan.paper.test_handouts import pytestmark as needs_pango
from tests.site_tools import Run, build_folder

pytestmark = needs_pango

# Pages, and what they are to be on paper.
ASKED = {"ar/sciatica/self-care.md": "handout: yes\nsheet: yes\n", "de/sciatica/index.md": "handout: yes\n"}
FILES = ("ar/sciatica/self-care/handout.pdf", "ar/sciatica/self-care/sheet.pdf", "de/sciatica/handout.pdf")
MARGIN = 2 / 2.54 * 72  # two centimeters, in points


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site in five languages, with hand-outs in Arabic and in German."""
    root: Path = tmp_path_factory.mktemp("handouts") / "site"
    lay_languages(root)
    for name, asked in ASKED.items():
        page = root / "content" / name
        page.write_text(page.read_text("utf-8").replace("title:", f"{asked}title:", 1), "utf-8")
    run = build_folder(root)
    assert run.code == 0, run.problems
    return run


def corners_of(sheet: PageObject) -> list[tuple[float, float]]:
    """The corners of all lines and areas on a sheet of paper, in points from its lower left corner."""
    found: list[tuple[float, float]] = []

    def look(operator: bytes, operands: Any, matrix: list[float], _: list[float]) -> None:
        if operator in (b"re", b"m", b"l"):
            x, y, *size = (float(each) for each in operands)
            for right, up in [(x, y), *([(x + size[0], y + size[1])] if size else [])]:
                a, b, c, d, e, f = matrix
                found.append((a * right + c * up + e, b * right + d * up + f))

    sheet.extract_text(visitor_operand_before=look)
    return found


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_drawn_into_the_margins(file: str, built: Run) -> None:
    for sheet in PdfReader(built.out / file).pages:
        places = [x for x, _ in corners_of(sheet)]

        assert min(places) >= MARGIN - 2, file
        assert max(places) <= float(sheet.mediabox.width) - MARGIN + 2, file


def test_boxes_to_tick_are_at_the_end_of_the_line_on_arabic_paper(built: Run) -> None:
    sheet = PdfReader(built.out / "ar/sciatica/self-care/sheet.pdf").pages[0]

    places = corners_of(sheet)
    # The boxes of the two steps end in the left half of the paper, where nothing else does.
    ends = sorted({round(y) for x, y in places if 160 < x < 240})
    lefts = {round(x - MARGIN) for x, y in places if ends[0] < y < ends[1] and x < 160}
    assert lefts <= {0, 1, 2}, "they begin where lines of text end"
    assert ends[-1] - ends[0] > 40


def test_an_address_on_arabic_paper_reads_from_left_to_right(built: Run) -> None:
    for file in FILES[:2]:
        text = "".join("".join(sheet.extract_text() for sheet in PdfReader(built.out / file).pages).split())

        assert "small.example/ar/sciatica/self-care/" in text, file
        assert "//:https" not in text, file


def test_long_german_words_are_divided_with_a_hyphen(built: Run) -> None:
    file = built.out / "de/sciatica/handout-large-print.pdf"

    text = "\n".join(sheet.extract_text() for sheet in PdfReader(file).pages)

    divided = [first + rest for first, rest in re.findall(r"(\w+)[-‐]\n(\w+)", text)]
    assert divided == ["Lendenwirbelsäulenabschnitt", "Gleichgewichtsempfindungsstörung", "Oberschenkelvorderseite"]
