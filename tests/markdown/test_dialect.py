"""What the two Markdown engines would read differently is reported; everything else they read alike."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from benchmarks.corpus import make_corpus
from plainleaf.markdown.convert import make_converter
from plainleaf.markdown.dialect.check import check_dialect
from plainleaf.markdown.dialect.faults import FAULTS
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Problem
from tests.documents import examples_in
from tests.examples import examples
from tests.growth import is_within
from tests.markdown_pieces import ENGINES, LINES, SIGNS, TARGETS, WORDS, texts
from tests.prose_tools import parse
from tests.site_tools import CHECKOUT

CONVERTERS = [make_converter(engine, ("sub",)) for engine in ENGINES]
# For each fault a text with only that one, and its line and column.
EXAMPLES = {
    "backslash": ("One\\\nTwo", 1, 4),
    "backtick": ("One ``code`` here", 1, 5),
    "below-definition": ("Term\n:   Means\nmore", 3, 1),
    "below-item-heading": ("- ## Head\n    text", 2, 1),
    "below-quotation": ("> A quotation\nand more", 2, 1),
    "below-reference": ("[a]: b.md\ntext", 2, 1),
    "below-table": ("| a | b |\n|---|---|\n| c | d |\ntext", 4, 1),
    "block-in-item": ("- > a quotation", 1, 1),
    "block-in-note": ("Text[^1]\n\n[^1]: - a", 3, 1),
    "block-in-quotation": ("> - a", 1, 1),
    "bracket": ("A [link] (b.md)", 1, 3),
    "bracket-after-number": ("100) one\n\nText", 1, 1),
    "code": ("```\n\nText", 1, 1),
    "definition": ("Term\n\n:   Means", 3, 1),
    "emphasis": ("Open*ed* on *Monday", 1, 5),
    "empty-item": ("- one\n-", 2, 1),
    "empty-line-in-list": ("- one\n    - two\n\n    - three", 4, 1),
    "heading": ("##Head", 1, 1),
    "heading-below": ("[a]: b.md\n## Head", 2, 1),
    "indented": ("Text\n\n    Text", 3, 1),
    "list-below-text": ("Text\n- one", 2, 1),
    "mixed-markers": ("- one\n* two", 2, 1),
    "nested-by-spaces": ("- one\n  - two", 2, 1),
    "nested-number": ("- one\n    2. two", 2, 1),
    "paragraph-in-item": ("- one\n\n  more", 3, 1),
    "quotation-below-text": ("Text\n> A quotation", 2, 1),
    "reference": ("Text\n[a]: b.md", 2, 1),
    "reference-in-list": ("- one\n\n[a]: b.md\n\n- two", 5, 1),
    "reference-twice": ("See [a].\n\n[a]: b.md\n[A]: c.md", 4, 1),
    "reference-unknown": ("See [words][name].", 1, 5),
    "rule": ("- - -", 1, 1),
    "rule-below": ("> A quotation\n***", 2, 1),
    "some-empty-lines": ("- one\n- two\n\n- three", 4, 1),
    "spaces-in-item": ("-    one", 1, 1),
    "table-below-text": ("Text\n| a | b |\n|---|---|\n| c | d |", 2, 1),
    "table-cells": ("| a | b |\n|---|---|\n| c | d | e |", 3, 1),
    "table-pipes": ("| a | b |\n|---|---|\n| c | d", 3, 1),
    "table-without-head": ("| a | b |", 1, 1),
    "table-without-pipes": ("--- | ---", 1, 1),
    "two-quotations": ("> One\n\n> Two", 3, 1),
    "underline": ("Text\n====", 2, 1),
}
# Texts that one engine reads otherwise than the other, each by another mechanism than the examples above.
DOUBTFUL = [
    *("a [ ](&'] b\n(x) c", "[ ] (x) c", "[ ][a] b\n\n[a]: b.md", "[ ](x 'y\n' c)", "[ ]('T'\\'T'')"),
    *("Seen.[^two after a *”*los** year.[^one]", "A [^name[m] and [x] see [b](b.md) or](b.md)"),
    *("an *h(*a*)\nb*", "the **h (**a**.\nb)**", "an _h(_a_)_"),
    *("Term\n: x\n\n  more", "Term\n:  x\n\n   more", "- a\n\nTerm\n: x\n\n  more"),
    *("a|b\n---|\ntext", "a|b\n--- |\nc|d"),
    *("[a][b]\n\n[a]: b.md", "[a][]\n\n[b]: b.md", "[a]\n\n[a]: b.md\n\n[a]: c.md"),
]
GOOD = [
    "A **bold** and *fine* word, __so__ _it_ is; snake_case, 5 * 3.\n\nCost*",
    '**[a](b.md)** and [**a**](b.md) and [`a`](b.md "Title") ![p](p.png)',
    '**A: *b* c.** And (*d*), "*e*" -- *f*.',
    "Name: ____ Date: ____",
    "- one\n  goes on\n- two\n\n## Head\n8. one\n9. two\n10. ten",
    "- one\n    - two\n        - three\n- four",
    "1. one\n    - two\n    - three\n2. four",
    "- one\n\n- two\n\n    more\n\n- three",
    "> One\n> two\n>\n> three\n\nText",
    "| a | b |\n|:--|--:|\n| [c](b.md) | *d* |\n\nText",
    "Term\n:   One\n:   Two\n    more\n\nOther\n:   Three",
    "A note.[^1]\n\n[^1]: One\n    more.\n\n    Two.\n\nText",
    "See [a] and [b][a].\n\n[a]: b.md",
    "See [Straße], [b][Low\nback  pain] and `[c][d]`.\n\n[STRASSE]: b.md\n[low  back pain]: b.md",
    "[ ] Yes, [ ] no\n\nTerm\n:   Means\n\nText",
    "Text\n\n---\n\nText\nin\n2019. Then more",
    "04. one\n05. two\n\nText\n03. more",
    "&eacute; <https://x.example/a_b*c> \\* \\q a < b",
    "## Head\n### Below\nText",
]


def check(text: str) -> list[Problem]:
    """The problems of a text."""
    return list(check_dialect(ParsedProse("a.md", 1, text, text, ())))


def read_by_each(text: str) -> list[str]:
    """The HTML of a text from each engine."""
    return [converter.convert(text, TARGETS).html for converter in CONVERTERS]


@cache
def paragraphs() -> list[str]:
    """The paragraphs, lists and tables of the pages of the demonstration."""
    pages = [file.read_text(encoding="utf-8") for file in sorted(CHECKOUT.glob("content/*/**/*.md"))]
    blocks = [block.strip("\n") for page in pages for block in page.split("\n---\n", 1)[-1].split("\n\n")]
    return [block for block in blocks if block and not block.startswith(":::")]


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_not_read_alike_is_reported_at_its_place(name: str) -> None:
    text, line, column = EXAMPLES[name]

    problems = check(text)

    assert [(each.place.line, each.place.column, each.message, each.fix) for each in problems] == [
        (line, column, FAULTS[name].message, FAULTS[name].fix)
    ]


@pytest.mark.parametrize("text", GOOD)
def test_what_the_docs_define_is_not_reported_and_is_read_alike(text: str) -> None:
    python_markdown, commonmark = read_by_each(text)

    assert check(text) == []
    assert python_markdown == commonmark


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_read_in_two_ways_is_reported(text: str) -> None:
    assert check(text)


def test_every_example_in_the_docs_is_not_reported_and_read_alike() -> None:
    document = CHECKOUT / "docs/reference/markdown.md"

    examples = [example.text for example in examples_in(document)]

    assert len(examples) >= 6
    assert [example for example in examples if check(example) or len(set(read_by_each(example))) > 1] == []


@pytest.mark.parametrize("above", ["", "a\n", "- a\n", "- a\n\n", "> a\n\n"])
@pytest.mark.parametrize("spaces", [" ", "  ", "    ", "\u00a0 "])
def test_spaces_behind_the_closing_signs_of_a_heading_are_read_alike(above: str, spaces: str) -> None:
    python_markdown, commonmark = read_by_each(f"{above}## Four ##{spaces}\nText")

    assert python_markdown == commonmark
    assert ">Four</h2>" in commonmark


@settings(max_examples=examples(300), deadline=None)
@given(texts())
def test_any_text_is_reported_or_read_alike(text: str) -> None:
    python_markdown, commonmark = read_by_each(text)

    assert check(text) or python_markdown == commonmark


@settings(max_examples=examples(300), deadline=None)
@given(some.data())
def test_pages_with_anything_typed_into_them_are_reported_or_read_alike(data: some.DataObject) -> None:
    text = "\n\n".join(data.draw(some.lists(some.sampled_from(paragraphs()), min_size=1, max_size=3)))
    for _ in range(data.draw(some.integers(1, 3))):
        start = data.draw(some.integers(0, len(text)))
        typed = data.draw(some.sampled_from((*WORDS, *SIGNS, *LINES)))
        text = text[:start] + typed + text[start + data.draw(some.integers(0, 3)) :]

    python_markdown, commonmark = read_by_each(text)

    assert check(text) or python_markdown == commonmark


@pytest.mark.matrix
def test_any_two_pieces_are_reported_or_read_alike() -> None:
    pairs = (f"{first}\n{second}" for first in LINES for second in LINES)

    different = [text for text in pairs if not check(text) and len(set(read_by_each(text))) > 1]

    assert different == []


def test_pages_of_the_corpus_are_in_the_dialect() -> None:
    assert [problem for page in make_corpus(20) for problem in check_dialect(parse(page.body))] == []


def test_a_component_ends_the_block_above_it() -> None:
    prose = parse("- one\n::: inset\n\n    Text\n\n- a\n:::\n- b\n")

    problems = list(check_dialect(prose))

    assert [(each.place.line, each.fix) for each in problems] == [(4, FAULTS["indented"].fix)]


def test_only_the_first_fault_in_a_paragraph_is_reported() -> None:
    problems = check("One *two ``three`` [four] (five)\n\nSix [seven] (eight)")

    assert [each.place.line for each in problems] == [1, 3]


@pytest.mark.parametrize(
    "sign",
    [
        *(
            "*a ",
            "**[a](b)",
            "[",
            "`",
            "- ",
            "\n> a\n",
            "|",
            "[^1]: \n",
            "_a_b ",
            "![",
            ":\n",
            "\\",
            " ",
            "|\n",
            "[^1] ",
        ),
        *("[a](b\n\n", "| - ", "`a ", "[a][", "* ", "1. a\n", "#", "~"),
    ],
)
def test_the_time_of_a_check_is_linear_in_the_length_of_the_text(sign: str) -> None:
    assert is_within(check, f"{sign * 500}x", f"{sign * 8_000}x", 16)
