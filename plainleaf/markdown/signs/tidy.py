"""Tidy a pasted text: its marks and its white space change, its words never do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainleaf.input.invisible import drop_invisible
from plainleaf.markdown.signs.marks import MARKDOWN_ITEM, find_mark, split_numbers
from plainleaf.markdown.signs.pasted import find_pasted
from plainleaf.patterns import lazy_pattern

SMART = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "…": "..."})
# An item of a list, and one in an item of another.
FIRST_LEVEL = lazy_pattern(r"(?:[-*+]|\d+\.) +\S")
NESTED = lazy_pattern(r" {4}(?:[-*+]|\d+\.) +\S")
WORD = lazy_pattern(r"\w+")
OPTION = lazy_pattern(r"[A-Za-z][\w-]*:(?:\s|$)")
FENCE = ":::"


def tidy_text(text: str) -> str:
    """The body of a page with marks of Markdown in place of pasted ones, and without invisible characters.

    Line ends are '\\n'. The words of the result are those of the text; that is asserted.
    """
    lines = drop_invisible(text).translate(SMART).split("\n")
    tidied = "\n".join(_with_nested_items(_with_marks([*map(_without_end, lines)])))
    assert find_words(text) == find_words(tidied), "tidying changes no words"
    return tidied


def _without_end(line: str) -> str:
    """A line without white space at its end, but for two plain spaces: they begin a new line."""
    words = line.rstrip()
    end = line[len(words) :]
    return f"{words}  " if words and len(end) > 1 and not end.strip(" ") else words


def find_words(text: str) -> list[str]:
    """The words of a text, without the marks of its lists: numbers and letters in front of items."""
    written = drop_invisible(text).translate(SMART).split("\n")
    lines = [item for line in written for item in split_numbers(line)]
    shown = _without_options(lines)
    return [word for index, line in enumerate(lines) for word in WORD.findall(line[_mark_end(shown, index) :])]


def _mark_end(lines: Sequence[str], index: int) -> int:
    if found := MARKDOWN_ITEM.match(lines[index]):
        return found.end()
    mark = find_mark(lines, index)
    return mark.end if mark else 0


def _with_marks(lines: list[str]) -> list[str]:
    """The lines with pasted marks and columns replaced. A list or a table gets an empty line above it."""
    blank = _without_options(lines)
    found = {each.index: each for each in find_pasted(blank)}
    tidied: list[str] = []
    index = 0
    while index < len(lines):
        pasted = found.get(index)
        if pasted is None:
            tidied.append(lines[index])
            index += 1
            continue
        is_list = len(pasted.lines) == 1 or MARKDOWN_ITEM.match(pasted.lines[0])
        above = tidied[-1] if tidied else ""
        may_follow = not above.strip() or above.startswith(("#", FENCE))
        if not may_follow and not (is_list and MARKDOWN_ITEM.match(above)):
            tidied.append("")
        tidied += pasted.lines
        index += pasted.old
        if not is_list and index < len(lines) and lines[index].strip():
            tidied.append("")
    return tidied


def _with_nested_items(lines: Sequence[str]) -> Iterator[str]:
    """The lines without an empty one between an item of a list and the first item below it that is nested in it."""
    for index, line in enumerate(lines):
        is_between = not line and 0 < index < len(lines) - 1
        if not (is_between and FIRST_LEVEL.match(lines[index - 1]) and NESTED.match(lines[index + 1])):
            yield line


def _without_options(lines: list[str]) -> list[str]:
    """The lines with nothing in place of fences and the options below them."""
    shown: list[str] = []
    is_option = False
    for number, line in enumerate(lines):
        is_fence = line.startswith(FENCE)
        after = number and lines[number - 1].startswith(FENCE) and lines[number - 1].strip() != FENCE
        is_option = not is_fence and bool(line.strip()) and (is_option or bool(after and OPTION.match(line)))
        shown.append("" if is_fence or is_option or not line.strip() else line)
    return shown
