"""The layout of a page: what is on which line, found once, so that no care card needs a scan of the whole page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from plainleaf.content.read_page import Body
from plainleaf.markdown import Target
from plainleaf.model.prose import Use

Found = TypeVar("Found", Target, Use)


class Layout(Struct, frozen=True):
    """What is where on a page, by line and in order.

    `ends` are the headings and the emergency cards. `fences` are the lines of all components, `booking` the components
    that lead to booking.
    """

    lines: tuple[str, ...]
    first_line: int
    headings: tuple[int, ...]
    ends: tuple[int, ...]
    fences: frozenset[int]
    targets: tuple[Target, ...]
    booking: tuple[Use, ...]


def make_layout(body: Body, emergency: list[Use], books: Callable[[Use], bool]) -> Layout:
    """The layout of a page with these emergency cards. `books` says which components lead to booking."""
    uses, headings = body.prose.uses, [heading.place.line for heading in body.headings]
    return Layout(
        lines=tuple(body.source.split("\n")),
        first_line=body.prose.first_line,
        headings=tuple(headings),
        ends=tuple(sorted((*headings, *(use.place.line for use in emergency)))),
        fences=frozenset(line for use in uses for line in (use.place.line, use.last_line)),
        targets=tuple(sorted(body.targets, key=_line_of)),
        booking=tuple(use for use in uses if books(use)),
    )


def _line_of(found: Target | Use) -> int:
    return found.place.line


def next_line(layout: Layout, line: int) -> int | None:
    """The number of the first line after `line` that is not blank; None at the end of the file."""
    for index in range(line - layout.first_line + 1, len(layout.lines)):
        if layout.lines[index].strip():
            return index + layout.first_line
    return None


def between(found: Sequence[Found], first: int, end: int) -> Sequence[Found]:
    """What is on the lines between two."""
    return found[bisect_right(found, first, key=_line_of) : bisect_left(found, end, key=_line_of)]


def end_of(card: Use, layout: Layout) -> int:
    """The line of the first heading or emergency card after a card; if there is none, the line after the last one."""
    after = bisect_right(layout.ends, card.last_line)
    return layout.ends[after] if after < len(layout.ends) else layout.first_line + len(layout.lines)
