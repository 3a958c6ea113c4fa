"""Find items of a numbered list that patients would see under another number: both engines count from the first one.

A step that was deleted leaves a gap, and 'Repeat step 4' then names another step; two lists without words between them
are read as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem

ITEM = lazy_pattern(r"( *)([0-9]{1,4})\. +\S")
# In every text with a wrong number: one that is not 1.
LATER = lazy_pattern(r"[02-9]\. |[0-9]1\. ")
# What ends a list wherever it stands.
BLOCK = lazy_pattern(r"#|[-*+] |>|\||:::")
FIX = "Number the items in order. To begin a new list, put a heading or words above it."


class _Counted(Struct, frozen=True):
    """A list so far: its first number, the next that patients see (0 after a wrong one), and whether numbers rise."""

    first: int
    following: int
    rises: bool = False


def _count(known: _Counted | None, written: int) -> tuple[_Counted, int]:
    """Read an item. Returns the list with it, and the number that patients see if it is another one, else 0."""
    if known is None:
        return _Counted(written, written + 1), 0
    if not known.following or (written == known.first and not known.rises):
        return replace(known, following=known.following and known.following + 1), 0
    if written == known.following:
        return _Counted(known.first, written + 1, rises=True), 0
    return replace(known, following=0), known.following


def check_numbering(prose: ParsedProse) -> Iterator[Problem]:
    """A warning for the first item of each list whose number will be another. '1.' before each item is a style."""
    if not LATER.search(prose.visible):
        return
    lists: dict[int, _Counted] = {}
    edges = {line for use in prose.uses for line in (use.place.line, use.last_line)}
    may_begin = True
    for number, line in enumerate(prose.visible.split("\n"), prose.first_line):
        found = ITEM.match(line)
        if found and (lists or may_begin):
            indent, written = len(found[1]), int(found[2])
            lists = {each: known for each, known in lists.items() if each <= indent}
            lists[indent], shown = _count(lists.get(indent), written)
            if shown:
                message = f"patients see this item as number {shown}, not {written}"
                yield Problem(Place(prose.path, number, indent + 1), "markdown-dialect", message, FIX, WARNING)
        elif number in edges or BLOCK.match(line) or (may_begin and line[:1] not in ("", " ")):
            lists.clear()
        may_begin = number in edges or not line.strip() or line.startswith("#")
