"""A stranger's text, shown so that it can do no harm: not in a terminal, not in a table, not in a spreadsheet."""

from __future__ import annotations

import unicodedata

from plainleaf.patterns import lazy_pattern

# Persian and some emoji need these two, and they move nothing.
JOINERS = "\u200c\u200d"
# Control, format, surrogate, private and unassigned characters, and the two separators of lines and paragraphs.
SHOWN_AS_NUMBERS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What makes a spreadsheet read a cell as a formula (OWASP, CSV Injection), also after a space or in full width.
BEGINS_FORMULA = lazy_pattern("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
ELLIPSIS = "…"
# Of what a stranger says.
LONGEST = 1000


def make_harmless(text: str) -> str:
    """The text with each character that a terminal or a browser would obey as its number, lines excepted."""
    plain = text.replace("\r\n", "\n").replace("\t", "    ")
    return "".join(letter if letter == "\n" or _is_harmless(letter) else f"<U+{ord(letter):04X}>" for letter in plain)


def _is_harmless(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) not in SHOWN_AS_NUMBERS


def on_one_line(text: str, width: int = LONGEST) -> str:
    """The text on one line of at most `width` characters, harmless."""
    line = " ".join(make_harmless(text).split())
    return line if len(line) <= width else line[: width - 1] + ELLIPSIS


def for_cell(text: str) -> str:
    """The text for a cell of a spreadsheet. An apostrophe stands before what would be taken for a formula."""
    return f"'{text}" if BEGINS_FORMULA.match(text) else text
