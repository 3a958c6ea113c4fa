"""Each line of a text has its role, and the quick ways give what the careful ones give."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from plainleaf.words.inline import BREAK, blank_markup
from plainleaf.words.outline import label_lines

LINES = [
    "- walk",
    "  - walk",
    "- **walk**",
    "- a|b",
    "- ",
    "---",
    "-|-",
    "walk",
    "ángel",
    "",
    "    walk",
    ": walk",
    "## Walk",
    "```",
    ":::",
    "::: video",
    "id: walk",
    "[^a]: walk",
    "1. walk",
    "| a |",
    "> walk",
]
MARKUP = [
    "walk",
    " ",
    "*",
    "**",
    "_",
    "~",
    "`",
    "[",
    "]",
    "(",
    ")",
    "[^a]",
    "![",
    "](a.md)",
    "[](",
    "<b>",
    "{.a}",
    "&amp;",
]


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_an_item_that_is_known_at_sight_is_labelled_like_one_that_is_looked_at(text: str) -> None:
    looked_at = re.sub(r"^- (?=[a-z])", "* ", text, flags=re.MULTILINE)

    assert [*label_lines(text)] == [*label_lines(looked_at)]


@given(st.lists(st.sampled_from([*MARKUP, "https://a.org/b_c", BREAK]), max_size=20).map("".join))
def test_marks_are_blanked_alike_whether_or_not_the_text_has_a_backslash(text: str) -> None:
    ending = f"{BREAK}\\"

    assert blank_markup(text + ending) == blank_markup(text) + ending


def test_an_escaped_mark_stays() -> None:
    assert blank_markup(r"\*a\* *b* \[c\]") == r" *a *  b   [c ]"
