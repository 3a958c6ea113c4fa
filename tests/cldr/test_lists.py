"""Lists in sentences are written as each language writes them."""

from __future__ import annotations

import pytest

from plainleaf.cldr.lists import list_in_words


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en-US", "a, b, and c"),
        ("es-US", "a, b y c"),
        ("de-US", "a, b und c"),
        ("zh-US", "a、b和c"),
        ("ar-US", "a وb وc"),
        ("xx", "a, b, c"),
    ],
)
def test_a_list_is_written_as_its_language_does(tag: str, written: str) -> None:
    assert list_in_words(["a", "b", "c"], tag) == written


def test_one_thing_is_no_list() -> None:
    assert list_in_words(["a"], "en-US") == "a"


@pytest.mark.parametrize(
    ("tag", "last", "written"),
    [
        ("es-US", "inglés", "español e inglés"),
        ("es", "Índice", "español e Índice"),
        ("es", "higos", "español e higos"),
        ("es", "hielo", "español y hielo"),
        ("es", "y iglesia", "español y y iglesia"),
        ("he-US", "Excel", "español ו-Excel"),
        ("he", "עברית", "español ועברית"),
    ],
)
def test_and_is_written_as_the_next_word_asks(tag: str, last: str, written: str) -> None:
    assert list_in_words(["español", last], tag) == written
