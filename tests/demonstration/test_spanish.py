"""Somebody who reads only Spanish finds all of the shipped site in Spanish, and its red flags are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.english_words import english_in, words_of
from tests.examples import few
from tests.shipped_site import ShippedSite, build_shipped_site, copy_site
from tests.test_spanish_pages import texts_of

SIGNS = "red-flags/cauda-equina.yaml"
SIGN = re.compile(r"  - id: bladder-feel\n    says: .+\n")
FEED_TEXT = re.compile(r"<(?:title|summary)[^>]*>([^<]+)")
STYLE_TEXT = re.compile(r"content: ?\"[^\"]*[A-Za-z]{2}")


@pytest.fixture(scope="module")
def english_site(shipped: ShippedSite) -> set[str]:
    """The words of the English pages."""
    return words_of(text for page in shipped for text in texts_of(page.source, "en"))


def test_no_spanish_page_holds_an_english_word_that_is_no_name(shipped: ShippedSite, english_site: set[str]) -> None:
    found = {page.address: english_in(texts_of(page.source), english_site) for page in shipped.every()}

    assert {address: words for address, words in found.items() if words} == {}
    # The page for wrong addresses has a part in each language.
    spanish = [page.address for page in shipped.every() if any(texts_of(page.source))]
    assert "/404.html" in spanish
    assert len(spanish) > 60


def test_english_on_a_spanish_page_would_be_found(shipped: ShippedSite, english_site: set[str]) -> None:
    page = shipped["/es/"].source

    changed = page.replace("<main", '<main aria-label="Call"', 1).replace("</h1>", " today</h1>", 1)

    assert english_in(texts_of(changed), english_site) == {"call", "today"}


def test_structured_data_feed_and_styles_hold_no_english(shipped: ShippedSite, english_site: set[str]) -> None:
    feed = FEED_TEXT.findall((shipped.folder / "es/feed.xml").read_text("utf-8"))
    spanish = [page for page in shipped.every() if page.address.startswith("/es/") and page.graph]
    languages = {node["inLanguage"] for page in spanish for node in page.graph if "inLanguage" in node}
    styles = [file.read_text("utf-8") for file in (shipped.folder / "assets").glob("*.css")]

    assert feed and english_in(feed, english_site) == set()
    assert spanish and languages == {"es"}
    assert styles and [found for text in styles for found in STYLE_TEXT.findall(text)] == []


def test_titles_of_english_sources_say_that_they_are_english(shipped: ShippedSite) -> None:
    links = LexborHTMLParser(shipped["/es/ciatica/sintomas/"].source).css(".references .source")

    assert links and {link.attributes.get("lang") for link in links} == {"en"}
    assert 'class="source" lang' not in shipped["/sciatica/symptoms/"].source


@pytest.mark.parametrize(("shortened", "expected"), few([("en", "es"), ("es", "es")]))
def test_a_red_flag_that_one_language_lacks_is_an_error_at_the_spanish_set(
    shortened: str, expected: str, tmp_path: Path
) -> None:
    root = copy_site(tmp_path / "root")
    file = root / "content" / shortened / SIGNS
    text = file.read_text("utf-8")
    assert SIGN.search(text)
    file.write_text(SIGN.sub("", text), "utf-8")

    run = build_shipped_site(tmp_path / "out", root=root)

    errors = [each for each in run.problems if each["severity"] == "error" and each["rule"] == "red-flags-differ"]
    assert run.code != 0
    assert {each["path"] for each in errors} == {f"content/{expected}/{SIGNS}"}
