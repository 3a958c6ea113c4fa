"""Which way a text runs: from left to right or from right to left."""

from __future__ import annotations

import unicodedata

LTR, RTL = "ltr", "rtl"
# The classes of the Unicode Bidirectional Algorithm (UAX #9) that say so, and those of digits.
STRONG = {"L": LTR, "R": RTL, "AL": RTL}
DIGITS = ("EN", "AN")


def direction_of(text: str) -> str:
    """'ltr' or 'rtl', by the first letter of a text; without letters, numbers run from left to right.

    '' for a text without letters and digits, which runs as what is around it.
    """
    if text.isascii():
        return LTR if any(character.isalnum() for character in text) else ""
    classes = [unicodedata.bidirectional(character) for character in text]
    found = next((STRONG[each] for each in classes if each in STRONG), "")
    return found or (LTR if any(each in DIGITS for each in classes) else "")


def has_letters(text: str) -> bool:
    """Whether a text has letters, and so is in a language."""
    return any(character.isalpha() for character in text)
