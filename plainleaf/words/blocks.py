"""Find the blocks of a Markdown text (paragraphs, list items, headings …) and its lists.

Marks at the start of a line inside a block become spaces, so that an offset into the text is one into the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from plainleaf.words.lines import Line, Role, label_lines

BlockKind = Literal["paragraph", "item", "definition", "heading", "row"]

# Headings and rows of tables are looked at by the checks of words, but no score counts them.
PROSE_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "item", "definition"})


# A block: its kind, and where it starts and ends in the text.
Span = tuple[BlockKind, int, int]


class ItemList(NamedTuple):
    """A list: where its first item starts, and how many items it has (those of inner lists not counted)."""

    start: int
    length: int


class Outline(Struct, frozen=True):
    """The blocks and lists of a text, and the text with the marks at the start of lines blanked out in its blocks."""

    text: str
    spans: tuple[Span, ...]
    lists: tuple[ItemList, ...]


class _Level(NamedTuple):
    """A list that is still open: its indent, and where its first item starts."""

    indent: int
    start: int


STARTS_BLOCK: dict[Role, BlockKind] = {
    "text": "paragraph",
    "item": "item",
    "definition": "definition",
    "heading": "heading",
    "row": "row",
}
# These blocks are one line long; the others go on until an empty line or another block.
ONE_LINE = frozenset({"heading", "row"})
CLOSES_LISTS = frozenset({"heading", "definition", "row", "skipped"})
# Items whose indents differ by less than this are of one list.
LIST_INDENT = 2


def outline(text: str, worded: Sequence[str] = ()) -> Outline:
    """Read a Markdown text into its blocks and lists. For `worded` see label_lines."""
    lines = list(label_lines(text, worded))
    return Outline(_without_prefixes(text, lines), tuple(_spans(lines)), tuple(sorted(_lists(lines))))


def _without_prefixes(text: str, lines: Sequence[Line]) -> str:
    """The text with the marks of quotations, and indents, turned into spaces. Other marks stand before a block."""
    pieces: list[str] = []
    done = 0
    for role, _, start, words_start, _ in lines:
        if words_start > start and role == "text":
            pieces += (text[done:start], " " * (words_start - start))
            done = words_start
    return "".join([*pieces, text[done:]])


def _spans(lines: Sequence[Line]) -> list[Span]:
    """Put lines together to blocks."""
    spans: list[Span] = []
    is_open = False
    for role, _, _, start, end in lines:
        if role == "blank":
            is_open = False
            continue
        if is_open and role == "text":
            begun, first, _ = spans[-1]
            spans[-1] = (begun, first, end)
            continue
        is_title = role == "definition" or (is_open and role == "underline")
        if is_title and spans and spans[-1][0] == "paragraph":
            # What stood above was the term that is defined here, or an underlined heading.
            spans[-1] = ("heading", *spans[-1][1:])
        kind = STARTS_BLOCK.get(role)
        if kind:
            spans.append((kind, start, end))
        is_open = kind is not None and kind not in ONE_LINE
    return spans


def _lists(lines: Sequence[Line]) -> Iterator[ItemList]:
    """Count the items of every list, inner ones too."""
    levels: list[_Level] = []
    lengths: list[int] = []  # how many items each level has so far
    above: Role = "blank"
    for role, indent, _, start, _ in lines:
        if role == "item":
            while levels and levels[-1].indent >= indent + LIST_INDENT:
                yield ItemList(levels.pop().start, lengths.pop())
            if levels and levels[-1].indent > indent - LIST_INDENT:
                lengths[-1] += 1
            else:
                levels.append(_Level(indent, start))
                lengths.append(1)
        elif levels and (role in CLOSES_LISTS or (role == "text" and above == "blank" and not indent)):
            yield from _with_lengths(levels, lengths)
            levels.clear()
            lengths.clear()
        above = role
    yield from _with_lengths(levels, lengths)


def _with_lengths(levels: Sequence[_Level], lengths: Sequence[int]) -> Iterator[ItemList]:
    """The lists that were still open when they end."""
    return (ItemList(level.start, length) for level, length in zip(levels, lengths, strict=True))
