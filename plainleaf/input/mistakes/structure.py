"""Repairs of how lines stand below each other: indentation, and lines that belong to the one above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainleaf.input.mistakes.lines import Line, split_line
from plainleaf.input.mistakes.repairs import NAME, Repair
from plainleaf.patterns import lazy_pattern

WORD_AND_TEXT = lazy_pattern(rf"( *)({NAME}):? (\S.*)")
FIELD = lazy_pattern(rf" *(?:- +)?{NAME} *:(?:\s|$)|---")


def find_structure_repairs(lines: Sequence[str], index: int) -> Iterator[Repair]:
    """What may be wrong with how a line stands below the ones before it."""
    line = lines[index].rstrip()
    if line.lstrip()[:1] in ("", "#"):
        return
    above = _above(lines, index)
    if above is not None:
        yield from _belongs_above(lines, index, above)
    yield from _indentation(lines, index)
    yield from _stray_mark(split_line(line), index)
    found = WORD_AND_TEXT.fullmatch(line)
    if found and not FIELD.match(line):
        first, text = found[2], found[3]
        column = found.end(2) + 1
        fix = f"Write: {first}: {text}"
        message = f"there is no colon after '{first}'"
        if first[0].islower():
            yield Repair(index, column, message, fix, (f"{found[1]}{first}: {text}",))
    if above is None and not line.startswith((" ", "-", "[", "{")) and not split_line(line).key:
        fix = f"Write the name of the field and a colon before it, such as: title: {line}"
        yield Repair(index, 1, "there is no name of a field before this text", fix, (f"title: {line}",))


def _above(lines: Sequence[str], index: int) -> int | None:
    """The nearest line above that is neither empty nor a comment."""
    return next((n for n in range(index - 1, -1, -1) if lines[n].strip() and lines[n].strip()[0] != "#"), None)


def _belongs_above(lines: Sequence[str], index: int, above: int) -> Iterator[Repair]:
    """Text that continues the value above, but is not indented."""
    if FIELD.match(lines[index]):
        return
    key = split_line(lines[above])
    if not key.key or not (key.value in ("", "|", ">", "|-", ">-") or key.value[0] not in "\"'[{"):
        return
    is_text = not key.key.strip()[0].isdigit() and " " not in key.key.strip()
    end = index
    while end < len(lines) and lines[end].strip() and not FIELD.match(lines[end]):
        end += 1
    indent = f"{key.indent}{' ' * len(key.mark)}  "
    moved = tuple(indent + each.strip() for each in lines[index:end])
    name = key.key.rstrip(": ")
    first = lines[index].split(maxsplit=1)
    is_field = len(first) > 1 and first[0].islower() and not first[1][0].islower()
    if is_text and (key.value in ("", "|", ">", "|-", ">-") or not is_field):
        message = f"this line is not indented, so it does not belong to '{name}' above"
        fix = f"Begin it, and each line that goes with it, with {_spaces(len(indent))}."
        yield Repair(index, 1, message, fix, moved, end - index)


def _indentation(lines: Sequence[str], index: int) -> Iterator[Repair]:
    line = lines[index].rstrip()
    text = line.lstrip(" ")
    now = len(line) - len(text)
    places: dict[int, None] = {}
    for above in range(index - 1, max(index - 20, -1), -1):
        if lines[above].strip():
            other = split_line(lines[above])
            places.setdefault(len(other.indent))
            places.setdefault(len(other.indent) + len(other.mark))
    # A line that slipped by a space or two belongs to the nearest, and of two as near to the outer one.
    for place in sorted({*places, 0}, key=lambda place: (abs(place - now), not place, place)):
        if place != now:
            there = _spaces(place) if place else "none"
            message = f"this line begins with {_spaces(now)}, the lines beside it with {there}"
            fix = f"Begin the line with {_spaces(place)}: {text}" if place else f"Delete the spaces: {text}"
            yield Repair(index, 1, message, fix, (" " * place + text,))


def _stray_mark(line: Line, index: int) -> Iterator[Repair]:
    """A '- ' before a key that is no entry of a list."""
    if not (line.mark and line.key):
        return
    fixed = f"{line.indent}{line.key}{line.gap}{line.value}"
    fix = f"Delete the '-': {fixed.strip()}"
    yield Repair(index, len(line.indent) + 1, "a list entry stands among lines 'key: value'", fix, (fixed,))


def _spaces(count: int) -> str:
    return {0: "no space", 1: "one space", 2: "two spaces"}.get(count, f"{count} spaces")
