"""Typographic quotes, dashes and ellipses, for plain text and for the text between HTML tags."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

# The first character is a single class, so that the regex engine can skip everything else.
PLAIN = re.compile(r"[\"'.-](?:(?<=[\"'])|(?<=-)--?|(?<=\.)\.\.)")
OPENS_AFTER = frozenset(" \t\n\u00a0([{-–—/“‘«„")


class Quotes(Struct, frozen=True):
    """The quotation marks of a language."""

    double_open: str
    double_close: str
    single_open: str
    single_close: str


@lru_cache(maxsize=32)
def quotes_of(language: str) -> Quotes:
    """The quotation marks of a language, by its code."""
    by_language = {
        "de": Quotes("„", "“", "‚", "‘"),
        "es": Quotes("«", "»", "“", "”"),
        "fr": Quotes("«\u00a0", "\u00a0»", "‹", "›"),
        "it": Quotes("«", "»", "“", "”"),
    }
    return by_language.get(language.split("-")[0], Quotes("“", "”", "‘", "’"))


def typeset(text: str, quotes: Quotes, before: str = "", after: str = "") -> str:
    """The text with typographic punctuation. `before` and `after` are the characters around it, '' at an end."""

    def replace(found: re.Match[str]) -> str:
        plain = found.group()
        if plain == "...":
            return "…"
        if plain[0] == "-":
            return "—" if len(plain) == 3 else "–"
        start, end = found.span()
        last = text[start - 1] if start else before
        following = text[end : end + 1] or after
        opens = (not last or last in OPENS_AFTER) and bool(following.strip())
        if plain == '"':
            return quotes.double_open if opens else quotes.double_close
        # An apostrophe comes between or after letters, and before shortened years such as '90s.
        if not opens or following.isdigit():
            return "’" if not opens and (last.isalnum() or following.isalnum()) else quotes.single_close
        return quotes.single_open

    return PLAIN.sub(replace, text)
