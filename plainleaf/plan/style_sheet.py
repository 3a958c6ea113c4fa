"""Minifying the style sheet: comments, and the white space that only people need, are removed."""

from __future__ import annotations

import re
from functools import lru_cache

# A comment that begins with an exclamation mark is a license, which must be preserved.
PRESERVED = r"""(?P<preserved>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|url\([^)"']*\)|/\*!.*?\*/)"""
COMMENTS = re.compile(PRESERVED + r"|/\*.*?\*/", re.DOTALL)
SPACES = re.compile(PRESERVED + r"|\s*(?P<sign>[{};,])\s*|(?P<colon>:)\s+|\s+", re.DOTALL)


# Styles change less often than pages in a long-running process.
@lru_cache(maxsize=4)
def shorten(css: str) -> str:
    """Equivalent styles in fewer bytes; quoted strings and url() are left unchanged."""
    return SPACES.sub(_without_space, COMMENTS.sub(lambda found: found.group("preserved") or " ", css)).strip()


def _without_space(found: re.Match[str]) -> str:
    preserved, sign, colon = found.group("preserved", "sign", "colon")
    # One line per rule, for people who read the source.
    return "}\n" if sign == "}" else preserved or sign or colon or " "
