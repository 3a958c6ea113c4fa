"""Limits: how much one page may contain. Beyond them a text could take an engine minutes, or overflow its stack.

What is counted here costs Python-Markdown quadratic time, so the counting is done before an engine sees the
text. Each limit is several times what the largest real pages have. See docs/reference/markdown.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

FENCE_SIGN = ":::"
NOTE = lazy_pattern(r"^ {0,3}\[\^[^\]\n]*\]:", re.MULTILINE)
# A line that may be deep in lists and quotations, and the markers at its start.
# Searched for with the line break before it: a pattern that begins with a character takes a tenth of the time.
DEEP = lazy_pattern(r"\n([ >*+\-\d.)]{21,}.*)")
MARKERS = lazy_pattern(r" *(?:>|(?:[-*+]|\d{1,9}[.)])(?= |$))")
ITEM = lazy_pattern(r"[ \t]*(?:([-*+])|\d{1,9}[.)])(?:[ \t]|$)")
ALONE = lazy_pattern(r"[ \t]*(?:#|(?:[-*_=][ \t]*)+$)")
DELIMITERS = lazy_pattern(r"[*_]+")
LEVEL = 4  # spaces by which a nested list is indented


class Limit(Struct, frozen=True):
    """The most of something that a page, or a block (lines without an empty line between them), may have.

    `count` counts it in a text. `bound` is quicker, and never less than the count of any block of the text.
    """

    what: str
    most: int
    fix: str
    count: Callable[[str], int]
    bound: Callable[[str], int]
    is_of_block: bool = False


class Excess(Struct, frozen=True):
    """Too many of something, from the line `first` of a text up to before the line `after`, counted from 0."""

    limit: Limit
    found: int
    first: int
    after: int

    @property
    def message(self) -> str:
        """What is too much, in a sentence."""
        where = "paragraph, list or table" if self.limit.is_of_block else "whole page"
        return f"this {where} has {self.found:,} {self.limit.what}; at most {self.limit.most:,} are read"


def count_alone(text: str) -> int:
    """The lines of a block that are a heading or a line across the page."""
    return sum(bool(ALONE.match(line)) for line in text.split("\n"))


def count_levels(text: str) -> int:
    """How deep lists and quotations are nested in a line: by the markers at its start, and by the indent of an item."""
    text = text.expandtabs(LEVEL) if "\t" in text else text
    lines = (found[1] for found in DEEP.finditer(f"\n{text}"))
    return max(map(_levels_of, lines), default=0)


def _levels_of(line: str) -> int:
    markers = at = 0
    while found := MARKERS.match(line, at):
        markers, at = markers + 1, found.end()
    indent = len(line) - len(line.lstrip(" "))
    return markers + indent // LEVEL if markers and not ALONE.match(line) else 0


def count_emphasis(text: str) -> int:
    """The most emphasis that is open at once in a block, where each delimiter is paired with the last one before it.
    Two signs of a delimiter are one level.

    Items of a list are read one by one.
    """
    deepest = depth = 0
    first = ITEM.match(text)
    for line in text.split("\n"):
        item = ITEM.match(line) if first else None
        if item and first and bool(item[1]) == bool(first[1]):
            depth = 0
        for found in DELIMITERS.finditer(line):
            start, end = found.span()
            levels = (end - start + 1) // 2
            is_closing = start > 0 and not line[start - 1].isspace()
            if is_closing and depth:
                depth -= min(depth, levels)
            elif end < len(line) and not line[end].isspace():
                depth += levels
                deepest = max(deepest, depth)
    return deepest


def count_fences(text: str) -> int:
    """The most components that are open at once."""
    deepest = depth = 0
    for line in text.split("\n"):
        if line.startswith(FENCE_SIGN):
            depth = depth + 1 if line.strip(": \t") else max(0, depth - 1)
            deepest = max(deepest, depth)
    return deepest


def _of(sign: str) -> Callable[[str], int]:
    return lambda text: text.count(sign)


def _limit(what: str, most: int, fix: str, count: Callable[[str], int], bound: Callable[[str], int]) -> Limit:
    return Limit(what, most, fix, count, bound, is_of_block=True)


SPLIT = "Split it with empty lines, or delete what does not belong there."
SPLIT_PAGE = "Split it into several pages, or delete what does not belong there."
OF_PAGE = (
    Limit("characters", 300_000, SPLIT_PAGE, len, len),
    Limit("'['", 5_000, SPLIT_PAGE, _of("["), _of("[")),
    Limit("footnotes", 1_000, SPLIT_PAGE, lambda text: len(NOTE.findall(text)), _of("]:")),
    Limit(
        "components inside each other", 10, "Close each with ':::' before you open the next.",
        count_fences, _of(FENCE_SIGN),
    ),
)  # fmt: skip
OF_BLOCK = (
    _limit("characters", 50_000, SPLIT, len, len),
    _limit("'['", 2_000, SPLIT, _of("["), _of("[")),
    _limit("backticks", 5_000, SPLIT, _of("`"), _of("`")),
    _limit("backslashes", 5_000, SPLIT, _of("\\"), _of("\\")),
    _limit("headings or lines across the page", 500, SPLIT, count_alone, lambda text: text.count("\n") + 1),
    _limit("levels of lists and quotations", 20, "Write it in fewer levels.", count_levels, count_levels),
    _limit(
        "levels of emphasis", 50, "Put a '*' at the end of each emphasis, or delete the stray ones.",
        count_emphasis, lambda text: text.count("*") + text.count("_"),
    ),
)  # fmt: skip


def find_excess(text: str) -> list[Excess]:
    """What a page has too much of: the first for the page as a whole, else for each block."""
    of_page = _first_excess(text, OF_PAGE, 0, text.count("\n") + 1)
    if of_page is not None:
        return [of_page]
    limits = [limit for limit in OF_BLOCK if limit.bound(text) > limit.most]
    # No block reaches over an empty line. Some of these parts hold several blocks, so only they are looked at closely.
    parts = text.split("\n\n") if limits else ()
    limits = [limit for limit in limits if any(limit.bound(part) > limit.most for part in parts)]
    return list(_in_blocks(text, limits)) if limits else []


def _first_excess(text: str, limits: Iterable[Limit], first: int, after: int) -> Excess | None:
    for limit in limits:
        if limit.bound(text) > limit.most and (found := limit.count(text)) > limit.most:
            return Excess(limit, found, first, after)
    return None


def _in_blocks(text: str, limits: Sequence[Limit]) -> Iterator[Excess]:
    lines = text.split("\n")
    at = 0
    for is_block, group in groupby(lines, key=_is_in_block):
        first, at = at, at + sum(1 for _ in group)
        excess = _first_excess("\n".join(lines[first:at]), limits, first, at) if is_block else None
        if excess is not None:
            yield excess


def _is_in_block(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(FENCE_SIGN)


def blank_excess(text: str, excess: Iterable[Excess]) -> str:
    """The text with empty lines in place of each block that has too much of something.

    The fences of components stay where they are, so that what is around them is still read.
    """
    lines = text.split("\n")
    for each in excess:
        for index in range(each.first, each.after):
            if not (each.limit.is_of_block and lines[index].startswith(FENCE_SIGN)):
                lines[index] = ""
    return "\n".join(lines)
