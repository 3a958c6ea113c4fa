r"""Escapes of YAML: where in quotation marks a character stands that is written by its code, such as "\u202e"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plainleaf.input.invisible import Invisible
from plainleaf.patterns import lazy_pattern

LENGTHS = {"x": 2, "u": 4, "U": 8}
# The letters of YAML for characters that nobody sees.
LETTERS = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "e": "\x1b",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}
ESCAPE = lazy_pattern(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[^\\]", re.DOTALL)


def find_escape(lines: Sequence[str], column: int, value: str, found: Invisible) -> tuple[int, int, Invisible] | None:
    """The line and column, from 0, of the escape for an invisible character of a value, and the character as written.

    `lines` are those of the value, which begins at `column` of the first. None if it is not written by an escape.
    """
    nth = value.count(found.character, 0, found.offset)
    for number, line in enumerate(lines):
        for each in ESCAPE.finditer(line, 0 if number else column):
            if _decode(each.group()) != found.character:
                continue
            if nth == 0:
                is_escape = len(each.group()) > 1
                written = Invisible(found.offset, each.group(), found.character)
                return (number, each.start(), written) if is_escape else None
            nth -= 1
    return None


def _decode(written: str) -> str:
    """The character that an escape stands for; other characters stand for themselves."""
    if len(written) == 1:
        return written
    digits = written[2:]
    if digits and len(digits) == LENGTHS.get(written[1]):
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return LETTERS.get(written[1], "")
