"""Typographic punctuation: what a careful typist would have written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.markdown.typography import PLAIN, quotes_of, typeset

ENGLISH = quotes_of("en")


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ('She said "walk".', "She said “walk”."),
        ('"Walk," she said.', "“Walk,” she said."),
        ("It's the nerve's path.", "It’s the nerve’s path."),
        ("the patients' pain", "the patients’ pain"),
        ("'sharp' pain", "‘sharp’ pain"),
        ("\"It's 'sharp'\"", "“It’s ‘sharp’”"),
        ("since the '90s", "since the ’90s"),
        ("pages 3--5", "pages 3–5"),
        ("wait --- then go", "wait — then go"),
        ("and so on...", "and so on…"),
        ('("see")', "(“see”)"),
        ("low-back pain", "low-back pain"),
        ("no marks", "no marks"),
    ],
)
def test_plain_punctuation_becomes_typographic(plain: str, marked: str) -> None:
    assert typeset(plain, ENGLISH) == marked


def test_a_quote_after_an_element_closes() -> None:
    assert typeset('" is what she said', ENGLISH, before="k") == "” is what she said"


@pytest.mark.parametrize(
    ("language", "marked"),
    [("es", "«hola»"), ("es-MX", "«hola»"), ("de", "„hola“"), ("fr", "«\u00a0hola\u00a0»"), ("xx", "“hola”")],
)
def test_each_language_has_its_quotation_marks(language: str, marked: str) -> None:
    assert typeset('"hola"', quotes_of(language)) == marked


def without_punctuation(text: str) -> str:
    """A text without plain and typographic punctuation."""
    return re.sub("[“”‘’–—…]", "", PLAIN.sub("", text))


@given(some.text("ab \n9\"'-.(“”‘’–—…é", max_size=60), some.sampled_from(["", "a", " ", "(", "9"]))
def test_no_plain_punctuation_is_left_and_nothing_else_changes(text: str, before: str) -> None:
    marked = typeset(text, ENGLISH, before)

    assert not re.search(r"[\"']|---|\.\.\.", marked)
    assert without_punctuation(text) == without_punctuation(marked)
