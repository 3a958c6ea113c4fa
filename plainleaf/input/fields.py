"""Declared fields: one declaration reads a value, validates it, suggests corrections and generates the docs.

A group of fields is a frozen Struct whose attributes are declared with `declare`. `read_group` makes one from YAML
and reports every mistake at its line and column. Field types are in fieldtypes.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import MANY, WARNING, Place, Report, closest_field

Group = TypeVar("Group")
GROUP = "a group of 'key: value' lines"
# The fix for a field that no other name is close to begins so.
ANY_FIELD = "Delete it, or use one of:"
# What people write where there is nothing to say, in the languages that the documents are in.
NOTHING = frozenset(("", "none", "no", "nil", "n/a", "na", "not applicable", "false", "null", "ninguno", "ninguna"))

# How often a value is written: once, in a list, or under names that the author chooses.
Shape = Literal["value", "list", "names"]
# Whose words a text for readers is: the site's own; those of a source or a law, which it quotes; a name. "" is no such
# text: it is for staff or for machines.
Wording = Literal["", "own", "quoted", "name"]


class FieldType(Struct, frozen=True):
    """What may be written in a field.

    `label` completes "should be …"; `read` returns the value, or reports a problem and returns `empty`, which is also
    the value of an optional field that is left out. `group` is the type of a nested group, for the docs. A value that
    `is_verbatim` is shown as it was written: it is an address, a name or a number, not prose to be typeset.
    `fallback` makes a value of the type for a required field that is missing or wrong, if `empty` is not one.
    `wording` decides which word checks read it (see texts.py). `is_past` for a day on which something has happened.
    A text that `is_per_language` may also be written once for each language, `{en: …, es: …}`: one is chosen before the
    field is read (content/config/translated.py).
    `schema` is for editors, in terms of JSON Schema; a list or names have the type of an `entry` instead.
    """

    label: str
    read: Callable[[Node, Report], Any]
    empty: Any
    group: type | None = None
    shape: Shape = "value"
    is_verbatim: bool = False
    fallback: Callable[[], Any] | None = None
    wording: Wording = ""
    is_past: bool = False
    is_per_language: bool = False
    schema: Mapping[str, Any] = {}
    entry: FieldType | None = None


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
        wrong_type(node, GROUP, report, _group_hint(fields, node))
        return _with_fallbacks(fields, values)
    written = node.value.values
    is_known = written.keys() <= values.keys()
    meant = frozenset() if is_known else _report_unknown(node.value, fields, what, report)
    for field in fields:
        value = written.get(field.name)
        if value is not None and value.value is not None and not (field.required and _is_empty(value)):
            values[field.name] = _read_value(field, value, report)
            continue
        if value is not None and not field.required:
            report_cut(value, report)
        # A misspelt key was already reported as unknown: one mistake, one problem.
        if field.required and field.name not in meant:
            _report_missing(field, value, node.place, what, report)
    return _with_fallbacks(fields, values)


def _read_value(field: Field, node: Node, report: Report) -> Any:
    """The value of a field, or its default if the value is wrong."""
    if not field.required and isinstance(node.value, str) and node.value.strip(" .-").casefold() in NOTHING:
        return _read_nothing(field, node, report)
    if field.type.group is not None and isinstance(node.value, str):
        wrong_type(node, field.type.label, report, f"Write lines for it, such as:\n{_lines_to_paste(field)}")
        return field.default
    known = report.count
    value = field.type.read(node, report)
    return field.default if report.count > known and value == field.type.empty else value


def _read_nothing(field: Field, node: Node, report: Report) -> Any:
    """The value of an optional field in which somebody says that there is none; a text or a choice may be that word."""
    found = Report()
    value = field.type.read(node, found)
    if not found.count:
        return value
    wrong_type(node, field.type.label, report, f"Delete the line: '{field.name}' may be left out.")
    return field.default


def _with_fallbacks(fields: tuple[Field, ...], values: dict[str, Any]) -> dict[str, Any]:
    """The values, each of its field's type, whatever was written."""
    for field in fields:
        if field.required and values[field.name] is None and field.type.fallback is not None:
            values[field.name] = field.type.fallback()
    return values


def _group_hint(fields: tuple[Field, ...], node: Node) -> str:
    """Which lines a text needs that stands where a group is expected."""
    required = [f"'{field.name}: …'" for field in fields if field.required]
    return f"Write a line for each: {', '.join(required)}." if required and isinstance(node.value, str) else ""


def _is_empty(node: Node) -> bool:
    """Whether the value is an empty list or group: '[]' or '{}'."""
    return node.value == () or (isinstance(node.value, Pairs) and not node.value.key_places)


def _report_missing(field: Field, value: Node | None, place: Place, what: str, report: Report) -> None:
    message = f"the {what} '{field.name}' has no value" if value else f"the {what} '{field.name}' is missing"
    example = f", for example '{field.name}: {field.example}'" if field.example else ""
    fix = f"Add {field.type.label}{example}. {field.help}"
    if field.type.group is not None:
        fix = f"Add these lines. {field.help}\n{_lines_to_paste(field)}"
    if value and value.cut and value.cut.is_text(after_text=True):
        message, fix = f"{message}: '#' begins a comment", f"Write: {value.cut.line}"
    report.add(value.place if value else place, f"missing-{what}", message, fix)


def _lines_to_paste(field: Field, indent: str = "") -> str:
    """A field as an author would write it, with the required fields of its group; '…' is to be filled in."""
    if field.type.group is None:
        return f"{indent}{field.name}: {field.example or '…'}"
    inner = indent + ("    " if field.type.shape == "names" else "  ")
    required = [each for each in fields_of(field.type.group) if each.required] or [*fields_of(field.type.group)]
    lines = [_lines_to_paste(each, inner + ("  " if field.type.shape == "list" else "")) for each in required]
    if field.type.shape == "list":
        lines[0] = f"{inner}- {lines[0].lstrip()}"
    return "\n".join([f"{indent}{field.name}:", *([f"{indent}  name:"] if field.type.shape == "names" else []), *lines])


def report_cut(node: Node, report: Report, *, is_text: bool = True) -> None:
    """Warn of a comment after a value that was probably meant as part of it."""
    cut = node.cut
    if cut is not None and cut.is_text(after_text=is_text):
        read = f"the value is only '{node.value}'" if node.value else "there is no value"
        message = f"'#' begins a comment here, so {read}"
        fix = f"Write: {cut.line} (If it is a comment, begin it with '# ' and a word.)"
        report.add(cut.place, "yaml-comment", message, fix, severity=WARNING)


def unknown_fields(pairs: Pairs, known: Collection[str]) -> dict[str, str | None]:
    """Each key without a field, with the name of the field that was probably meant, if it is clear."""
    unknown = [key for key in pairs.key_places if key not in known]
    if not unknown:
        return {}
    # Imported late: mistakes are rare.
    from plainleaf.input.mistakes.other_names import our_name

    absent = [name for name in known if name not in pairs.values]
    # Of thousands, only the first are listed.
    guesses = {key: closest_field(key, absent) or our_name(key, absent) for key in unknown[: MANY + 1]}
    return {key: guesses.get(key) for key in unknown}


def _report_unknown(pairs: Pairs, fields: tuple[Field, ...], what: str, report: Report) -> frozenset[str]:
    """Report each key without a field; returns the names of the fields that were probably meant."""
    known = [field.name for field in fields]
    unknown = unknown_fields(pairs, known)
    outer = _groups_with(unknown, pairs, fields)
    for key, guess in unknown.items():
        message, fix = f"there is no {what} '{key}' here", _unknown_fix(key, guess, pairs, known, what)
        groups = {each.name: each.type.group for each in fields if each.type.group and each.type.shape == "value"}
        owners = [name for name, group in groups.items() if any(each.name == key for each in fields_of(group))]
        if len(owners) == 1 and not guess:
            fix = f"Move it below '{owners[0]}', with two spaces more in front."
        if key in outer:
            fix = f"If it belongs to '{outer[key]}' above, begin the line with two spaces more."
        report.add(pairs.key_places[key], f"unknown-{what}", message, fix)
    return frozenset(filter(None, (*unknown.values(), *outer.values())))


def _unknown_fix(key: str, guess: str | None, pairs: Pairs, known: list[str], what: str) -> str:
    from plainleaf.input.mistakes.other_names import other_name_fix

    if guess and closest_field(key, [guess]):
        return f"Did you mean '{guess}'?"
    # A kind may declare a field of every page again, with another meaning.
    names = ", ".join(sorted(set(known))) or "none"
    text = " Put an empty line before it if it is text." if what == "option" else ""
    otherwise = f"{ANY_FIELD} {names}.{text}" if known else f"There are none.{text}"
    return other_name_fix(key, pairs.values[key], known, pairs.values.keys()) or otherwise


def _groups_with(keys: Iterable[str], pairs: Pairs, fields: tuple[Field, ...]) -> dict[str, str]:
    """For each key the group without any lines of its own, above it, that has a field with this name."""
    position = {key: number for number, key in enumerate(pairs.key_places)}
    inner = {
        field.name: {each.name for each in fields_of(field.type.group)}
        for field in fields
        if field.type.group is not None and field.name in position and pairs.values[field.name].value is None
    }
    found = ((key, [name for name in inner if key in inner[name] and position[name] < position[key]]) for key in keys)
    return {key: names[0] for key, names in found if names}


def wrong_type(node: Node, label: str, report: Report, fix: str = "") -> None:
    """Report a value of the wrong type; `fix` is for when it is clear what was meant."""
    shown = f"'{node.value}'" if isinstance(node.value, str) else _shape(node)
    if node.value is None and node.cut:
        shown, fix = f"a comment ('{node.cut.comment}')", f"Write: {node.cut.line}"
    # Examples and choices are for the fix.
    kind = label if fix else re.split(r",? such as ", label.replace("one of: ", "one of the choices such as "))[0]
    report.add(node.place, "wrong-type", f"{shown} is not {kind}", fix or f"Write {label}.")


def _shape(node: Node) -> str:
    if isinstance(node.value, Pairs):
        return GROUP
    return "a list" if isinstance(node.value, tuple) else "nothing"
