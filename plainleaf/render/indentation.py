"""Indentation, which helps those who write templates and nobody else: a page goes out without it."""

from __future__ import annotations

import re

# Where white space is shown as it is written.
KEPT = r"(<(?P<tag>pre|textarea)\b.*?</(?P=tag)>)"
SPACES = re.compile(rf"{KEPT}|\n\s+", re.DOTALL | re.IGNORECASE)


def without_indentation(html: str) -> str:
    """A page in which no line is empty or begins with a space. To a browser it is the same."""
    return SPACES.sub(lambda found: found[1] or "\n", html)
