"""Markdown to HTML: what writers expect, and nothing that a page must not hold, whatever is written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.cards import Picture
from plainleaf.jobs import LinkTarget
from plainleaf.markdown_text import Converted, Converter, make_converter
from plainleaf.text_pass import TextPass, make_finder
from tests.markdown_pieces import ENGINES, texts

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
TARGETS = {
    "ok.md": LinkTarget("/ok/", "Fine", None),
    "!ok.svg": LinkTarget("/ok.svg", "", Picture("/ok.svg", 4, 5)),
    "gone.md": LinkTarget("", "", None),
    "é.md": LinkTarget("/e/", "E", None),
    "phone:front": LinkTarget("tel:+13135550110", "313-555-0110", None),
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


CONVERTERS: dict[tuple[str, tuple[str, ...]], Converter] = {
    (name, allowed): make_converter(name, allowed) for name in ENGINES for allowed in ((), ALLOWED)
}
# Each test is of both engines, but where a text is not in the dialect.
each_engine = pytest.mark.parametrize("engine", ENGINES)


def convert(text: str, engine: str = ENGINES[0], allowed: tuple[str, ...] = ()) -> Converted:
    """A text as HTML."""
    return CONVERTERS[engine, allowed].convert(text, TARGETS)


@each_engine
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Stop** and *rest*.", "<p><strong>Stop</strong> and <em>rest</em>.</p>"),
        ("[a](ok.md)", '<p><a href="/ok/">a</a></p>'),
        ('[a](ok.md "It\'s")', '<p><a href="/ok/" title="It\'s">a</a></p>'),
        ("[](ok.md)", '<p><a href="/ok/">Fine</a></p>'),
        ("[a](gone.md)", "<p><span>a</span></p>"),
        ("[**a**](gone.md) [b](ok.md)", '<p><span><strong>a</strong></span> <a href="/ok/">b</a></p>'),
        (
            "Call [](phone:front).",
            '<p>Call <a data-number="313-555-0110" href="tel:+13135550110">313-555-0110</a>.</p>',
        ),
        ("[a][r]\n\n[r]: ok.md", '<p><a href="/ok/">a</a></p>'),
        ("[é](é.md)", '<p><a href="/e/">é</a></p>'),
        (
            "<https://nhs.example/?a=1&b>",
            '<p><a href="https://nhs.example/?a=1&amp;b">https://nhs.example/?a=1&amp;b</a></p>',
        ),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("&eacute; &amp; &nope; \\&eacute;", "<p>é &amp; &amp;nope; &amp;eacute;</p>"),
        ("`a < &amp; <b>`", "<p><code>a &lt; &amp;amp; &lt;b&gt;</code></p>"),
        ('\\<b> \\* \\"', '<p>&lt;b&gt; * "</p>'),
        ("snake_case_word", "<p>snake_case_word</p>"),
        ("a  \nb \nc", "<p>a<br>\nb\nc</p>"),
        ("Term\n:   What it means", "<dl>\n<dt>Term</dt>\n<dd>What it means</dd>\n</dl>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("- a\n    - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    ],
)
def test_markdown_becomes_html(text: str, html: str, engine: str) -> None:
    assert convert(text, engine).html == html


@pytest.mark.parametrize(
    ("text", "html"), [("    indented", "<p>indented</p>"), ("Dear Ada\n-----", "<p>Dear Ada</p>\n<hr>")]
)
def test_the_usual_engine_makes_nothing_of_spaces_and_dashes(text: str, html: str) -> None:
    assert convert(text).html == html


@each_engine
def test_block_code_does_not_swallow_the_mark_of_a_component(engine: str) -> None:
    html = convert("```\n\n\ue0000\ue001\n\n:   x\n\n\ue0020\ue003\n", engine).html

    assert "<p>\ue0000\ue001</p>" in html
    assert "<p>\ue0020\ue003</p>" in html


@each_engine
def test_a_picture_has_its_size_and_loads_late(engine: str) -> None:
    html = convert('![A "nerve" <b>.](ok.svg "T")', engine).html

    assert html == (
        '<p><img alt="A &quot;nerve&quot; &lt;b&gt;." decoding="async" height="5" loading="lazy" src="/ok.svg"'
        ' title="T" width="4"></p>'
    )


@each_engine
def test_a_table_says_what_its_heads_are_for(engine: str) -> None:
    html = convert("|Day|Walk|\n|---|--:|\n|1|5 minutes|", engine).html

    assert '<th scope="col">Day</th><th align="right" scope="col">Walk</th>' in html
    assert '<td align="right">5 minutes</td>' in html


@each_engine
def test_headings_get_ids_of_their_words_and_repeated_ones_a_number(engine: str) -> None:
    text = "## What it *is*\n\n## What it is[^1]\n\n## ¿Qué es?\n\n## 痛み\n\n## !\n\n## a < b\n\n[^1]: Note."

    converted = convert(text, engine)

    anchors = ["what-it-is", "what-it-is-2", "que-es", "痛み", "section", "a-b"]
    assert [heading.anchor for heading in converted.headings] == anchors
    assert [heading.text for heading in converted.headings][:2] == ["What it is", "What it is"]
    assert converted.headings[-1].text == "a < b"


@each_engine
def test_a_prefix_begins_every_id(engine: str) -> None:
    converted = make_converter(engine).convert("## Signs", {}, prefix="inset-1-")

    assert 'id="inset-1-signs"' in converted.html


@each_engine
def test_a_footnote_leads_to_its_note_and_back(engine: str) -> None:
    html = convert("It often passes.[^nice] Or not.[^nice]\n\n[^nice]: See [a](ok.md).", engine).html

    assert '<sup id="fnref:nice"><a class="footnote-ref" href="#fn:nice">1</a></sup> Or' in html
    assert '<sup id="fnref2:nice">' in html
    assert html.endswith(
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:nice">\n<p>See <a href="/ok/">a</a>.&#160;'
        '<a class="footnote-backref" href="#fnref:nice" title="Back to the text of note 1">↩</a>'
        '<a class="footnote-backref" href="#fnref2:nice" title="Back to the text of note 1">↩</a></p>\n'
        "</li>\n</ol>\n</div>"
    )


@each_engine
def test_a_footnote_may_hold_a_list_and_one_without_text_stays_as_it_is_written(engine: str) -> None:
    html = convert("A.[^x] B.[^y] `[^x]`\n\n[^x]: One.\n    Two.\n\n    - three\n\nC.", engine).html

    assert "<p>A.<sup" in html
    assert "B.[^y] <code>[^x]</code></p>\n<p>C.</p>\n<div" in html
    assert "<p>One.\nTwo.</p>\n<ul>\n<li>three</li>\n</ul>\n<p><a class" in html


@each_engine
def test_one_page_leaves_nothing_behind_for_the_next(engine: str) -> None:
    converter = make_converter(engine)
    converter.convert("## Signs\n\nA note.[^a]\n\n[^a]: Note.\n\n[x](y)\n\n[r]: ok.md", TARGETS)

    converted = converter.convert("## Signs\n\n[r]", {})

    assert converted.html == '<h2 id="signs">Signs</h2>\n<p>[r]</p>'
    assert converted.strangers == ()


@each_engine
@pytest.mark.parametrize(
    "text", ["[a](b.md)", "[a](mailto:a@b.example)", "![a](c.png)", "[a](javascript:x)", "<a@b.example>"]
)
def test_a_target_that_nobody_looked_up_is_a_stranger_and_leads_nowhere(text: str, engine: str) -> None:
    converted = make_converter(engine).convert(text, {})

    assert converted.strangers
    assert "href" not in converted.html
    assert "src" not in converted.html


@each_engine
def test_allowed_elements_pass_without_attributes_and_others_do_not(engine: str) -> None:
    html = convert("H<sub>2</sub>O <b>now</b> <sub class=x> `<sub>`", engine, ALLOWED).html

    assert html == ("<p>H<sub>2</sub>O &lt;b&gt;now&lt;/b&gt; &lt;sub class=x&gt; <code>&lt;sub&gt;</code></p>")


@each_engine
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[](phone:nurse)", '<p><a href="tel:911">911</a></p>'),
        ("[Call 911](phone:nurse)", '<p><a href="tel:911">Call 911</a></p>'),
        ("[Call us](phone:nurse)", '<p><a data-number="911" href="tel:911">Call us</a></p>'),
    ],
)
def test_a_number_is_kept_for_paper_where_the_link_does_not_say_it(engine: str, text: str, html: str) -> None:
    targets = {"phone:nurse": LinkTarget("tel:911", "911", None)}

    assert make_converter(engine).convert(text, targets).html == html


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
def test_a_long_text_of_signs_takes_no_long_time(engine: str) -> None:
    converter = make_converter(engine)

    for sign in ("<", "[^", "[", "**a ", "`", "&", "![", "<a@", "\\", "> ", "- ", "|", "[a](", "&#"):
        converter.convert(sign * 2000, TARGETS)
