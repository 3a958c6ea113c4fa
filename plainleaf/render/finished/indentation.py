"""Indentation helps only those who write templates, so pages are published without it."""

from __future__ import annotations

import re

from plainleaf.patterns import lazy_pattern

# Where white space is shown as it is written.
KEPT = lazy_pattern(r"<(pre|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
SPACES = lazy_pattern(r"\n\s+")


def without_indentation(html: str) -> str:
    """A page in which no line is empty or begins with a space. To a browser it is the same."""
    pieces: list[str] = []
    done = 0
    for kept in KEPT.finditer(html):
        pieces += (SPACES.sub("\n", html[done : kept.start()]), kept[0])
        done = kept.end()
    return "".join((*pieces, SPACES.sub("\n", html[done:])))
