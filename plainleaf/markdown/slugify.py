"""Slugs: texts as parts of addresses and as heading ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from plainleaf.patterns import lazy_pattern

# The same names of folders and pages come up again and again.
CACHE_SIZE = 20_000
PLAIN = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=CACHE_SIZE)
def slugify(text: str) -> str:
    """The slug of a text: lower case, without accents, words joined by hyphens."""
    if PLAIN.fullmatch(text):
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    # Letters that are put together of parts, as in Korean, are not left in parts.
    return unicodedata.normalize("NFC", re.sub(r"[\W_]+", "-", bare.casefold()).strip("-"))
