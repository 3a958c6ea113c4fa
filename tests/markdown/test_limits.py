"""Limits of what a page may contain: no text reaches an engine that would take minutes or exceed its stack."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.adversarial import TEXTS
from plainleaf.markdown.limits import OF_BLOCK, OF_PAGE, Limit, blank_excess, count_emphasis, find_excess
from tests.conversions import convert
from tests.examples import few
from tests.markdown_pieces import ENGINES
from tests.prose_tools import parse
from tests.site_tools import CHECKOUT

LIMITS = {f"{limit.what} of a {'block' if limit.is_of_block else 'page'}": limit for limit in (*OF_PAGE, *OF_BLOCK)}
# So many of each.
MAKE: dict[str, Callable[[int], str]] = {
    "characters of a page": lambda count: "a" * (count % 100) + ("word " * 19 + "\n\n   ") * (count // 100),
    "'[' of a page": lambda count: "[a](b) " * (count % 1000) + ("\n\n" + "[a](b) " * 1000) * (count // 1000),
    "footnotes of a page": lambda count: "[^a]: b\n" * count,
    "components inside each other of a page": lambda count: "::: inset\n" * count + ":::\n" * count,
    "characters of a block": lambda count: "a" * count,
    "'[' of a block": lambda count: "[" * count,
    "backticks of a block": lambda count: "`" * count,
    "backslashes of a block": lambda count: "\\" * count,
    "headings or lines across the page of a block": lambda count: "\n".join(["---"] * count),
    "levels of lists and quotations of a block": lambda count: "1. " * count + "a",
    "levels of emphasis of a block": lambda count: "*a " * count,
}


@pytest.mark.parametrize("name", LIMITS)
def test_as_much_as_a_limit_is_read_and_one_more_is_not(name: str) -> None:
    limit, make = LIMITS[name], MAKE[name]
    assert limit.count(make(limit.most)) == limit.most

    assert find_excess(make(limit.most)) == []
    (excess,) = find_excess(make(limit.most + 1))

    assert (excess.limit, excess.found) == (limit, limit.most + 1)


@pytest.mark.parametrize(
    "deep",
    ["> " * 21, ">" * 21, "- " * 21 + "a", "\t" * 20 + "- a", " " * 80 + "* a", "> - " * 11 + "a", "1) " * 21 + "a"],
)
def test_lists_and_quotations_have_a_depth_however_they_are_nested(deep: str) -> None:
    assert [excess.limit.what for excess in find_excess(f"Text.\n\n{deep}\n")] == ["levels of lists and quotations"]


@pytest.mark.parametrize("wide", ["- " * 30, "-" * 500, "* * *", " " * 100 + "a", "-1" * 50, "| - " * 30])
def test_a_line_that_only_looks_deep_has_no_depth(wide: str) -> None:
    assert find_excess(wide) == []


def test_emphasis_that_is_closed_or_in_another_item_is_not_open() -> None:
    assert count_emphasis("**a** *b* __c__ " * 100) == 1
    assert count_emphasis("- *a\n" * 100) == 1
    assert count_emphasis("2 * 3 * 4 * 5") == 0
    assert count_emphasis("*" * 99 + "x" + "*" * 99 + " *a*") == 50
    assert count_emphasis("_" * 300 + " name\n\n" + "*" * 300) == 0
    assert count_emphasis("Text\n" + "- *a\n" * 100) == 100


def test_only_the_block_with_too_much_is_left_out() -> None:
    text = f"One.\n\n{'[' * 2_001}\nof it\n::: inset\nTwo.\n:::\n"

    excess = find_excess(text)

    assert [(each.first, each.after) for each in excess] == [(2, 4)]
    assert blank_excess(text, excess) == "One.\n\n\n\n::: inset\nTwo.\n:::\n"


def test_of_a_page_with_too_much_nothing_is_left() -> None:
    text = "::: inset\n" * 11

    assert blank_excess(text, find_excess(text)).strip() == ""


def test_every_page_of_the_demonstration_is_far_below_every_limit() -> None:
    pages = [file.read_text(encoding="utf-8") for file in (CHECKOUT / "content").rglob("*.md")]

    close = [
        (limit.what, limit.count(page)) for page in pages for limit in OF_PAGE if limit.count(page) * 5 > limit.most
    ]

    assert close == []


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("engine", few(ENGINES))
def test_whatever_is_repeated_without_end_an_engine_gets_a_text_that_it_can_convert(engine: str, name: str) -> None:
    text = TEXTS[name](20_000)
    kept = blank_excess(text, find_excess(text))

    assert find_excess(kept) == []
    convert(parse(kept).markdown, engine)


def test_the_reference_lists_every_limit() -> None:
    written = (CHECKOUT / "docs/reference/markdown.md").read_text(encoding="utf-8")

    assert [limit for limit in LIMITS.values() if in_words(limit) not in written] == []


def in_words(limit: Limit) -> str:
    """The limit as a row of the table begins."""
    return f"| {limit.most:,} {limit.what} |"
