"""Marks of clinical texts: a short digest that a reviewer signs, so that a later edit shows."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict
from typing import Any

from plainleaf.front_matter import Basics

MARK_LENGTH = 10


def make_mark(basics: Basics, details: Any, source: str) -> str:
    """The mark of a page's clinical text: it changes with any word, and not with spaces or line ends."""
    fields = sorted((name, str(value)) for name, value in asdict(details, dict_factory=_without_place).items())
    clinical = " ".join([basics.title, basics.summary, source, *map(str, fields)])
    return hashlib.sha256(re.sub(r"\s+", " ", clinical).strip().encode()).hexdigest()[:MARK_LENGTH]


def _without_place(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A group without the places of its values, which change when a line is added above them."""
    return {name: value for name, value in pairs if name != "place"}
