"""A page is checked as a whole: in order, for any text, and in little time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.words import PageText, check_page
from plainleaf.words.prose import read_prose
from tests.growth import is_within, seconds_for
from tests.site_tools import rules_by_id
from tests.words.texts import ARTICLE, LEGAL, TERMS, lists, page

GOOD = """\
Sciatica is pain that runs down your leg. It often gets better on its own.

::: emergency
## Call 911 or go to the nearest emergency room if:
- you cannot feel the skin between your legs
- you cannot hold your pee
:::

## What you can do

Keep active. Walk a little each day, and do not stay in bed. In one trial, walking was better than rest.[^a]

- Call [](phone:nurse) if you are not sure.
- Ask about magnetic resonance imaging (MRI).

[^a]: Example and others, 2020.
"""
WORDS = [
    *("The", "the", "pirifomis", "bed", "rest", "stay", "in", "best", "clinic", "EMG", "(EMG)", "slipped disc", "("),
    *("spondylolisthesis", ")", "313-555-0110", "e-mail", "us", ".", "?", "\n\n", "- ", "[^a]", "no", "cart", "İ"),
]


def test_a_good_page_has_no_problems() -> None:
    assert check_page(page(GOOD), lists(), TERMS) == []


def test_problems_are_sorted_by_place() -> None:
    problems = check_page(page("Call 313-555-0110.\n\nThe the pirifomis. Stay in bed.\n"), lists(), TERMS)

    assert [problem.rule for problem in problems] == ["typed-phone", "doubled-word", "misspelt-term", "unsafe-advice"]


def test_columns_in_a_front_matter_text_count_from_its_own_column() -> None:
    title = PageText("content/en/a.md", 3, ARTICLE, "en", "", "The pirifomis", first_column=8)

    assert [(one.place.line, one.place.column) for one in check_page(title, lists())] == [(3, 12)]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_can_be_checked_and_every_place_is_inside_it(text: str) -> None:
    lines = text.split("\n")

    for problem in check_page(page(text, traits=LEGAL), lists(), TERMS):
        assert problem.rule in rules_by_id()
        assert problem.severity in ("error", "warning")
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 10]) + 1


@pytest.mark.parametrize(
    "part", ["pirifomis ", "A ", "EMG ", "stay in bed ", "best ", "the ", "313-", "- x\n", "(EMG) "]
)
def test_time_is_linear_in_the_length_of_the_text(part: str) -> None:
    short, long = (page((part * 10 + ". ") * number) for number in (50, 800))

    assert is_within(lambda text: check_page(text, lists(), TERMS), short, long, 16)


def test_a_page_of_four_kilobytes_is_read_in_milliseconds() -> None:
    text = page((GOOD * 8)[:4096])

    # It takes about one; CI machines are slow and shared.
    assert seconds_for(read_prose, text, times=20) < 0.01
