"""A signature in a file: fields of its YAML are set and an entry is added to a list, and all other lines stay."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from plainleaf.content.sources import find_front_matter_end
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place

LINE_END = lazy_pattern(r"\r\n|\r|\n")
# A key with its value on the same line, and maybe a comment.
SCALAR = lazy_pattern(r"^(\w+[ \t]*:[ \t]*)(\"[^\"]*\"|'[^']*'|[^#]*?)([ \t]+#.*)?$")


class RefusedError(Exception):
    """A review that cannot be recorded; its text says why."""


class Signature(Struct, frozen=True):
    """What is to be written: the value of each field, below which field new ones go, and an entry for a list.

    All values are as YAML has them. Without an `entry` the list stays as it is.
    """

    values: Mapping[str, str]
    below: str
    list_name: str
    entry: Mapping[str, str]


def sign(text: str, places: Mapping[str, tuple[int, int]], signature: Signature, *, is_page: bool) -> str:
    """The text of a file with a signature in its front matter, or in the whole file where it is no page.

    `places` has line and column of each field that is there. Raises RefusedError where the YAML is written in a way
    that this cannot change.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = LINE_END.split(text)
    added: dict[int, list[str]] = {}
    for key, value in signature.values.items():
        if key in places:
            lines[places[key][0] - 1] = _with_value(lines[places[key][0] - 1], key, value)
        else:
            at = places[signature.below][0] if signature.below in places else _end_of(lines, is_page=is_page)
            added.setdefault(at, []).append(f"{key}: {value}")
    if signature.entry:
        at, entry = _entry_lines(lines, places, signature, is_page=is_page)
        added.setdefault(at, []).extend(entry)
    # From the end, so that the numbers of the lines above stay right.
    for at in sorted(added, reverse=True):
        lines[at:at] = added[at]
    signed = end.join(lines)
    if not _has(signed, signature, is_page=is_page):
        names = ", ".join(signature.values)
        raise RefusedError(f"the fields are written in an unusual way. Give each of these a line of its own: {names}.")
    return signed


def _with_value(line: str, key: str, value: str) -> str:
    found = SCALAR.match(line)
    if found is None or not found[1].startswith(key):
        raise RefusedError(f"'{key}' is not written on one line, as '{key}: …'.")
    return f"{found[1].rstrip()} {value}{found[3] or ''}"


def _entry_lines(
    lines: list[str], places: Mapping[str, tuple[int, int]], signature: Signature, *, is_page: bool
) -> tuple[int, list[str]]:
    """The index of the line before which the entry is put, and its lines."""
    name, indent, end = signature.list_name, "  ", _end_of(lines, is_page=is_page)
    head, at = [f"{name}:"], end
    if name in places:
        head, at = [], places[name][0]
        if not re.fullmatch(rf"{name}[ \t]*:[ \t]*(?:\[\])?[ \t]*(?:#.*)?", lines[at - 1]):
            raise RefusedError(f"'{name}' is not written as a list with one entry below the other.")
        lines[at - 1] = f"{name}:"
        first = next((line for line in lines[at:end] if line.strip() and not line.lstrip().startswith("#")), "")
        entry_start = re.match(r"([ \t]*)- ", first)
        indent = entry_start[1] if entry_start else indent
        while at < end and re.match(r"[ \t]+\S|-[ \t]|[ \t]*(?:#.*)?$", lines[at]):
            at += 1
        while not lines[at - 1].strip():
            at -= 1
    written = [f"{indent}  {key}: {value}" for key, value in signature.entry.items()]
    written[0] = f"{indent}- {written[0].lstrip()}"
    return at, [*head, *written]


def _end_of(lines: list[str], *, is_page: bool) -> int:
    """The index of the line that ends the YAML: of front matter, which is there because it was read, or of the file."""
    if is_page:
        end = find_front_matter_end(lines)
        assert end is not None
        return end
    return max(number for number, line in enumerate(lines, start=1) if line.strip())


def _has(text: str, signature: Signature, *, is_page: bool) -> bool:
    """Whether the YAML of a text has the fields of a signature."""
    lines = LINE_END.split(text)
    written = read_yaml("\n".join(lines[is_page : _end_of(lines, is_page=is_page)]), Place(""))
    if not isinstance(written, Node) or not isinstance(written.value, Pairs):
        return False
    found = written.value.values
    return all(key in found and found[key].value == value.strip('"') for key, value in signature.values.items())
