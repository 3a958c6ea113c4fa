"""The texts for readers among declared values, and the place of any character in them.

Which fields hold such texts is said by their types (see Wording in fields.py), so nothing here knows any field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct

from plainleaf.input.fields import Field, FieldType, Wording, fields_of
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place

TOKEN = lazy_pattern(r"\S+")
# The first line of a text in YAML that begins on the next line.
BLOCK = lazy_pattern(r"[>|][-+\d]*\s*(?:#.*)?$")
QUOTES = ("'", '"')


class Text(NamedTuple):
    """A text for readers: the keys that lead to it in its YAML, the text, and whose words it is."""

    path: tuple[str, ...]
    text: str
    wording: Wording


def texts_of(group: Struct, above: tuple[str, ...] = ()) -> Iterator[Text]:
    """Every text for readers in a declared group and in the groups inside it."""
    for field in _fields_with_texts(type(group)):
        yield from texts_in(field.type, getattr(group, field.name), (*above, field.name))


def texts_in(type_: FieldType, value: Any, path: tuple[str, ...]) -> Iterator[Text]:
    """Every text for readers in a value of a declared type."""
    if isinstance(value, str):
        if value and type_.wording:
            yield Text(path, value, type_.wording)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from texts_in(type_, each, (*path, name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from texts_in(type_, each, (*path, str(number)))
    elif type_.group is not None and isinstance(value, Struct):
        yield from texts_of(value, path)


@cache
def _fields_with_texts(group: type[Struct]) -> tuple[Field, ...]:
    """The fields of a group that may hold texts for readers."""
    return tuple(with_texts(fields_of(group)))


def with_texts(fields: Iterable[Field]) -> Iterator[Field]:
    """Those fields that may hold texts for readers."""
    for field in fields:
        group = field.type.group
        if field.type.wording or (group is not None and _fields_with_texts(group)):
            yield field


def place_in(lines: Sequence[str], first_line: int, start: Place, text: str, offset: int) -> Place:
    """The place of a character of a YAML value, whichever way the value is written.

    `lines` are those of the file from `first_line` on, and the value begins at `start`. Words are counted, because
    YAML joins the lines of a text, but keeps the order of its words.
    """
    before = text[:offset].split()
    is_inside = bool(before) and not text[offset - 1].isspace()
    number, within = (len(before) - 1, len(before[-1])) if is_inside else (len(before), 0)
    for line, column in _tokens(lines, first_line, start):
        if number == 0:
            return Place(start.path, line, column + within)
        number -= 1
    return start


def _tokens(lines: Sequence[str], first_line: int, start: Place) -> Iterator[tuple[int, int]]:
    """The words of a YAML value, then those of what follows it: line and column of each."""
    for line in range(start.line, first_line + len(lines)):
        written = lines[line - first_line]
        if line == start.line:
            value = written[start.column - 1 :]
            if BLOCK.match(value):
                continue
            blank = start.column if value[:1] in QUOTES else start.column - 1
            written = " " * blank + written[blank:]
        for token in TOKEN.finditer(written):
            yield line, token.start() + 1
