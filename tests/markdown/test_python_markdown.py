"""The engine is Python-Markdown itself: everything it produces is there, in another form."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from benchmarks.corpus import make_corpus
from plainleaf.markdown.python_markdown import make_python_markdown
from tests.site_tools import CHECKOUT

ENGINE = make_python_markdown()
EXTENSIONS = ["tables", "def_list", "sane_lists"]
PAGES = sorted((CHECKOUT / "content").rglob("*.md"))


class Elements(HTMLParser):
    """The elements and words of an HTML text in order, without white space. HTMLParser requires a class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element and its attributes."""
        self.found.append((tag, sorted((name, (value or "").rstrip(";")) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Record the end of an element."""
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Record words."""
        self.found.extend(data.split())


def as_published(html: str) -> list[object]:
    """The content of an HTML text as a reader gets it."""
    return Elements(html).found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_page_of_the_shipped_site_has_the_content_that_the_library_produces(page: Path) -> None:
    text = page.read_text(encoding="utf-8").split("---", 2)[2].replace("<", "")

    assert as_published(ENGINE(text)) == as_published(markdown.markdown(text, extensions=EXTENSIONS))


def test_pages_of_the_corpus_have_the_content_that_the_library_produces() -> None:
    for page in make_corpus(20):
        assert as_published(ENGINE(page.body)) == as_published(markdown.markdown(page.body, extensions=EXTENSIONS))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n  b  \nc   ", "<p>a\nb<br />\nc</p>"),
        ("&eacute; & \\&eacute; \\* &foo;", "<p>é &amp; &amp;eacute; * &amp;foo;</p>"),
        ("[a](b?c=1&d=2 'T')", '<p><a href="b?c=1&amp;d=2" title="T">a</a></p>'),
        ('![a "b"](c.png)', '<p><img src="c.png" alt="a &quot;b&quot;" /></p>'),
        ("- a\n    - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("`a &amp; *b*`", "<p><code>a &amp;amp; *b*</code></p>"),
        ("|a|\n|:-|\n|c|", '<table><thead><tr><th style="text-align: left;">a</th></tr></thead><tbody>\n'
         '<tr><td style="text-align: left;">c</td></tr>\n</tbody></table>'),
        ("", ""),
    ],
)  # fmt: skip
def test_html_has_the_form_of_the_other_engine(text: str, html: str) -> None:
    assert ENGINE(text).rstrip("\n") == html


def test_no_placeholder_of_the_library_is_left_in_the_html() -> None:
    assert not re.search("[\x02\x03]|wzxhzdk|klzzwxh", ENGINE("\\* `a` [b](c) *d* &amp; \\&amp;"))
