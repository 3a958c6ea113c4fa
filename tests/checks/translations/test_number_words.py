"""Numbers in the words of a language: they agree where its words are known, and accuse nobody where they are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from plainleaf.checks.translations.numbers import Numbers, Version, compare_numbers
from plainleaf.content.translations.blocks import Block
from plainleaf.problems import Place

NUMBERS = Numbers("911", {"emergency": "911"}, "US")
ENGLISH = ("Do this 3 times a day.", "After 6 weeks, come back.")


def version(language: str, texts: Sequence[str]) -> Version:
    """A page of paragraphs, each on a line of its own."""
    path = f"content/{language}/a.md"
    blocks = [Block(Place(path, line), "paragraph", text, is_safety=False) for line, text in enumerate(texts, 1)]
    return Version(language, path, blocks)


def lines(language: str, *texts: str) -> list[int]:
    """Where a translation of the English page has another number."""
    found = compare_numbers(version(language, texts), version("en", ENGLISH), NUMBERS)
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
    original = version("en", ["Take 10 mg.", "Call 911."])
    translation = version("de", ["Nehmen Sie zehn davon.", "Rufen Sie an."])

    found = compare_numbers(translation, original, NUMBERS)

    assert [(each.place.line, each.severity) for each in found] == [(1, "error"), (2, "error")]
