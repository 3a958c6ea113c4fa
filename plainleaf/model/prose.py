"""Prose with its components found, as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from plainleaf.problems import Place


class Use(Struct, frozen=True):
    """A component used in prose. `values` are its options as their types read them; `line` is that of its fence."""

    number: int
    component: str
    values: Mapping[str, Any]
    place: Place
    last_line: int


class ParsedProse(Struct, frozen=True):
    """Prose with its components found.

    `markdown` has marks in place of fences; `visible` has the same lines as the source with fences and options
    blanked, so that what is found in it can be placed in the file; `uses` are in the order of their fences. It
    `is_unclear` when some component is not known or has no end, so that it is not among them.
    """

    path: str
    first_line: int
    markdown: str
    visible: str
    uses: tuple[Use, ...]
    is_unclear: bool = False
