"""Declared fields: one declaration reads a value, validates it, suggests corrections and generates the docs.

A group of fields is a frozen Struct whose attributes are declared with `declare`. `read_group` makes one from YAML
and reports every mistake at its line and column. Field types are in fieldtypes.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import MANY, Place, Report, closest

Group = TypeVar("Group")

# How often a value is written: once, in a list, or under names that the author chooses.
Shape = Literal["value", "list", "names"]


class FieldType(Struct, frozen=True):
    """What may be written in a field.

    `label` completes "should be …"; `read` returns the value, or reports a problem and returns `empty`, which is also
    the value of an optional field that is left out. `group` is the type of a nested group, for the docs. A value that
    `is_verbatim` is shown as it was written: it is an address, a name or a number, not prose to be typeset.
    `fallback` makes a value of the type for a required field that is missing or wrong, if `empty` is not one.
    """

    label: str
    read: Callable[[Node, Report], Any]
    empty: Any
    group: type | None = None
    shape: Shape = "value"
    is_verbatim: bool = False
    fallback: Callable[[], Any] | None = None


class Field(Struct, frozen=True):
    """One declared field. `default` is the value of a field that is left out."""

    name: str
    type: FieldType
    help: str
    required: bool
    default: Any
    example: str


class Declaration(Struct, frozen=True):
    """What `declare` says about an attribute of a Struct. It does not know the attribute's name."""

    type: FieldType
    help: str
    required: bool
    default: Any
    example: str

    def __call__(self) -> Any:
        """The default, for the Struct that calls its default factories."""
        return self.default

    def name_field(self, name: str) -> Field:
        """The field of an attribute with this name."""
        return Field(name, self.type, self.help, self.required, self.default, self.example)


class Named(Struct, frozen=True, array_like=True):
    """A name that refers to something else (a page, a picture, a phone number), and where it is written."""

    name: str
    place: Place

    def __bool__(self) -> bool:
        return bool(self.name)


def declare(type_: FieldType, help_: str, *, required: bool = False, default: Any = None, example: str = "") -> Any:
    """Declare an attribute of a frozen, keyword-only Struct as a field that authors may write."""
    value = type_.empty if default is None else default
    return msgspec.field(default_factory=Declaration(type_, help_, required, value, example))


@cache
def fields_of(group: type[Struct]) -> tuple[Field, ...]:
    """The fields that a group declares, in order."""
    defaults = group.__struct_defaults__
    # Names and defaults are aligned at their ends: attributes without a default come first.
    with_defaults = zip(reversed(group.__struct_fields__), reversed(defaults), strict=False)
    factories = [(name, getattr(default, "factory", None)) for name, default in with_defaults]
    return tuple(each.name_field(name) for name, each in reversed(factories) if isinstance(each, Declaration))


@cache
def _fields_of_all(groups: tuple[type, ...]) -> tuple[Field, ...]:
    """The fields of groups that share one YAML mapping."""
    return tuple(field for group in groups for field in fields_of(group))


def read_group(group: type[Group], node: Node, report: Report) -> Group:
    """A `group` from a YAML mapping; mistakes are reported and replaced by empty values."""
    result: Group = read_groups((group,), node, report)[0]
    return result


def read_groups(groups: tuple[type, ...], node: Node, report: Report) -> tuple[Any, ...]:
    """One value for each of several groups whose fields share one YAML mapping."""
    values = read_fields(_fields_of_all(groups), node, report)
    return tuple(group(**{field.name: values[field.name] for field in fields_of(group)}) for group in groups)


def read_fields(fields: tuple[Field, ...], node: Node, report: Report, *, what: str = "field") -> dict[str, Any]:
    """The value of each field by name. `what` names the fields in messages and rules: field or option."""
    values = {field.name: field.default for field in fields}
    if not isinstance(node.value, Pairs):
        wrong_type(node, "a group of 'key: value' lines", report)
        return _with_fallbacks(fields, values)
    written = node.value.values
    is_known = written.keys() <= values.keys()
    meant = frozenset() if is_known else _report_unknown(node.value, [field.name for field in fields], what, report)
    for field in fields:
        value = written.get(field.name)
        if value is not None and value.value is not None and not (field.required and _is_empty(value)):
            values[field.name] = _read_value(field, value, report)
            continue
        # A misspelt key was already reported as unknown: one mistake, one problem.
        if field.required and field.name not in meant:
            _report_missing(field, value, node.place, what, report)
    return _with_fallbacks(fields, values)


def _read_value(field: Field, node: Node, report: Report) -> Any:
    """The value of a field, or its default if the value is wrong."""
    known = report.count
    value = field.type.read(node, report)
    return field.default if report.count > known and value == field.type.empty else value


def _with_fallbacks(fields: tuple[Field, ...], values: dict[str, Any]) -> dict[str, Any]:
    """The values, each of its field's type, whatever was written."""
    for field in fields:
        if field.required and values[field.name] is None and field.type.fallback is not None:
            values[field.name] = field.type.fallback()
    return values


def _is_empty(node: Node) -> bool:
    """Whether the value is an empty list or group: '[]' or '{}'."""
    return node.value == () or (isinstance(node.value, Pairs) and not node.value.key_places)


def _report_missing(field: Field, value: Node | None, place: Place, what: str, report: Report) -> None:
    message = f"the {what} '{field.name}' has no value" if value else f"the {what} '{field.name}' is missing"
    example = f", for example '{field.name}: {field.example}'" if field.example else ""
    fix = f"Add {field.type.label}{example}. {field.help}"
    report.add(value.place if value else place, f"missing-{what}", message, fix)


def unknown_fields(pairs: Pairs, known: Collection[str]) -> dict[str, str | None]:
    """Each key without a field, with the name of the field that was probably meant, if one is close."""
    absent = [name for name in known if name not in pairs.values]
    unknown = [key for key in pairs.key_places if key not in known]
    # Of thousands, only the first are listed.
    guesses = {key: closest(key, absent) for key in unknown[: MANY + 1]}
    return {key: guesses.get(key) for key in unknown}


def _report_unknown(pairs: Pairs, known: list[str], what: str, report: Report) -> frozenset[str]:
    """Report each key without a field; returns the names of the fields that were probably meant."""
    unknown = unknown_fields(pairs, known)
    for key, guess in unknown.items():
        names = ", ".join(sorted(known)) or "none"
        text = " Put an empty line before it if it is text." if what == "option" else ""
        fix = f"Did you mean '{guess}'?" if guess else f"Delete it, or use one of: {names}.{text}"
        report.add(pairs.key_places[key], f"unknown-{what}", f"there is no {what} '{key}' here", fix)
    return frozenset(filter(None, unknown.values()))


def wrong_type(node: Node, label: str, report: Report) -> None:
    """Report a value of the wrong type."""
    shown = f"'{node.value}'" if isinstance(node.value, str) else _shape(node)
    report.add(node.place, "wrong-type", f"{shown} is not {label}", f"Write {label}.")


def _shape(node: Node) -> str:
    if isinstance(node.value, Pairs):
        return "a group of 'key: value' lines"
    return "a list" if isinstance(node.value, tuple) else "nothing"
