"""The pass over a page's text typesets it and links terms, and changes nothing inside tags."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.markdown.text_pass import TextPass, make_finder
from plainleaf.model.cards import Link
from plainleaf.model.jobs import TermForm

MRI = TermForm("mri", "magnetic resonance imaging", "MRI", ("MRI scan",), "A scan with a magnet.", Link("MRI", "/mri/"))
NERVE = TermForm("nerve", "nerve", "", ("nerves",), "A cord that carries ‘signals’.", None)
ROOT = TermForm("nerve-root", "nerve root", "", (), "Where a nerve <begins>.", None)
IT = TermForm("it", "information technology", "IT", (), "Computers.", None)
TERMS = (MRI, NERVE, ROOT, IT)


def passed(source: str, *, with_terms: bool = True, own_url: str = "/x/") -> tuple[str, TextPass]:
    """The HTML after the pass, and the pass."""
    text_pass = TextPass(make_finder(TERMS), "en", own_url)
    return text_pass.apply(source, with_terms=with_terms), text_pass


def linked(source: str) -> list[str]:
    """The words that became links to their explanation."""
    return re.findall(r'<a class="term" href="#w:[^"]*"[^>]*>([^<]*)</a>', passed(source)[0])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>A nerve and a nerve.</p>", ["nerve"]),
        ("<p>Nerves hurt.</p>", ["Nerves"]),
        ("<p>The nerve root.</p>", ["nerve root"]),
        ("<p>An MRI scan.</p>", ["MRI scan"]),
        ("<p>Keep it and IT apart.</p>", ["IT"]),
        ("<p>mri</p>", []),
        ("<p>nerve-racking, unnerve, innerve</p>", []),
        ("<h2>The nerve</h2><p>Back.</p>", []),
        ("<p><a href='/x/'>the nerve</a></p>", []),
        ("<p><code>nerve</code></p>", []),
        ("<table><tr><th>nerve</th><td>nerve</td></tr></table>", ["nerve"]),
        ('<p>Pain.</p><div class="footnote"><p>The nerve, 2016</p></div>', []),
        ("<p><em>nerve</em> root</p>", ["nerve"]),
    ],
)
def test_the_first_use_of_a_term_leads_to_its_explanation(source: str, words: list[str]) -> None:
    assert linked(source) == words


@pytest.mark.parametrize(
    ("term", "prose", "words"),
    [
        ("iltihap", "iltihap, İltihap", ["iltihap"]),
        ("iltihap", "Bu İltihap.", ["İltihap"]),
        ("İltihap", "Bu iltihap, İİİ.", ["iltihap"]),
        ("ışık", "IŞIK, ışık", ["IŞIK"]),
        ("nerves", "nerveſ, nerves", ["nerves"]),
    ],
)
def test_a_term_is_found_in_capitals_of_every_language(term: str, prose: str, words: list[str]) -> None:
    finder = make_finder((TermForm("it", term, "", (), "A word.", None),))

    html = TextPass(finder, "tr", "").apply(f"<p>{prose}</p>", with_terms=True)

    assert re.findall(r'<a class="term"[^>]*>([^<]*)</a>', html) == words


def test_terms_are_found_among_many_others() -> None:
    others = tuple(TermForm(f"t{number}", f"organ{number}", "", (), "A part.", None) for number in range(100))
    text_pass = TextPass(make_finder((*others, *TERMS)), "en", "/x/")

    html = text_pass.apply("<p>An organ70, <em>organ7</em>, organ700 and a nerve root.</p>", with_terms=True)

    assert re.findall(r'href="#w:(\d)" id="t:\1"[^>]*>([^<]+)', html) == [
        ("1", "organ70"), ("2", "organ7"), ("3", "nerve root"),
    ]  # fmt: skip
    anchors = {word.term: (word.anchor, word.used_at) for word in text_pass.words()}
    assert anchors == {"organ7": ("w:2", "t:2"), "organ70": ("w:1", "t:1"), "nerve root": ("w:3", "t:3")}


def test_nothing_is_explained_when_terms_are_turned_off() -> None:
    html, text_pass = passed("<p>A nerve's end.</p>", with_terms=False)

    assert html == "<p>A nerve’s end.</p>"
    assert text_pass.words() == ()


def test_a_term_is_explained_once_for_all_parts_of_a_page() -> None:
    text_pass = TextPass(make_finder(TERMS), "en", "/x/")

    text_pass.apply("<p>nerve</p>", with_terms=True)

    assert text_pass.apply("<p>nerve</p>", with_terms=True) == "<p>nerve</p>"


def test_explanations_are_in_alphabetical_order_and_escaped() -> None:
    words = passed("<p>The nerve root, the nerve, the MRI.</p>")[1].words()

    assert [word.term for word in words] == ["magnetic resonance imaging", "nerve", "nerve root"]
    assert words[2].explanation == "Where a nerve &lt;begins&gt;."
    assert words[1].explanation == "A cord that carries ‘signals’."


def test_a_page_does_not_link_to_itself_for_more() -> None:
    assert passed("<p>MRI</p>", own_url="/mri/")[1].words()[0].page is None
    assert passed("<p>MRI</p>", own_url="/x/")[1].words()[0].page == Link("MRI", "/mri/")


def test_punctuation_inside_tags_and_code_stays() -> None:
    html, _ = passed('<p title="It\'s"><code>"x" -- \'y\'</code> "z"</p>')

    assert html == '<p title="It\'s"><code>"x" -- \'y\'</code> “z”</p>'


def test_a_quotation_mark_depends_on_the_character_before_the_tag() -> None:
    assert passed('<p>"<em>walk</em>"</p>')[0] == "<p>“<em>walk</em>”</p>"


def test_a_site_without_terms_has_no_word_list() -> None:
    text_pass = TextPass(make_finder(()), "en", "")

    assert text_pass.apply("<p>nerve</p>", with_terms=True) == "<p>nerve</p>"


@given(
    some.lists(
        some.sampled_from(["<p>", "</p>", "nerve ", "MRI", '"', "'", "&amp;", "<a>", "</a>", "--", "a"]), max_size=20
    )
)
def test_tags_stay_as_they_are_and_every_term_is_linked_at_most_once(parts: list[str]) -> None:
    source = "".join(parts)

    html, _ = passed(source)

    without_links = re.sub(r'<a class="term" href="#w:\d+"[^>]*>([^<]*)</a>', r"\1", html)
    assert re.findall("<[^>]+>", without_links) == re.findall("<[^>]+>", source)
    assert len(re.findall("#w:[^>]*>nerve", html)) <= 1


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>\"'<em>No</em>,' he said.\"</p>", "<p>“‘<em>No</em>,’ he said.”</p>"),
        ("<p>'<code>it's</code>' is</p>", "<p>‘<code>it's</code>’ is</p>"),
        ("<p><strong>'x'</strong>'s</p>", "<p><strong>‘x’</strong>’s</p>"),
        ("<p>'<img alt=\"it's\">' x</p><p>'sup</p>", '<p>‘<img alt="it\'s">’ x</p><p>’sup</p>'),
        ('<p>"one"<br>\n"two"</p>', "<p>“one”<br>\n“two”</p>"),
        ("<p>a-<em>-b</em></p>", "<p>a-<em>-b</em></p>"),
    ],
)
def test_quotations_reach_across_elements_but_not_across_blocks(source: str, html: str) -> None:
    assert passed(source)[0] == html
