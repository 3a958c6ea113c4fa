"""Nodes: parsed YAML, with the place of each value (see strict_yaml.py)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from plainleaf.problems import Place


class Cut(Struct, frozen=True):
    """A comment right after a value: its place, its text from '#' on, and the line with all of it in the value."""

    place: Place
    comment: str
    line: str

    def is_text(self, *, after_text: bool) -> bool:
        """Whether it was probably meant as part of the value: 'Symptoms #1', or 'Suite # 2' after a text.

        People put a space after the '#' of a comment.
        """
        follows = self.comment[1:]
        return follows[:1].isdigit() or (after_text and (follows[:1].isalpha() or follows.strip().isdigit()))


class Node(Struct, frozen=True):
    """A value and its place. `value` is text, None (empty), a tuple of nodes or a mapping.

    A text that `is_plain` is written without quotes of YAML.
    """

    value: str | tuple[Node, ...] | Pairs | None
    place: Place
    cut: Cut | None = None
    is_plain: bool = False


class Pairs(Struct, frozen=True):
    """The key-value pairs of a mapping in the order written, with the place of each key."""

    values: Mapping[str, Node]
    key_places: Mapping[str, Place]


def place_finder(node: Node) -> Callable[[str], Place]:
    """A function that finds a place by a path with dots, such as 'evidence.0.address' (see find_place)."""
    return lambda path: find_place(node, path.split("."))


def find_place(node: Node, path: list[str]) -> Place:
    """The place of a key in nested YAML, or that of its nearest ancestor when it is missing."""
    value = node.value
    if path and isinstance(value, Pairs) and path[0] in value.values:
        deeper = value.values[path[0]]
        return find_place(deeper, path[1:]) if len(path) > 1 else deeper.place
    if path and isinstance(value, tuple) and path[0].isdigit() and int(path[0]) < len(value):
        return find_place(value[int(path[0])], path[1:])
    return node.place


def entry_places(pairs: Pairs) -> dict[str, Place]:
    """The place of each entry of each list or group, by names such as 'aliases.0' and 'translation.reviewed'."""
    found: dict[str, Place] = {}
    for key, node in pairs.values.items():
        if isinstance(node.value, tuple):
            found |= {f"{key}.{number}": entry.place for number, entry in enumerate(node.value)}
        elif isinstance(node.value, Pairs):
            found |= {f"{key}.{name}": place for name, place in node.value.key_places.items()}
    return found
