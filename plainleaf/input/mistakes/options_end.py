"""Text right below the options of a component, without the empty line between them."""

from __future__ import annotations

from collections.abc import Callable

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

HEADING = lazy_pattern(r"#{2,6} +\S")
OPTION = lazy_pattern(r"[A-Za-z_][\w-]*:(?:\s|$)|[ \t#]")
OPEN_OPTION = lazy_pattern(r"[A-Za-z_][\w-]*:\s*$|[ \t-]")
WORDS = lazy_pattern(r"[A-Za-z_][\w-]* +[^\s:]")
MESSAGE = "the text begins right below the options, so it is read as one of them"
FIX = "Put an empty line above it. If it belongs to the option above, begin it with two spaces."


def find_text_in_options(options: str, start: Place, is_readable: Callable[[str], bool]) -> Problem | None:
    """The problem of options, from `start` on, that text follows at once; None if they end where they should.

    A heading would be a comment in YAML, and be lost; several words before a colon would be the name of an option.
    Other text counts only where the options before it can be read and the whole cannot.
    """
    lines = options.split("\n")
    heading = next((number for number, line in enumerate(lines) if number and HEADING.match(line)), None)
    text = next((number for number in range(1, len(lines)) if _is_text(lines, number)), None)
    at = min((number for number in (heading, text) if number is not None), default=None)
    if at is None or not is_readable("\n".join(lines[:at])):
        return None
    if at != heading and not WORDS.match(lines[at]) and is_readable(options):
        return None
    return Problem(Place(start.path, start.line + at, 1), "yaml-syntax", MESSAGE, FIX)


def _is_text(lines: list[str], number: int) -> bool:
    line = lines[number]
    if not line.strip() or OPTION.match(line):
        return False
    # A list may follow a key without a value.
    return not (line.startswith("-") and OPEN_OPTION.match(lines[number - 1]))
