"""Markdown to HTML: what writers expect."""

from __future__ import annotations

import re

import pytest

from plainleaf.markdown.convert import make_converter, name_elements
from plainleaf.markdown.footnotes import split_notes
from plainleaf.model.jobs import LinkTarget
from tests.conversions import TARGETS, convert, each_engine


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
            '<p>Call <a href="tel:+13135550110">313-555-0110</a>.</p>',
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
        ("01. a\n02. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("٣. a", "<p>٣. a</p>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("- a\n    - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    ],
)
def test_markdown_becomes_html(text: str, html: str, engine: str) -> None:
    assert convert(text, engine).html == html


@pytest.mark.parametrize(
    ("text", "html"), [("    indented", "<p>indented</p>"), ("Dear Ada\n-----", "<p>Dear Ada</p>\n<hr>")]
)
def test_the_default_engine_ignores_indents_and_underlines(text: str, html: str) -> None:
    assert convert(text).html == html


@each_engine
def test_a_code_block_does_not_swallow_the_placeholder_of_a_component(engine: str) -> None:
    html = convert("```\n\n\ue0000\ue001\n\n:   x\n\n\ue0020\ue003\n", engine).html

    assert "<p>\ue0000\ue001</p>" in html
    assert "<p>\ue0020\ue003</p>" in html


@each_engine
def test_a_picture_has_its_size_and_loads_lazily(engine: str) -> None:
    html = convert('![A "nerve" <b>.](ok.svg "T")', engine).html

    assert html == (
        '<p><img alt="A &quot;nerve&quot; &lt;b&gt;." decoding="async" height="5" loading="lazy" src="/ok.svg"'
        ' title="T" width="4"></p>'
    )


@each_engine
def test_table_headers_have_a_scope(engine: str) -> None:
    html = convert("|Day|Walk|\n|---|--:|\n|1|5 minutes|", engine).html

    assert '<th scope="col">Day</th><th align="right" scope="col">Walk</th>' in html
    assert '<td align="right">5 minutes</td>' in html


@each_engine
def test_headings_get_ids_from_their_words_and_repeated_ones_a_number(engine: str) -> None:
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
def test_a_footnote_links_to_its_note_and_back(engine: str) -> None:
    html = convert(
        "It often passes.[^the guideline] Or not.[^the guideline]\n\n[^the guideline]: See [a](ok.md).", engine
    ).html

    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> Or' in html
    assert '<sup id="fnref2:1">' in html
    assert html.endswith(
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n<p>See <a href="/ok/">a</a>.&#160;'
        '<a class="footnote-backref" href="#fnref:1">↩</a>'
        '<a class="footnote-backref" href="#fnref2:1">↩</a></p>\n'
        "</li>\n</ol>\n</div>"
    )


def test_notes_are_numbered_in_the_order_of_their_uses() -> None:
    html = convert("Walk.[^b] Rest.[^a]\n\n[^unused]: Three.\n[^a]: Two.\n[^b]: One.\n").html

    assert re.findall(r'href="#fn:\d">(\d)', html) == ["1", "2"]
    assert re.findall(r"<p>(One|Two|Three)", html) == ["One", "Two", "Three"]


@each_engine
def test_the_links_of_footnotes_have_names_that_differ(engine: str) -> None:
    words = {
        "note_mark": "Note {number}",
        "note_back_one": "Back to {number}",
        "note_back": "{number}: {place} of {count}",
    }
    converted = convert("A.[^x] B.[^y] C.[^y]\n\n[^x]: One.\n[^y]: Two.", engine)

    html = name_elements(converted.html, "Title", words)

    links = re.findall(r'href="#(fn[^"]*)" role="doc-\w+" aria-label="([^"]*)"', html)
    assert links == [
        ("fn:1", "Note 1"), ("fn:2", "Note 2"), ("fn:2", "Note 2"),
        ("fnref:1", "Back to 1"), ("fnref:2", "2: 1 of 2"), ("fnref2:2", "2: 2 of 2"),
    ]  # fmt: skip


@each_engine
def test_a_prefix_is_part_of_every_id_of_a_footnote(engine: str) -> None:
    html = make_converter(engine).convert("A.[^x]\n\n[^x]: One.", {}, prefix="alert-").html

    assert re.findall(r'(?:id|href)="([^"]*)"', html) == [
        "fnref:alert-1", "#fn:alert-1", "fn:alert-1", "#fnref:alert-1",
    ]  # fmt: skip


@each_engine
def test_a_footnote_may_contain_a_list_and_an_undefined_one_stays_as_written(engine: str) -> None:
    html = convert("A.[^x] B.[^y] `[^x]`\n\n[^x]: One.\n    Two.\n\n    - three\n\nC.", engine).html

    assert "<p>A.<sup" in html
    assert "B.[^y] <code>[^x]</code></p>\n<p>C.</p>\n<div" in html
    assert "<p>One.\nTwo.</p>\n<ul>\n<li>three</li>\n</ul>\n<p><a class" in html


@each_engine
def test_no_state_leaks_from_one_page_to_the_next(engine: str) -> None:
    converter = make_converter(engine)
    converter.convert("## Signs\n\nA note.[^a]\n\n[^a]: Note.\n\n[x](y)\n\n[r]: ok.md", TARGETS)

    converted = converter.convert("## Signs\n\n[r]", {})

    assert converted.html == '<h2 id="signs">Signs</h2>\n<p>[r]</p>'
    assert converted.unresolved == ()


@each_engine
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[](phone:nurse)", '<p><a href="tel:911">911</a></p>'),
        ("[Call 911](phone:nurse)", '<p><a href="tel:911">Call 911</a></p>'),
        ("[Call us](phone:nurse)", '<p><a data-number="911" href="tel:911">Call us</a></p>'),
    ],
)
def test_a_number_is_printed_if_the_text_of_the_link_does_not_include_it(engine: str, text: str, html: str) -> None:
    targets = {"phone:nurse": LinkTarget("tel:911", "911", None)}

    assert make_converter(engine).convert(text, targets).html == html


@each_engine
def test_the_list_of_notes_can_be_taken_off_the_end_of_a_text(engine: str) -> None:
    html = convert("It helps.[^nice]\n\n[^nice]: NICE, 2020.", engine).html

    text, notes = split_notes(html)

    assert "NICE, 2020." not in text
    assert notes.startswith('<li id="fn:1">')
    assert notes.rstrip().endswith("</li>")
    assert split_notes("<p>No note.</p>\n") == ("<p>No note.</p>\n", "")
