"""Slugs: texts as parts of addresses and as ids of headings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# How many texts a process remembers: the same names of folders and pages are asked for again and again.
REMEMBERED = 20_000
PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=REMEMBERED)
def slugify(text: str) -> str:
    """A text as part of an address: lower case, without accents, words joined by hyphens."""
    if PLAIN.fullmatch(text):
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", bare.casefold()).strip("-")
