"""The quick inline pass gives what Python-Markdown's own gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown.treeprocessors import InlineProcessor

from plainleaf.markdown_text import Converter
from tests.site_tools import CHECKOUT

SIGNS = some.text(alphabet="ab _*`[]()!<>&;#\\\n:/@.^", max_size=60)
PAGES = sorted((CHECKOUT / "content").rglob("*.md"))


def both(text: str) -> tuple[str, str]:
    """The HTML of a text by the quick pass and by the library's."""
    quick, theirs = Converter(("kbd",)), Converter(("kbd",))
    theirs.md.treeprocessors.register(InlineProcessor(theirs.md), "inline", 20)
    return quick.convert(text, {}).html, theirs.convert(text, {}).html


@given(SIGNS)
def test_any_text_is_converted_alike(text: str) -> None:
    quick, theirs = both(text)

    assert quick == theirs


@pytest.mark.parametrize("text", ["_a_", "*a*", "`a`", "a  \nb", "<a@b.example>", "![a](b)", "\\*"])
def test_each_sign_alone_is_seen(text: str) -> None:
    quick, theirs = both(text)

    assert quick == theirs
    assert quick != f"<p>{text}</p>"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_page_of_the_shipped_site_is_converted_alike(page: Path) -> None:
    quick, theirs = both(page.read_text(encoding="utf-8").split("---", 2)[2])

    assert quick == theirs


def test_no_pattern_of_the_library_is_unknown() -> None:
    inline: Any = Converter(("kbd",)).md.treeprocessors["inline"]

    assert inline.knows_all
