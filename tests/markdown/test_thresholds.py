"""A '>' before an amount is found where it would begin a quotation, and a quotation is left alone."""

from __future__ import annotations

import pytest

from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.problems import ERROR
from tests.prose_tools import parse


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("> 38 °C: call us.", (1, 1), "more than"),
        (">38 is a fever.", (1, 1), "more than"),
        (">= 104 F", (1, 1), "at least"),
        ("> 5-10 mg", (1, 1), "more than"),
        ("> 90/60 mmHg", (1, 1), "more than"),
        ("> 6 weeks of pain", (1, 1), "more than"),
        ("> 2 semanas de dolor", (1, 1), "more than"),
        ("Call us:\n\n- > 38 °C", (3, 3), "more than"),
        ("1. >38 °C", (1, 4), "more than"),
    ],
)
def test_an_amount_without_its_sign_is_an_error(text: str, place: tuple[int, int], words: str) -> None:
    (problem,) = check_dialect(parse(text))

    assert (problem.place.line, problem.place.column, problem.severity) == (*place, ERROR)
    assert problem.fix.startswith(f"Write '{words}'")


def test_each_of_several_amounts_is_an_error() -> None:
    assert [each.place.line for each in check_dialect(parse("> 38 °C: call.\n> 40 °C: come."))] == [1, 2]


@pytest.mark.parametrize(
    "text",
    ["> 5 years ago I fell.", "> 100 people came.", "> 5 good friends", "> It hurt.\n> 5 mg helped.", "Over > 38 °C",
     "> Over 38 °C", "| > 38 °C | a |\n|---|---|\n| >38 °C | b |", "\\> 38 °C", "≥ 38 °C", "> 5 Families came"],
)  # fmt: skip
def test_a_quotation_or_a_sign_within_a_line_is_not(text: str) -> None:
    assert [each for each in check_dialect(parse(text)) if each.severity == ERROR] == []
