"""Normalize white space: at the edge of a line, a cell or an item, any space becomes a plain one.

A no-break space is kept between words, where it means something. At an edge nobody can see it, one engine drops it and
the other does not, and it keeps marks of Markdown from being read.
"""

from __future__ import annotations

import re

from plainleaf.patterns import lazy_pattern

# All spaces of Unicode but the plain one; what ends a line there has been reported (see input/invisible.py).
ODD = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
ANY_ODD = lazy_pattern(f"[{ODD}]")
# A whole run, so that a long one is looked at once.
RUN = rf"(?<![ {ODD}])[ {ODD}]++"
# At the end of a line, also before the signs that end a heading, around the pipes of a table, at the edge of code,
# after the name of a note.
EDGES = lazy_pattern(rf"{RUN}(?=#*+[ \t]*+(?:\n|\Z)|[|`])|(?<=[|`])[ {ODD}]++|^\[\^[^\]\n]+\]:[ {ODD}]++", re.MULTILINE)
END = lazy_pattern(rf"{RUN}$", re.MULTILINE)
# At the start of a line, also after the marks of a quotation or an item. A mark needs a plain space after it.
STARTS = lazy_pattern(rf"^[ {ODD}]*(?:(?:[-*+:]|\d{{1,9}}[.)]) [ {ODD}]*+|>[ {ODD}]*+)*+", re.MULTILINE)
# Names of links in brackets are the same whatever spaces they hold.
LABEL = lazy_pattern(r"\[[^\[\]\n]*\](?!\()")


def normalize_spaces(text: str) -> str:
    """The text with plain spaces in place of special ones where they do not count; its length does not change."""
    if text.isascii() or not ANY_ODD.search(text):
        return text
    text = STARTS.sub(_even, EDGES.sub(_even, text))
    return LABEL.sub(_even, text) if "]:" in text else text


def _even(found: re.Match[str]) -> str:
    return ANY_ODD.sub(" ", found.group())


def drop_odd_ends(text: str) -> str:
    """The text without special spaces at the ends of its lines, where they would not break a line."""
    return END.sub(_drop_odd, text) if not text.isascii() and ANY_ODD.search(text) else text


def _drop_odd(found: re.Match[str]) -> str:
    return "" if ANY_ODD.search(found.group()) else found.group()
