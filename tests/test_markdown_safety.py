"""Markdown to HTML: nothing that a page must not hold comes through, whatever is written, and nothing is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.markdown.convert import make_converter
from plainleaf.markdown.text_pass import TextPass, make_finder
from tests.conversions import ALLOWED, TARGETS, convert, each_engine
from tests.growth import is_within
from tests.markdown_pieces import ENGINES, texts

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
        "<a@b.example onclick=x>",
        '<https://x.example/"onclick="y>',
        '![<https://x.example/"y>](ok.svg)',
        "![<sub>](ok.svg)",
        "![[^n]](ok.svg)",
        "[<sub>](ok.md)",
        "~~~",
        "\ue0040\ue0050\ue006\ue0079\ue008",
    ]
)


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


@each_engine
@pytest.mark.parametrize(
    "text", ["[a](b.md)", "[a](mailto:a@b.example)", "![a](c.png)", "[a](javascript:x)", "<a@b.example>"]
)
def test_a_target_that_nobody_looked_up_is_a_stranger_and_leads_nowhere(text: str, engine: str) -> None:
    converted = make_converter(engine).convert(text, {})

    assert converted.unresolved
    assert "href" not in converted.html
    assert "src" not in converted.html


@each_engine
def test_allowed_elements_pass_without_attributes_and_others_do_not(engine: str) -> None:
    html = convert("H<sub>2</sub>O <b>now</b> <sub class=x> `<sub>`", engine, ALLOWED).html

    assert html == ("<p>H<sub>2</sub>O &lt;b&gt;now&lt;/b&gt; &lt;sub class=x&gt; <code>&lt;sub&gt;</code></p>")


@each_engine
@given(some.lists(PIECES, max_size=12).map("".join), some.sampled_from([(), ALLOWED]))
def test_nothing_active_comes_through(engine: str, text: str, allowed: tuple[str, ...]) -> None:
    converted = convert(text, engine, allowed)
    html = TextPass(make_finder(()), "en", "").apply(converted.html, with_terms=True)

    for tag, attributes in Seen(html).elements:
        assert TAGS.fullmatch(tag)
        assert all(map(ATTRIBUTES.fullmatch, attributes))
        for address in (attributes.get("href", "/"), attributes.get("src", "/")):
            assert address.startswith(("/", "https://", "http://", "#fn"))


@each_engine
@given(some.text("abé .,\n>#*-", max_size=120))
def test_no_letter_is_lost_or_moved_by_markup(engine: str, text: str) -> None:
    seen = Seen(convert(text, engine).html)

    assert "".join(filter(str.isalpha, "".join(seen.texts))) == "".join(filter(str.isalpha, text))


@each_engine
@given(some.one_of(some.text(max_size=120), texts()))
def test_any_text_is_converted_without_raising(engine: str, text: str) -> None:
    assert "\ue004" not in convert(text, engine).html


@each_engine
@pytest.mark.parametrize(
    "sign", ["<", "**a ", "`", "&", "<a@", "\\", "> ", "- ", "|", "&#", "[a](ok.md) ", "<sub>", "_a "]
)
def test_the_time_for_a_text_grows_with_its_length_and_nothing_else(engine: str, sign: str) -> None:
    converter = make_converter(engine)

    assert is_within(lambda text: converter.convert(text, TARGETS), sign * 250, sign * 4000, 16)


# For each bracket Python-Markdown looks for the one that closes it up to the end of the paragraph.
@pytest.mark.parametrize(("engine", "power"), list(zip(ENGINES, (2, 1), strict=True)))
@pytest.mark.parametrize("sign", ["[^", "[", "![", "[a]("])
def test_open_brackets_take_time_with_their_number_or_at_most_with_its_square(
    engine: str, power: int, sign: str
) -> None:
    converter = make_converter(engine)

    assert is_within(lambda text: converter.convert(text, TARGETS), sign * 100, sign * 800, 8, power=power)
