"""Markdown to HTML: what writers expect, and nothing that a page must not hold, whatever is written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.cards import Picture
from plainleaf.jobs import LinkTarget
from plainleaf.markdown_text import Converter
from plainleaf.text_pass import TextPass, make_finder

ALLOWED = ("sub", "kbd")
TAGS = re.compile(
    r"p|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|a|img|em|strong|code|pre|blockquote|hr|br|div|sup|span|sub|kbd"
)
ATTRIBUTES = re.compile(
    r"href|src|alt|title|id|class|scope|align|loading|decoding|width|height|start|colspan|data-number"
)
PIECES = some.sampled_from(
    [
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)>",
        "<b onclick=x>",
        "<style>",
        "style='x'",
        "<sub>",
        "</kbd>",
        "<sub onclick=x>",
        "<!--",
        "-->",
        "<?php",
        "<![CDATA[",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "&colon;",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:x)",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](ok.md)",
        '[a](ok.md "t\\"onclick=x")',
        "[a](mailto:a@b.example 'c')",
        "[a]( javascript:x )",
        "[a](<javascript:x>)",
        "![a](ok.svg)",
        '![a](x" onerror="y)',
        "![a][r]",
        "[r]: javascript:x",
        "[r]: <data:x>",
        "<javascript:x>",
        "<a@b.example>",
        '<https://nhs.example/?a=b&c="d>',
        "[^n]",
        "[^n]: note",
        "# Head",
        "## Two {: onclick=x }",
        "{: style=x }",
        "`code <script>`",
        "``",
        "`",
        "```",
        "    code",
        "|a|b|\n|-|:-|\n|c|<i>|",
        "a\n:   b",
        "- x",
        "1. y",
        "> q",
        "**",
        "_",
        "\\<script>",
        "\\",
        "\n",
        "\n\n",
        " ",
        "\t",
        "text",
        "\x02wzxhzdk:0\x03",
        "\x02amp\x03",
        "&amp;",
    ]
)
TARGETS = {
    "ok.md": LinkTarget("/ok/", "Fine", None),
    "!ok.svg": LinkTarget("/ok.svg", "", Picture("/ok.svg", 4, 5)),
    "gone.md": LinkTarget("", "", None),
}


class Seen(HTMLParser):
    """The elements of an HTML text with their attributes. HTMLParser asks for a class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


def convert(text: str) -> str:
    """The HTML of a text."""
    return Converter().convert(text, TARGETS).html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Stop** and *rest*.", "<p><strong>Stop</strong> and <em>rest</em>.</p>"),
        ("[a](ok.md)", '<p><a href="/ok/">a</a></p>'),
        ("[](ok.md)", '<p><a href="/ok/">Fine</a></p>'),
        ("[a](gone.md)", "<p><span>a</span></p>"),
        ("    indented", "<p>indented</p>"),
        ("Dear Ada\n-----", "<p>Dear Ada</p>\n<hr>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("snake_case_word", "<p>snake_case_word</p>"),
        ("Term\n:   What it means", "<dl>\n<dt>Term</dt>\n<dd>What it means</dd>\n</dl>"),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert convert(text) == html


def test_a_picture_has_its_size_and_loads_late() -> None:
    html = convert("![A nerve.](ok.svg)")

    assert 'alt="A nerve."' in html
    assert 'width="4"' in html
    assert 'height="5"' in html
    assert 'loading="lazy"' in html


def test_a_table_says_what_its_heads_are_for() -> None:
    html = convert("|Day|Walk|\n|---|----|\n|1|5 minutes|")

    assert html.count('<th scope="col">') == 2


def test_headings_get_ids_of_their_words_and_repeated_ones_a_number() -> None:
    converted = Converter().convert("## What it *is*\n\n## What it is\n\n## ¿Qué es?\n\n## 痛み\n\n## !", {})

    assert [heading.anchor for heading in converted.headings] == [
        "what-it-is",
        "what-it-is-2",
        "que-es",
        "痛み",
        "section",
    ]
    assert converted.headings[0].text == "What it is"


def test_a_prefix_begins_every_id() -> None:
    converted = Converter().convert("## Signs", {}, prefix="inset-1-")

    assert 'id="inset-1-signs"' in converted.html


def test_a_footnote_leads_to_its_note_and_back() -> None:
    html = convert("It often passes.[^nice]\n\n[^nice]: NICE, 2016.")

    assert 'href="#fn:nice"' in html
    assert 'href="#fnref:nice"' in html


def test_one_page_leaves_nothing_behind_for_the_next() -> None:
    converter = Converter()
    converter.convert("## Signs\n\nA note.[^a]\n\n[^a]: Note.\n\n[x](y)", {})

    converted = converter.convert("## Signs", {})

    assert converted.html == '<h2 id="signs">Signs</h2>'
    assert converted.strangers == ()


@pytest.mark.parametrize(
    "text", ["[a](b.md)", "[a](mailto:a@b.example)", "![a](c.png)", "[a](javascript:x)", "<a@b.example>"]
)
def test_a_target_that_nobody_looked_up_is_a_stranger(text: str) -> None:
    assert Converter().convert(text, {}).strangers


def test_allowed_elements_pass_without_attributes_and_others_do_not() -> None:
    html = Converter(ALLOWED).convert("H<sub>2</sub>O <b>now</b> <sub class=x>", {}).html

    assert html == "<p>H<sub>2</sub>O &lt;b&gt;now&lt;/b&gt; &lt;sub class=x&gt;</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[](phone:nurse)", '<p><a href="tel:911">911</a></p>'),
        ("[Call 911](phone:nurse)", '<p><a href="tel:911">Call 911</a></p>'),
        ("[Call us](phone:nurse)", '<p><a data-number="911" href="tel:911">Call us</a></p>'),
    ],
)
def test_a_number_is_kept_for_paper_where_the_link_does_not_say_it(text: str, html: str) -> None:
    targets = {"phone:nurse": LinkTarget("tel:911", "911", None)}

    assert Converter().convert(text, targets).html == html


@given(some.lists(PIECES, max_size=12).map("".join), some.sampled_from([(), ALLOWED]))
def test_nothing_active_comes_through(text: str, allowed: tuple[str, ...]) -> None:
    converted = Converter(allowed).convert(text, TARGETS)
    html = TextPass(make_finder(()), "en", "").apply(converted.html, with_terms=True)

    for tag, attributes in Seen(html).elements:
        assert TAGS.fullmatch(tag)
        assert all(map(ATTRIBUTES.fullmatch, attributes))
        if not converted.strangers:
            for address in (attributes.get("href", "/"), attributes.get("src", "/")):
                assert address.startswith(("/", "https://", "http://", "#fn"))


@given(some.text("abé .,\n>#*-", max_size=120))
def test_no_letter_is_lost_or_moved_by_markup(text: str) -> None:
    seen = Seen(convert(text))

    assert "".join(filter(str.isalpha, "".join(seen.texts))) == "".join(filter(str.isalpha, text))
