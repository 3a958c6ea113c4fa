"""Each line of a text has its role, and the fast paths agree with the thorough ones."""

from __future__ import annotations

import re

import pytest
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


# What a text is, and the first letters of the roles of its lines: Text, Item, Definition, Heading, Underline, Row,
# Blank, Skipped.
LISTS = [
    ("an indented text after a text", "walk\n\n    far", "tbt"),
    ("a text that goes on with an item", "- walk\n\n    more", "ibt"),
    ("… with a numbered one", "1. walk\n\n    more", "ibt"),
    ("… with an explanation", ": walk\n\n    more", "dbt"),
    ("… with the second of two", "- walk\n- rest\n\n    more", "iibt"),
    ("… after a line at the margin that goes on as well", "- walk\nfar\n\n    more", "itbt"),
    ("… after one that is looked at", "* walk\n**far**\n\n    more", "itbt"),
    ("… after an indented line", "- walk\n\n    more\n\n    yet more", "ibtbt"),
    ("an indented line that goes on with a text", "walk\n    more", "tt"),
    ("an indented text after a list and a text at the margin", "- walk\n\nrest\n\n    far", "ibtbt"),
    ("… after a list and a heading", "- walk\n## Rest\n\n    far", "ihbt"),
]
OPEN = [
    ("what others read as a block of code", "```\nwalk\n\n```\nrest", "ttbtt"),
    ("a component without options", "::: video\nwalk", "st"),
    ("a component with options", "::: video\nid: walk\nrest\n\nwalk", "sssbt"),
    ("a component that ends with its options", "::: video\nid: walk\n:::\nwalk", "ssst"),
    ("a closing fence, which has no options", ":::\nid: walk", "st"),
    ("a note of two lines", "[^a]: walk\nfar\n\nrest", "ntbt"),
    ("a note that goes on with an indented line", "[^a]: walk\n    far", "nt"),
    ("a note of two paragraphs", "[^a]: walk\n\n    far\n\nrest", "nbnbt"),
    ("a definition of a link", '[a]: walk.md "Far"\n    far\n\nrest', "stbt"),
    ("words in brackets that define no link", "[a]: walk far\n\nrest", "tbt"),
    ("a note before a list", "[^a]: walk\n- rest", "ni"),
    ("a table and a text", "|a|b|\n|-|-|\n|c|d|\n\nrest", "rrrbt"),
    ("a table and a heading", "|a|b|\n|-|-|\n## Rest", "rrh"),
    ("a table and a component", "|a|b|\n|-|-|\n:::", "rrs"),
    ("a bar that begins no table", "a|b\nwalk", "tt"),
    ("a table of two lines", "|a|b|\n|-|-|", "rr"),
    ("a row of hyphens that follows no bar", "**walk**\n-|-", "tt"),
    ("a bar in the last line", "walk\na|b", "tt"),
]


@pytest.mark.parametrize(("text", "roles"), [each[1:] for each in LISTS + OPEN], ids=[each[0] for each in LISTS + OPEN])
def test_the_role_of_a_line_depends_on_what_an_earlier_one_began(text: str, roles: str) -> None:
    assert "".join(role[0] for role, *_ in label_lines(text)) == roles


def test_the_words_of_a_line_start_after_its_markers() -> None:
    text = "# Walk\n- go far\n  - rest\n12) up\n> say\n: mean\n::: video Walk\n\n**far** off\n- **up**\n|a|b|\n|-|-|"

    lines = [*label_lines(text, ("video",))]

    assert [text[words:end] for _, _, _, words, end in lines] == [
        "Walk", "go far", "rest", "up", "say", "mean", "Walk", "", "**far** off", "**up**", "|a|b|", "|-|-|",
    ]  # fmt: skip
    assert [text[start:end] for _, _, start, _, end in lines] == text.split("\n")
    assert [indent for _, indent, *_ in lines] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_the_fast_path_labels_an_item_like_the_full_expression(text: str) -> None:
    thorough = re.sub(r"^- (?=[a-z])", "* ", text, flags=re.MULTILINE)

    assert [*label_lines(text)] == [*label_lines(thorough)]


@given(st.lists(st.sampled_from([*MARKUP, "https://a.org/b_c", BREAK]), max_size=20).map("".join))
def test_markup_is_blanked_alike_with_and_without_a_backslash_in_the_text(text: str) -> None:
    ending = f"{BREAK}\\"

    assert blank_markup(text + ending) == blank_markup(text) + ending


def test_an_escaped_delimiter_stays() -> None:
    assert blank_markup(r"\*a\* *b* \[c\]") == r" *a *  b   [c ]"
