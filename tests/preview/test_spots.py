"""Spots: words by which the place of a problem is found on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.preview.spots import find_words
from plainleaf.problems import Place

PAGE = """---
title: Pain in the leg
reviewed: 2026-05-01
---

## When to call

Call **us** at [our number](phone:main), it's “quick”.[^1]

::: urgent
## Fever and pain

- a [stiff neck](../neck.md#signs){.wide} and a fever
:::
"""


@pytest.mark.parametrize(
    ("line", "column", "first"),
    [
        (2, 1, "painintheleg"),
        (6, 1, "whentocall"),
        (8, 20, "callusatournumberitsquick"),
        (10, 1, "feverandpain"),
        (11, 4, "feverandpain"),
        (13, 5, "astiffneckandafever"),
    ],
)
def test_the_sentence_or_the_line_is_searched_first_and_then_its_neighbors(line: int, column: int, first: str) -> None:
    assert find_words(PAGE, Place("a.md", line, column))[0] == first


@pytest.mark.parametrize("column", [1, 20])
def test_the_sentence_around_a_column_is_searched_first_and_may_be_in_several_lines(column: int) -> None:
    text = "A first one.\n\nHere is the one before. This is a\nsentence of two lines. And one after.\n- An item."

    assert find_words(text, Place("a.md", 4, column))[0] == "thisisasentenceoftwolines"
    assert find_words(text, Place("a.md", 3, 1))[0] == "hereistheonebefore"


def test_a_sentence_does_not_go_on_in_another_item_or_component() -> None:
    text = "::: urgent\n- you have a fever\n- you have a stiff neck\n:::\n"

    assert find_words(text, Place("a.md", 2, 3))[0] == "youhaveafever"
    assert find_words(text, Place("a.md", 3, 3))[0] == "youhaveastiffneck"


def test_the_heading_above_is_the_last_resort() -> None:
    assert find_words(PAGE, Place("a.md", 13, 5))[-1] == "feverandpain"


def test_a_line_that_does_not_exist_has_no_words() -> None:
    assert find_words(PAGE, Place("a.md", 99)) == ()
    assert find_words("", Place("a.md", 1)) == ()


def test_an_option_is_searched_by_its_value() -> None:
    assert "anervedrawninblue" in find_words("---\n---\nalt: A nerve, drawn in blue\n", Place("a.md", 3))


def test_words_around_a_column_are_found_where_the_line_is_changed_on_the_page() -> None:
    line = "Some people feel this pain for six weeks and then it goes away by itself, as {{ a filled gap }} says."

    assert "feelthispainforsixweeksand" in find_words(line, Place("a.md", 1, 23))


@given(some.text(max_size=60), some.integers(1, 8), some.integers(1, 60))
def test_words_are_letters_and_digits_only(text: str, line: int, column: int) -> None:
    found = find_words(f"Some Words\n\n{text}", Place("a.md", 1, column))
    found += find_words(text, Place("a.md", line, column))

    assert found[0] == "somewords"
    assert [words for words in found if not words.isalnum() or words != words.lower()] == []
