"""Find what word processors paste: bullets and numbers that make no list here, and columns with tabs between them.

A mark that is no mark of Markdown leaves its line a part of the paragraph, or of the item, above it: two signs of an
emergency become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from plainleaf.markdown.signs.marks import (
    GLYPHS,
    MARKDOWN_ITEM,
    SPACE,
    Mark,
    find_mark,
    split_numbers,
    width_of,
)
from plainleaf.markdown.white_space import ODD
from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem

# Another item that was pasted onto the same line.
FUSED = lazy_pattern(rf"{SPACE}*[•‣◦▪●]{SPACE}*(?=\S)")
# The start of a line where something may have been pasted. A pattern that begins with one character is fast.
MAYBE_LINE = lazy_pattern(
    rf"\n[ {ODD}]*(?:[–‑−‒‐—―]|--[ ]|[-=]>[ ]|\\[-*+]|\d{{1,2}}\\|&[#bm]|[o§Øüþûýqv¨¤][ {ODD}]"
    rf"|§|[-*+][{ODD}]|\(|\w{{1,4}}\)|\d+\.[{ODD}]"
    rf"|(?:[A-Za-z]|[ivxIVX]{{2,4}})\.|\d{{1,2}}(?: ?[-–:]| \.){SPACE}"
    r"|(?![0-9])\d{1,2}\.|(?:[-+]|\*(?![^*\n]*\*))[^\W\d_]|\d{1,2}\.[^\W\d_]|[0-9]{1,2}\. [^\n]* [0-9]{1,2}\. )"
)
GLYPH = lazy_pattern(rf"[{GLYPHS}]|\n[ {ODD}]*[^\w\s\x00-\x7f]")
SECOND_LEVEL = "o◦▫○"
NOT_CELLS = ("#", ">", "|", ":::", "    ")
ITEM_INDENT = "    "


class Pasted(Struct, frozen=True):
    """Pasted lines: the index of the first, the column, what is wrong, and the lines in their place.

    `old` is the number of lines that they replace.
    """

    index: int
    column: int
    says: str
    lines: tuple[str, ...]
    old: int = 1


def find_pasted(lines: Sequence[str]) -> Iterator[Pasted]:
    """What was pasted into a text, in order. Options of components have to be blank lines."""
    index, run = 0, None
    marks = [find_mark(lines, number) for number in range(len(lines))]
    while index < len(lines):
        line, mark = lines[index], marks[index]
        if mark is None:
            columns = _find_columns(lines, marks, index)
            if columns is not None:
                yield columns
                index += columns.old
                run = None
                continue
            item = MARKDOWN_ITEM.match(line)
            run = Mark("-", width_of(line), 0) if item and run is None else run if item or not line.strip() else None
            if len(parts := split_numbers(line)) > 1:
                yield Pasted(index, 1, "several items of a list are on this line", parts)
            elif item and FUSED.search(line, item.end() + 1) and _is_bulleted(line[item.end() :]):
                yield Pasted(index, 1, "two items of a list are on this line", _split_items(line))
            index += 1
            continue
        level = 0 if run is None else _level(mark, run)
        run = run or mark
        sign = f"{mark.number}. " if mark.number else "- "
        fixed = _split_items(f"{ITEM_INDENT * level}{sign}{mark.instead}{line[mark.end :].strip()}")
        if len(parts := split_numbers(line)) > 1:
            fixed = parts
        yield Pasted(index, mark.indent + 1, _describe(mark), fixed)
        index += 1


def _describe(mark: Mark) -> str:
    if mark.is_tight:
        return f"there is no space after '{mark.written}', so this is not a list"
    if mark.written in ("-", "*", "+"):
        return f"the space after '{mark.written}' is a special one, so this is not a list"
    return f"'{mark.written}' does not mark a list here"


def _is_bulleted(text: str) -> bool:
    return bool(re.search(rf"\S{SPACE}+[•‣◦▪●]{SPACE}+\S", text))


def _split_items(line: str) -> tuple[str, ...]:
    """The line, or one for each of the items that were pasted onto it."""
    item = MARKDOWN_ITEM.match(line)
    if item is None or not _is_bulleted(line[item.end() :]):
        return (line,)
    first, *others = re.split(rf"{SPACE}+[•‣◦▪●]{SPACE}+", line)
    indent = line[: len(line) - len(line.lstrip(" "))]
    return (first, *(f"{indent}- {other}" for other in others))


def _level(mark: Mark, first: Mark) -> int:
    """How deep an item is below the first of its list: 0 or 1."""
    is_second = mark.written in SECOND_LEVEL and mark.written != first.written
    return int(is_second or mark.indent > first.indent + 1)


def _find_columns(lines: Sequence[str], marks: Sequence[Mark | None], index: int) -> Pasted | None:
    """The columns that begin on a line, as a table."""
    if "\t" not in lines[index]:
        return None
    rows: list[list[str]] = []
    for line, mark in zip(islice(lines, index, None), islice(marks, index, None), strict=True):
        cells = [cell.strip() for cell in line.rstrip().split("\t")]
        is_row = mark is None and len(cells) > 1 and any(map(str.isalnum, cells[0]))
        if not is_row or line.startswith((*NOT_CELLS, "\t")) or "|" in line or MARKDOWN_ITEM.match(line):
            break
        # Empty cells at the end of a row are lost where white space at the end of a line is.
        if rows and len(cells) > len(rows[0]):
            break
        rows.append([*cells, *[""] * (len(rows[0]) - len(cells) if rows else 0)])
    if len(rows) < 2:
        return None
    table = [f"| {' | '.join(cells)} |" for cells in rows]
    rule = "|" + "---|" * len(rows[0])
    column = lines[index].index("\t") + 1
    message = "columns with tabs between them are not a table"
    return Pasted(index, column, message, (table[0], rule, *table[1:]), len(rows))


def check_pasted(prose: ParsedProse) -> tuple[list[Problem], frozenset[int]]:
    """A problem for each pasted line, with the line as it should be, and the numbers of the lines that they explain."""
    if not may_be_pasted(prose.visible):
        return [], frozenset()
    lines = split_lines(prose.visible)
    problems: list[Problem] = []
    explained: set[int] = set()
    for found in find_pasted(lines):
        place = Place(prose.path, prose.first_line + found.index, found.column)
        should = "', '".join(found.lines[:2])
        fix = f"Write '{should}'. 'plainleaf tidy {prose.path}' fixes all such lines."
        problems.append(Problem(place, "pasted-text", found.says, fix, WARNING))
        end = found.index + found.old
        while end < len(lines) and lines[end].strip():
            end += 1
        explained.update(range(place.line, prose.first_line + end))
    return problems, frozenset(explained)


def may_be_pasted(text: str) -> bool:
    """A quick test whether anything may have been pasted into a text."""
    has_glyph = not text.isascii() and GLYPH.search(f"\n{text}") is not None
    return has_glyph or "\t" in text or MAYBE_LINE.search(f"\n{text}") is not None


def split_lines(text: str) -> list[str]:
    """The lines of a text, '' for those with only white space."""
    return [line if line.strip() else "" for line in text.split("\n")]
