"""The short ways around Python-Markdown give what the library's own ways give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown.treeprocessors import InlineProcessor

from benchmarks.corpus import make_corpus
from plainleaf.python_markdown import make_library
from plainleaf.quick_blocks import make_python_markdown
from plainleaf.quick_inline import INDENTED
from plainleaf.tree_html import write_html
from tests.markdown_pieces import texts
from tests.site_tools import CHECKOUT

SIGNS = some.text(alphabet="ab _*`[]()!>&;#\\\n:/@.^|-1", max_size=60)
PAGES = sorted((CHECKOUT / "content").rglob("*.md"))


def library_engine() -> Callable[[str], str]:
    """The engine without any short way."""
    md = make_library()
    inline = InlineProcessor(md)
    md.treeprocessors.register(inline, "inline", 20)

    def convert(source: str) -> str:
        md.reset()
        root = md.parser.parseDocument([source, "", ""]).getroot()
        assert root is not None
        for element in root.iter():
            element.text = INDENTED.sub("\n", (element.text or "").rstrip())
        inline.run(root)
        return write_html(root)

    return convert


QUICK, THEIRS = make_python_markdown(), library_engine()


@given(some.one_of(SIGNS, texts().filter(lambda text: "<" not in text)))
def test_any_text_is_converted_alike(text: str) -> None:
    assert QUICK(text) == THEIRS(text)


@pytest.mark.parametrize(
    "text", ["*a*", "**a**", "a *b* (*c*).", "[a](b)", "[](b)", "a  \nb", "a\n  b", "&eacute; & x", "[a](b?c=1&d=2)"]
)
def test_each_plain_sign_is_seen(text: str) -> None:
    html = QUICK(text)

    assert html == THEIRS(text)
    assert html != f"<p>{text}</p>\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_page_of_the_shipped_site_is_converted_alike(page: Path) -> None:
    text = page.read_text(encoding="utf-8").split("---", 2)[2]

    assert QUICK(text) == THEIRS(text)


def test_pages_of_the_corpus_are_converted_alike() -> None:
    for page in make_corpus(20):
        assert QUICK(page.body) == THEIRS(page.body)
