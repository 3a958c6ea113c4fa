"""Nodes: what YAML says, with the place of each value (see strict_yaml.py)."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.problems import Place


class Node(Struct, frozen=True):
    """A value and its place. `value` is text, None (nothing written), a tuple of nodes or a mapping."""

    value: str | tuple[Node, ...] | Pairs | None
    place: Place


class Pairs(Struct, frozen=True):
    """The pairs of a mapping in the order written, with the place of each key."""

    values: dict[str, Node]
    key_places: dict[str, Place]
