"""Find the blocks of a Markdown text (paragraphs, list items, headings …) and its lists.

First each line gets a role, by one expression without backtracking, so the time is linear in the length of the text.
Then lines are joined into blocks. Markup at the start of a line inside a block becomes spaces, so an offset into the
text is also an offset into the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

# The role of a line. Literals and not an Enum, because a page has a hundred comparisons of them.
Role = Literal["text", "item", "definition", "heading", "underline", "row", "note", "blank", "skipped"]

# A line: its role, its indent, and the offsets of its start, of its words (after the markup) and of its end. It is a
# plain tuple because a page has a hundred of them.
Line = tuple[Role, int, int, int, int]

LINE = lazy_pattern(
    r"(?P<blank>\s*+$)"
    r"|(?P<fence>:::[ \t]*+(?P<name>[\w-]*+)[ \t]*+)"
    r"|(?P<heading>\#{1,6}(?:\s++|$))"
    r"|(?P<note>\[\^[^\[\]]++\]:[ \t]*+)"
    r"|(?P<reference>\[[^\[\]]++\]:[ \t]*+<?[^\s<>()\[\]`]++>?(?:[ \t]++(?:\"[^\"]*+\"|'[^']*+'))?[ \t]*+$)"
    r"|(?P<underline>(?:=++|-++)\s*+$)"
    r"|(?P<rule>[ ]{0,3}(?:(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,})$)"
    r"|(?P<item>[ \t]*+(?:[-*+]|\d{1,3}[.)])[ \t]++)"
    r"|(?P<definition>:[ \t]++)"
    r"|(?P<quote>[ ]{0,3}>[ ]?)"
    r"|(?P<indented>(?:[ ]{4}|\t)[ \t]*+)"
    r"|(?P<text>)"
)
DELIMITER_ROW = lazy_pattern(r"\s*+\|?\s*+:?-++[\s|:-]*+$")
OPTION = lazy_pattern(r"[a-z][a-z_-]*+:(?:\s|$)")
ROLES: dict[str, Role] = {
    "blank": "blank",
    "heading": "heading",
    "item": "item",
    "definition": "definition",
    "quote": "text",
    "indented": "text",
    "text": "text",
    "underline": "underline",
    "note": "note",
}
# Kinds of line that begin something on several lines, such as the opening line of a component with its options.
BEGINS = frozenset({"fence", "note"})
# Kinds of line whose indent, in characters, determines the list they belong to.
HAS_INDENT = frozenset({"item", "indented"})

BlockKind = Literal["paragraph", "item", "definition", "heading", "row", "note", "quoted"]

# The word checks examine the other blocks too, but no score counts them. A quoted block has the words of a source.
PROSE_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "item", "definition"})

# A block: its kind, and the offsets of its start and end.
Span = tuple[BlockKind, int, int]

# A footnote with a year, a link or the number of a law names a source: its words are not the site's own.
SOURCE = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)|https?:|\]\((?!phone:)|\d[\s§]+\w{0,12}\s?\d")

STARTS_BLOCK: dict[Role, BlockKind] = {
    "text": "paragraph",
    "item": "item",
    "definition": "definition",
    "heading": "heading",
    "row": "row",
    "note": "note",
}
# These blocks are one line long; the others continue until an empty line or another block.
ONE_LINE = frozenset({"heading", "row"})
CLOSES_LISTS = frozenset({"heading", "definition", "row", "note", "skipped"})
# Items whose indents differ by less than this belong to the same list.
LIST_INDENT = 2


class ItemList(NamedTuple):
    """A list: where its first item starts, and how many items it has (not counting those of nested lists)."""

    start: int
    length: int


class Outline(Struct, frozen=True):
    """The blocks and lists of a text, and the text with the markup at the start of lines blanked out in its blocks."""

    text: str
    spans: tuple[Span, ...]
    lists: tuple[ItemList, ...]


class _Level(NamedTuple):
    """A list that is still open: its indent, and where its first item starts."""

    indent: int
    start: int


def outline(text: str, worded: Sequence[str] = ()) -> Outline:
    """The blocks and lists of a Markdown text. For `worded` see label_lines."""
    lines = list(label_lines(text, worded))
    return Outline(_without_prefixes(text, lines), tuple(_spans(lines)), tuple(sorted(_lists(lines))))


def with_quoted(spans: Sequence[Span], text: str) -> Sequence[Span]:
    """The blocks, with the kind corrected for footnotes that name a source."""
    if not any(kind == "note" for kind, _, _ in spans):
        return spans
    return [
        ("quoted", start, end) if kind == "note" and SOURCE.search(text, start, end) else (kind, start, end)
        for kind, start, end in spans
    ]


def _without_prefixes(text: str, lines: Sequence[Line]) -> str:
    """The text with quotation markers and indents turned into spaces. Other markers come before a block."""
    pieces: list[str] = []
    done = 0
    for role, _, start, words_start, _ in lines:
        if words_start > start and role == "text":
            pieces += (text[done:start], " " * (words_start - start))
            done = words_start
    return "".join([*pieces, text[done:]])


def _spans(lines: Sequence[Line]) -> list[Span]:
    """Join lines into blocks."""
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
            # The paragraph above turns out to be the term defined here, or an underlined heading.
            spans[-1] = ("heading", *spans[-1][1:])
        kind = STARTS_BLOCK.get(role)
        if kind:
            spans.append((kind, start, end))
        is_open = kind is not None and kind not in ONE_LINE
    return spans


def _lists(lines: Sequence[Line]) -> Iterator[ItemList]:
    """Count the items of every list, including nested ones."""
    levels: list[_Level] = []
    lengths: list[int] = []  # the number of items of each level so far
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
    """The open lists with their lengths, when they end."""
    return (ItemList(level.start, length) for level, length in zip(levels, lengths, strict=True))


def label_lines(text: str, worded: Sequence[str] = ()) -> Iterator[Line]:
    """Every line of the text, in order. Options, addresses of links and rules are 'skipped'. There are no code blocks.

    The opening line of a component in `worded` contains words for readers, like a heading.
    """
    source_lines = text.split("\n")
    inside = ""  # what an earlier line began and this one may continue
    above = "blank"
    start = 0
    for number, line in enumerate(source_lines):
        end = start + len(line)
        known = None if inside or "|" in line else _simple_role(line)
        if known:
            yield known, 0, start, start + (2 if known == "item" else 0), end
            start, above = end + 1, known
            continue
        match = LINE.match(line)
        kind = (match and match.lastgroup) or "text"
        is_within = False
        if inside:
            inside, is_within = _continue(inside, kind, line, above)
        if is_within:
            role: Role = _role_within(inside, kind, above)
        else:
            inside = _begin(match, kind, source_lines, number)
            role = "row" if inside == "table" else _role(match, kind, worded)
        words_start = start + match.end() if match and role != "row" else start
        indent = len(line) - len(line.lstrip()) if kind in HAS_INDENT else 0
        yield role, indent, start, words_start, end
        start, above = end + 1, kind


def _simple_role(line: str) -> Role | None:
    """The role of a line that is empty or begins with a letter or with '- ' and a letter, as most do; else None."""
    if not line:
        return "blank"
    if line[0].isalpha():
        return "text"
    return "item" if line[:2] == "- " and line[2:3].isalpha() else None


def _continue(inside: str, kind: str, line: str, above: str) -> tuple[str, bool]:
    """What is still open at this line, and whether the line is part of it."""
    if inside == "opening":
        return ("options", True) if OPTION.match(line) else ("", False)
    if inside == "options":
        return ("", False) if kind in ("blank", "fence") else (inside, True)
    if inside == "note":
        is_within = kind in ("indented", "blank") or (kind == "text" and above != "blank")
        return (inside, True) if is_within else ("", False)
    return ("", False) if kind in ("blank", "fence", "heading") else (inside, True)


def _begin(match: re.Match[str] | None, kind: str, lines: Sequence[str], number: int) -> str:
    """What a line begins that the next lines may continue: an opening line, a note or a table."""
    if kind in BEGINS:
        return kind if kind != "fence" else "opening" if match and match["name"] else ""
    if "|" in lines[number] and number + 1 < len(lines) and DELIMITER_ROW.match(lines[number + 1]):
        return "table"
    return ""


def _role_within(inside: str, kind: str, above: str) -> Role:
    """The role of a line that is part of something that began above it."""
    if kind == "blank":
        return "blank" if inside == "note" else "skipped"
    if inside == "note":
        # After an empty line a note continues in a block of its own.
        return "note" if above == "blank" else "text"
    return "row" if inside == "table" else "skipped"


def _role(match: re.Match[str] | None, kind: str, worded: Sequence[str]) -> Role:
    """The role of a line that is not part of anything above it."""
    if match and kind == "fence":
        return "heading" if match["name"] in worded else "skipped"
    return ROLES.get(kind, "skipped")
