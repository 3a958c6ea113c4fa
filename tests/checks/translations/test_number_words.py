"""Numbers in the words of a language: they agree where its words are known, and accuse nobody where they are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from plainleaf.checks.translations.numbers import Numbers, compare_numbers
from plainleaf.content.page import Page, make_unreadable_draft
from plainleaf.content.sources import SourceFile
from plainleaf.content.translations.blocks import Block
from plainleaf.problems import Place

NUMBERS = Numbers("911", {"emergency": "911"}, "US")
ENGLISH = ("Do this 3 times a day.", "After 6 weeks, come back.")


def page(language: str) -> Page:
    """A page in a language."""
    return make_unreadable_draft(SourceFile(f"content/{language}/a.md", language, "a.md"), "")


def blocks(language: str, texts: Sequence[str]) -> list[Block]:
    """Paragraphs, each on a line of its own."""
    path = f"content/{language}/a.md"
    return [Block(Place(path, line), "paragraph", text, is_safety=False) for line, text in enumerate(texts, 1)]


def lines(language: str, *texts: str) -> list[int]:
    """Where a translation of the English page has another number."""
    found = compare_numbers(page(language), blocks(language, texts), page("en"), blocks("en", ENGLISH), NUMBERS)
    return [each.place.line for each in found]


@pytest.mark.parametrize(
    ("language", "texts", "expected"),
    [
        ("de", ("Machen Sie das dreimal am Tag.", "Kommen Sie nach sechs Wochen wieder."), []),
        ("de", ("Machen Sie das 3-mal am Tag.", "Kommen Sie nach 6 Wochen wieder."), []),
        ("de", ("Machen Sie das dreimal am Tag.", "Kommen Sie nach 9 Wochen wieder."), [2]),
        ("vi", ("Làm điều này ba lần một ngày.", "Trở lại sau sáu tuần."), []),
        ("es", ("Haga esto tres veces al día.", "Vuelva después de seis semanas."), []),
        ("es", ("Haga esto varias veces al día.", "Vuelva después de seis semanas."), [1]),
    ],
)
def test_a_number_may_be_a_word(language: str, texts: tuple[str, ...], expected: list[int]) -> None:
    assert lines(language, *texts) == expected


def test_a_dose_and_a_number_to_call_must_be_there_in_every_language() -> None:
    original = blocks("en", ["Take 10 mg.", "Call 911."])
    translation = blocks("de", ["Nehmen Sie zehn davon.", "Rufen Sie an."])

    found = compare_numbers(page("de"), translation, page("en"), original, NUMBERS)

    assert [(each.place.line, each.severity) for each in found] == [(1, "error"), (2, "error")]
