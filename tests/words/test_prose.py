"""Prose is the words of a page with their places, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.problems import Place
from plainleaf.words.prose import ABBREVIATIONS, BEFORE_NUMBERS, PageProse, place_at, read_prose
from tests.growth import is_within
from tests.words.texts import page

MARKUP = [
    *(
        "word ",
        "Word. ",
        "e.g. ",
        "[",
        "]",
        "](",
        "(x.md)",
        ")",
        "![",
        "[^n]",
        "[^n]: ",
        "*",
        "**",
        "_",
        "`",
        "```",
        "# ",
    ),
    *(
        "- ",
        "1. ",
        "    ",
        ":   ",
        "> ",
        "<",
        ">",
        "<!--",
        "-->",
        "{#id}",
        "&amp;",
        "\\",
        "https://a.example/b",
        "¿",
        "İ",
    ),
    *(
        "\1",
        "’",
        "…",
        "!",
        "?",
        "313-555-0110",
        "::: figure\n",
        ":::",
        "key: value\n",
        "---",
        "|",
        "\n",
        "\n\n",
        "\t",
        "\r",
        "\0",
    ),
]
MARKDOWN = st.lists(st.sampled_from(MARKUP), max_size=60).map("".join)
PARTS = [
    *(
        "[",
        "](",
        "![",
        "`",
        "<a",
        "**",
        "(",
        "\\",
        "{#",
        "|",
        "[^",
        "https://",
        "&",
        "1-",
        "A",
        ".",
        "a.",
        "x...",
        "- ",
        "\n",
        " ",
    ),
    *(
        ".x",
        "? ! ",
        "::: x\n",
        "a. ",
        "(a",
        "](a)",
        "[a](",
        "* ",
        "# a\n",
        "a | b\n",
        "-\n",
        "[a]: ",
        ":::",
        "1. a\n   ",
    ),
]


def sentences(prose: PageProse) -> list[str]:
    """The sentences that scores count, as plain text."""
    return [
        " ".join(prose.text[sentence.start : sentence.end].split())
        for paragraph in prose.paragraphs
        if paragraph.is_prose
        for sentence in paragraph.sentences
    ]


def test_markup_is_left_out_and_words_stay() -> None:
    text = 'Sciatica is **pain** that [runs down](symptoms.md#path "Path") the *leg*, see <https://a.example/>.'

    prose = read_prose(page(text))

    assert prose.words == ("sciatica", "is", "pain", "that", "runs", "down", "the", "leg", "see")
    assert len(prose.text) == len(text)


def test_no_markup_reaches_from_one_block_into_the_next() -> None:
    prose = read_prose(
        page("- one `two\n- three` four\n- [five](six\n- seven) eight\n\nnine <b ten\n\neleven> twelve\n")
    )

    words = " ".join(prose.words)
    assert words == "one two three four five six seven eight nine b ten eleven twelve"


def test_components_options_tables_and_footnotes_are_not_scored() -> None:
    text = (
        "::: figure\npicture: /pictures/a.svg\nalt: Not read\n\nThe caption.\n:::\n\n"
        "| head | head |\n|---|---|\n| cell | cell |\n\n"
        "Read.[^a]\n\n[^a]: Not read.\n    Not read.\n\n[link]: https://a.example/\n\n![not read](a.png)\n"
    )

    prose = read_prose(page(text))

    assert sentences(prose) == ["The caption.", "Read.\1"]


def test_what_looks_like_code_is_read() -> None:
    prose = read_prose(page("```\nCall us.\n```\n\n    Walk on.\n\n[Note]: keep `warm` all day.\n"))

    assert " ".join(prose.words) == "call us walk on note keep warm all day"


def test_headings_are_not_scored() -> None:
    prose = read_prose(
        page("## When to call\n\nCall us.\n\nUnderlined\n----------\n\n::: question Why me?\nBy chance.\n:::\n")
    )

    assert sentences(prose) == ["Call us.", "By chance."]
    assert [paragraph.kind for paragraph in prose.paragraphs].count("heading") == 3


def test_list_items_and_definitions_are_separate_sentences() -> None:
    prose = read_prose(page("You may have:\n\n- pain\n- numb toes\n  at night\n\nDisc\n:   A soft pad.\n"))

    assert sentences(prose) == ["You may have:", "pain", "numb toes at night", "A soft pad."]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Dr. Smith said so. We agree.", 2),
        ("Use ice, e.g. a cold pack. Then rest.", 2),
        ("It took approx. 3 weeks.", 1),
        ("See J. Smith, Fig. 2, in the U.S. for more.", 1),
        ("“Why me?” she said. No one knows…", 2),
        ("Walk 2.5 miles. Stop! Was it hard?", 3),
        ("**Rest.** Then move.[^a] Then walk.", 3),
        ("¿Le duele? Llame al Dr. Ruiz.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, number: int) -> None:
    assert len(read_prose(page(text)).sentences) == number


def test_nested_lists_are_counted_separately() -> None:
    prose = read_prose(page("- a\n- b\n  - b1\n  - b2\n- c\n\nText.\n\n1. one\n\n2. two\n"))

    assert [items.length for items in prose.lists] == [3, 2, 2]


def test_places_refer_to_the_file() -> None:
    prose = read_prose(page("First.\n\n- an *item*\n"))

    assert place_at(prose, prose.word_starts[2]) == Place("content/en/page.md", 12, 7)


@given(MARKDOWN)
def test_any_text_can_be_read_and_every_word_is_at_its_place(text: str) -> None:
    prose = read_prose(page(text))

    lines = text.split("\n")
    for word, start in zip(prose.words, prose.word_starts, strict=True):
        place = place_at(prose, start)
        # A word goes on after a character that nobody sees.
        written = lines[place.line - 10][place.column - 1 :].replace("\1", "")[: len(word)]
        assert written.replace("’", "'").casefold() in (word, word.casefold())


@given(st.text(max_size=300))
def test_text_in_any_script_can_be_read(text: str) -> None:
    prose = read_prose(page(text))

    assert all(0 <= sentence.start < sentence.end <= len(text) for sentence in prose.sentences)
    assert len(prose.words) == len(prose.word_starts)


@pytest.mark.parametrize("part", PARTS)
def test_time_is_linear_in_the_length_of_the_text(part: str) -> None:
    assert is_within(read_prose, page(part * 500), page(part * 8_000), 16)


def plain_sentences(text: str) -> list[str]:
    """The sentences of a text of plain paragraphs, found by a simple reference implementation."""
    found = []
    for block in re.split(r"\n\n+", text):
        begin = 0
        for match in re.finditer(r"[.!?…]+[\"'”’»)]*(?=\s+(\S))", block):
            words = block[begin : match.start()].lower().split() or [""]
            word = words[-1].lstrip('(["“')
            is_initial = len(word) == 1 and block[match.start() - 1].isupper() and word != "i"
            is_short = word in ABBREVIATIONS or is_initial or (word in BEFORE_NUMBERS and match[1].isdigit())
            if not (match[1].islower() or is_short):
                found.append(block[begin : match.end()])
                begin = match.end()
        found.append(block[begin:])
    return [" ".join(each.split()) for each in found if re.search(r"\w", each)]


PIECES = [
    "Walk",
    "rest",
    "Dr",
    "e.g",
    "No",
    "I",
    "J",
    "(Ud",
    "5",
    ".",
    "?",
    "…",
    ".”",
    ".)",
    " ",
    " ",
    "\n",
    "\n\n",
    ", ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_sentences_agree_with_a_slow_and_simple_implementation(text: str) -> None:
    plain = "Begin " + "\n".join(
        f"a{line}" if line[:1] in set(".…?,)”5 ") and line else line for line in text.split("\n")
    )

    assert sentences(read_prose(page(plain))) == plain_sentences(plain)


def test_a_footnote_at_the_end_of_a_block_belongs_to_its_last_sentence() -> None:
    prose = read_prose(page("Walk. [^a]\n\nRest. Then walk.[^b]\n\n[^c] Sleep.\n"))

    assert sentences(prose) == ["Walk. \1", "Rest.", "Then walk.\1", "\1 Sleep."]
