"""Unclear: which of the declared fields have no reliable value.

A field that is missing, misspelt or wrong is reported once, and a fallback value is used. Whatever depends on it is not
judged, so one mistake gives one problem. Fields are named with dots, as in 'contacts.phones'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from plainleaf.input.fields import Field, FieldType, fields_of, unknown_fields
from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import Report


class Unclear(Struct, frozen=True, array_like=True):
    """The names of the fields of a group whose values are not known."""

    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    def hides(self, name: str) -> bool:
        """Whether the whole value of a field is unknown."""
        return any(name == each or name.startswith(f"{each}.") for each in self.names)

    def touches(self, *names: str) -> bool:
        """Whether anything in the value of one of these fields is unknown."""
        return any(self.hides(name) or any(each.startswith(f"{name}.") for each in self.names) for name in names)


def find_unclear(groups: Iterable[type], node: Node) -> Unclear:
    """What is unclear in groups whose fields share one YAML mapping."""
    fields = [field for group in groups for field in fields_of(group)]
    return Unclear(tuple(sorted({*_unclear_fields(fields, node)})))


def _unclear_fields(fields: Iterable[Field], node: Node) -> Iterator[str]:
    fields = tuple(fields)
    if not isinstance(node.value, Pairs):
        yield from (field.name for field in fields)
        return
    written = node.value.values
    unknown = unknown_fields(node.value, [field.name for field in fields])
    yield from unknown
    yield from (meant for meant in unknown.values() if meant)
    for field in fields:
        value = written.get(field.name)
        if value is not None and value.value is not None:
            yield from _unclear_in(field.type, value, field.name)
        elif field.required:
            yield field.name


def _unclear_in(type_: FieldType, node: Node, name: str) -> Iterator[str]:
    """What is unclear in the value of a field."""
    found = Report()
    type_.read(node, found)
    entries = _entries(type_, node)
    if not found.has_errors:
        return
    if type_.group is None or entries is None:
        yield name
        return
    inner: list[str] = []
    for key, entry in entries:
        path = ".".join(filter(None, (name, key)))
        inner += (f"{path}.{each}" for each in _unclear_fields(fields_of(type_.group), entry))
    # If nothing inside is wrong, the name of an entry is.
    yield from inner or [name]


def _entries(type_: FieldType, node: Node) -> list[tuple[str, Node]] | None:
    """The groups in the value of a field, by name or number; None if the value has another shape."""
    if type_.empty is None:
        return [("", node)] if isinstance(node.value, Pairs) else None
    if isinstance(type_.empty, dict):
        return list(node.value.values.items()) if isinstance(node.value, Pairs) else None
    return [(str(n), each) for n, each in enumerate(node.value)] if isinstance(node.value, tuple) else None
