"""Review marks: a short digest of a clinical text that the reviewer signs off, so that later edits are detected."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from msgspec import Struct

from plainleaf.content.front_matter import Basics

MARK_LENGTH = 10


def make_mark(basics: Basics, details: Any, source: str) -> str:
    """The review mark of a page's clinical text: it changes with any word, but not with spaces or line ends."""
    fields = sorted((name, str(value)) for name, value in _without_places(details).items())
    clinical = " ".join([basics.title, basics.summary, source, *map(str, fields)])
    return hashlib.sha256(re.sub(r"\s+", " ", clinical).strip().encode()).hexdigest()[:MARK_LENGTH]


def _without_places(value: Any) -> Any:
    """A value without the places in it, which change when a line is added above them."""
    if isinstance(value, Struct):
        return {name: _without_places(getattr(value, name)) for name in value.__struct_fields__ if name != "place"}
    return tuple(map(_without_places, value)) if isinstance(value, tuple) else value
