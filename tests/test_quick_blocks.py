"""Plain blocks need no parser, and what a neighbour could join is left to one."""

from __future__ import annotations

import pytest

from plainleaf.quick_blocks import convert_blocks
from tests.test_python_markdown import THEIRS

PLAIN = (
    "One line  \nand *another*.",
    "## A heading",
    "- one\n- **two**\n- [three](b)",
    "1. one\n2. two",
    "| a | b | c | d |\n|---|:--|--:|:-:|\n| e | *f* | | g |",
)


@pytest.mark.parametrize("block", PLAIN)
def test_a_plain_block_is_converted_without_the_library(block: str) -> None:
    asked: list[str] = []

    def library(text: str) -> str:
        asked.append(text)
        return ""

    html = convert_blocks(f"Before.\n\n{block}\n\nAfter.", library)

    assert asked == []
    assert html == THEIRS(f"Before.\n\n{block}\n\nAfter.")


@pytest.mark.parametrize(
    "blocks",
    [
        "- one\n\n- two",
        "- one\n\n    two",
        "A term\n\n: what it means",
        "1. one\n\n> two\n\n1. three",
        "- one\n\n1. two",
    ],
)
def test_blocks_that_may_belong_together_are_left_to_the_library_together(blocks: str) -> None:
    asked: list[str] = []

    def library(text: str) -> str:
        asked.append(text)
        return THEIRS(text)

    html = convert_blocks(f"Before.\n\n{blocks}\n\nAfter.", library)

    assert [blocks] == [text.removeprefix("Before.\n\n") for text in asked]
    assert html == THEIRS(f"Before.\n\n{blocks}\n\nAfter.")


@pytest.mark.parametrize(
    "block", ["- --", "| a | b |\n|---|---|\n| c |", "| a | `b|c` |\n|---|---|\n| d | e |", "- - a"]
)
def test_a_block_that_only_looks_plain_is_left_to_the_library(block: str) -> None:
    asked: list[str] = []

    def library(text: str) -> str:
        asked.append(text)
        return THEIRS(text)

    html = convert_blocks(block, library)

    assert asked == [block]
    assert html == THEIRS(block)


def test_an_address_for_links_elsewhere_leaves_the_whole_text_to_the_library() -> None:
    text = "See [the page][1].\n\nMore.\n\n[1]: a.md"

    html = convert_blocks(text, THEIRS)

    assert html == THEIRS(text)
    assert '<a href="a.md">' in html
