"""Slugs: texts as parts of addresses and as heading ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from plainleaf.patterns import lazy_pattern

# The same names of folders and pages come up again and again.
CACHE_SIZE = 20_000
# The combining classes of the points of Hebrew and Arabic, and of accents that are attached, above or below:
# https://www.unicode.org/reports/tr44/#Canonical_Combining_Class_Values
POINTS, ABOVE_AND_BELOW = range(10, 37), 200
# They say how the character before them is drawn.
VARIANT = lazy_pattern("[\N{VARIATION SELECTOR-1}-\N{VARIATION SELECTOR-16}]")
BETWEEN_WORDS = lazy_pattern(r"[^a-z0-9]+")


@lru_cache(maxsize=CACHE_SIZE)
def slugify(text: str) -> str:
    """The slug of a text: lower case, without accents, words joined by hyphens."""
    if text.isascii():
        return BETWEEN_WORDS.sub("-", text.lower()).strip("-")
    bare = ""
    for character in unicodedata.normalize("NFKD", text):
        bare += _bare(character, bare[-1:])
    # Letters composed of parts, as in Korean, are put together again.
    return unicodedata.normalize("NFC", re.sub(r"[\s-]+", "-", bare.casefold()).strip("-"))


def _bare(character: str, before: str) -> str:
    """A letter or a digit as it is, "" for an accent, and a hyphen for what is between words.

    In Indic scripts, Thai and Japanese, marks are no accents: they make another letter, as a vowel does.
    """
    kind = unicodedata.combining(character)
    if kind in POINTS or kind >= ABOVE_AND_BELOW or VARIANT.match(character):
        return ""
    is_mark = unicodedata.category(character) in ("Mn", "Mc") and before not in ("", "-")
    return character if character.isalnum() or is_mark else "-"
