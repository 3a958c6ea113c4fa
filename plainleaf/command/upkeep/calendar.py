"""A calendar of due reviews in iCalendar (RFC 5545), which calendar programs subscribe to or import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from plainleaf import __version__

# RFC 5545, 3.1: a line has at most 75 octets without its end; what follows begins with a space on the next line.
LONGEST_LINE = 75
LINE_END = "\r\n"


class DueReview(Struct, frozen=True, order=True):
    """A review: the day on which it is due, the page's title and source, its address, and who keeps or reviewed it."""

    day: date
    title: str
    path: str
    address: str
    people: str


def make_calendar(name: str, reviews: Iterable[DueReview], as_of: date) -> str:
    """The calendar of a site called `name`, with an event of a whole day for each review."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//plainleaf//plainleaf {__version__}//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(f'{name}: reviews that are due')}",
    ]
    for review in sorted(reviews):
        lines += [
            "BEGIN:VEVENT",
            # The same for the same page, so that a program that imports the calendar again moves the event.
            f"UID:{escape(review.address)}#review",
            f"DTSTAMP:{_day(as_of)}T000000Z",
            f"DTSTART;VALUE=DATE:{_day(review.day)}",
            f"SUMMARY:{escape(f'Review: {review.title}')}",
            "DESCRIPTION:" + escape("\n".join((review.path, review.people))),
            f"URL:{review.address}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}{LINE_END}" for line in lines)


def escape(text: str) -> str:
    """A text as a value of the type TEXT (RFC 5545, 3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def fold(line: str) -> str:
    """A line, cut where it has too many octets, never within a letter."""
    pieces, piece, length = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE:
            pieces.append(piece)
            # The space at the beginning of the next line is one of its octets.
            piece, length = "", 1
        piece += letter
        length += size
    return f"{LINE_END} ".join([*pieces, piece])


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
