"""Fields of the group `translation` in front matter: they are set, and every other byte of the file stays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial

from plainleaf.content.sources import SourceFile, split_source
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Report

Places = Mapping[str, tuple[int, int]]

GROUP, BELOW = "translation", "translation.method"
LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
# The value on the line of its key, in a group with one field below the other or in one that is in braces.
VALUE = r"(\b{}[ \t]*:[ \t]*)(\"[^\"]*\"|'[^']*'|[^\s,}}#]*)"
END_OF_BRACES = lazy_pattern(r"[ \t]*\}[ \t]*(?:#[^\r\n]*)?[\r\n]*\Z")


def set_fields(text: str, places: Places, values: Mapping[str, str]) -> tuple[str, Places] | None:
    """The text of a page with some fields of its translation set, and where its fields are then.

    The values are as YAML has them. None if the group is written in a way that this cannot change.
    """
    lines, new = LINE.findall(text), list[str]()
    group, (below, column) = places[GROUP][0], places[BELOW]
    for key, value in values.items():
        if f"{GROUP}.{key}" in places:
            at, start = places[f"{GROUP}.{key}"]
            head, tail = lines[at - 1][: start - 1], lines[at - 1][start - 1 :]
            lines[at - 1] = head + re.sub(VALUE.format(key), partial(_put, value), tail, count=1)
        elif below == group:
            lines[group - 1] = END_OF_BRACES.sub(f", {key}: {value}\\g<0>", lines[group - 1])
        else:
            line = lines[below - 1]
            new.append(f"{' ' * (column - 1)}{key}: {value}{line[len(line.rstrip(chr(13) + chr(10))) :]}")
    lines[below:below] = new
    changed = "".join(lines)
    if not _has(changed, values):
        return None
    return changed, {key: (line + len(new) * (line > below), column) for key, (line, column) in places.items()}


def _put(value: str, found: re.Match[str]) -> str:
    """A value behind its key, which has nothing behind it yet, or another value."""
    return f"{found[1]}{' ' * found[1].endswith(':')}{value}"


def _says(value: str) -> str:
    return str(json.loads(value)) if value.startswith('"') else value


def _has(text: str, values: Mapping[str, str]) -> bool:
    """Whether a page has these values in its group."""
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n")
    source = split_source(SourceFile("", "", ""), one_line_end, Report())
    front = read_yaml(source.front, Place("")) if source else None
    if not isinstance(front, Node) or not isinstance(front.value, Pairs):
        return False
    group = front.value.values.get(GROUP)
    if group is None or not isinstance(group.value, Pairs):
        return False
    found = group.value.values
    return all(key in found and found[key].value == _says(value) for key, value in values.items())
