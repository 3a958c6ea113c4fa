"""Parsed prose: Markdown, and the components found in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from plainleaf.model.cards import RedFlagCard
from plainleaf.problems import Place


class Use(Struct, frozen=True):
    """A component used in prose. `values` are its parsed options; `place` and `last_line` are those of its fences.

    A care card has an `urgency`, "" if that is unknown; `red_flags` is the set that it shows, if it shows one.
    """

    number: int
    component: str
    values: Mapping[str, Any]
    place: Place
    last_line: int
    urgency: str = ""
    red_flags: RedFlagCard | None = None


class ParsedProse(Struct, frozen=True):
    """Prose with its components found.

    `markdown` has placeholders instead of fences. `visible` has the same lines as the source with fences and options
    blanked, so that positions in it are positions in the file. `uses` are in the order of their fences. It `is_unclear`
    if a component is unknown or never closed, and so is not among them.
    """

    path: str
    first_line: int
    markdown: str
    visible: str
    uses: tuple[Use, ...]
    is_unclear: bool = False
