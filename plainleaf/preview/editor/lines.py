"""Lines: those of front matter that an editor has not changed stay as they are, in lists and groups too.

A list or a group that is written on one line is rewritten as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import yaml

from plainleaf.input.nodes import Node, Pairs
from plainleaf.patterns import lazy_pattern
from plainleaf.preview.editor.values import EMPTY, digest_of, is_same, value_of

LONG = 2**16  # characters: YAML breaks no line before
DASH = lazy_pattern(r" *- +")
CONTENT = lazy_pattern(r"\s*[^#\s]")
QUOTED = r"""\"(?:[^"\\]|\\.)*\"|'(?:[^']|'')*'"""
# A value that ends on its line, and the comment after it.
COMMENTED = lazy_pattern(rf"(?:{QUOTED}|[^\"'|>&*!\[{{#\n](?:(?![ \t]#).)*?)([ \t]+#.*)\n?")
TEXT = "tag:yaml.org,2002:str"
Lines = list[str]


class NotInLinesError(ValueError):
    """The fields or entries do not each begin a line of their own."""


def merge_fields(lines: Lines, first: int, old: Pairs, new: Mapping[str, Node]) -> Lines:
    """The lines of some fields with their new values. The first of the lines has the number `first`.

    Raises NotInLinesError.
    """
    places = sorted((place.line - first, place.column, name) for name, place in old.key_places.items())
    columns = {column for _, column, _ in places} or {1}
    indent = min(columns) - 1
    starts = [line for line, _, _ in places]
    are_apart = len({*starts}) == len(starts) and all(line >= 0 and not lines[line][:indent].strip() for line in starts)
    if len(columns) > 1 or not are_apart:
        raise NotInLinesError
    ends = [*starts, len(lines)]
    merged = lines[: ends[0]]
    for (line, _, name), end in zip(places, ends[1:], strict=True):
        merged += _merge_field(name, lines[line:end], first + line, old.values[name], new.get(name), indent)
    added = [name for name in new if name not in old.values and value_of(new[name]) not in EMPTY]
    return [*merged, *(line for name in added for line in _write_field(name, new[name], indent))]


def _merge_field(name: str, lines: Lines, first: int, old: Node, new: Node | None, indent: int) -> Lines:
    if is_same(old, new):
        return lines
    lines, below = _part(lines, indent)
    if new is None or value_of(new) in EMPTY:
        return below
    try:
        if isinstance(old.value, Pairs) and isinstance(new.value, Pairs) and old.value.values:
            return [lines[0], *merge_fields(lines[1:], first + 1, old.value, new.value.values), *below]
        if isinstance(old.value, tuple) and isinstance(new.value, tuple) and old.value:
            return [*_merge_entries(lines, first, old.value, new.value), *below]
    except NotInLinesError:
        pass
    return [*_with_comment(_write_field(name, _keep(old, new), indent), lines, old), *below]


def _merge_entries(lines: Lines, first: int, old: tuple[Node, ...], new: tuple[Node, ...]) -> Lines:
    """The lines of a list, with its name before it, with its new entries."""
    starts = [entry.place.line - first for entry in old]
    heads = [lines[line][: entry.place.column - 1] for line, entry in zip(starts, old, strict=True)]
    indents = {head.find("-") for head in heads}
    if len({*starts}) < len(old) or len(indents) > 1 or not all(map(DASH.fullmatch, heads)):
        raise NotInLinesError
    indent, ends = indents.pop(), [*starts[1:], len(lines)]
    before = [(entry, lines[line:end]) for entry, line, end in zip(old, starts, ends, strict=True)]
    merged = lines[: starts[0]]
    for old_entry, old_lines, new_entry in _pair(before, [each for each in new if value_of(each) not in EMPTY]):
        if old_entry is None:
            assert new_entry is not None
            merged += _write_entry(new_entry, indent)
        elif is_same(old_entry, new_entry):
            merged += old_lines
        else:
            merged += _merge_entry(old_lines, old_entry, new_entry, indent)
    return merged


def _pair(old: Sequence[tuple[Node, Lines]], new: Sequence[Node]) -> Iterator[tuple[Node | None, Lines, Node | None]]:
    """Each entry with what became of it: unchanged ones are matched first, those between them in order."""
    digests = [digest_of(entry) for entry, _ in old], [digest_of(entry) for entry in new]
    for _, old_first, old_last, new_first, new_last in SequenceMatcher(None, *digests, autojunk=False).get_opcodes():
        for number in range(max(old_last - old_first, new_last - new_first)):
            entry, lines = old[old_first + number] if old_first + number < old_last else (None, [])
            yield entry, lines, new[new_first + number] if new_first + number < new_last else None


def _merge_entry(lines: Lines, old: Node, new: Node | None, indent: int) -> Lines:
    lines, below = _part(lines, indent)
    if new is None:
        return below
    if isinstance(old.value, Pairs) and isinstance(new.value, Pairs):
        bare = [lines[0].replace("-", " ", 1), *lines[1:]]
        try:
            merged = merge_fields(bare, old.place.line, old.value, new.value.values)
        except NotInLinesError:
            merged = []
        number = next((number for number, line in enumerate(merged) if CONTENT.match(line)), None)
        if number is not None:
            merged[number] = f"{merged[number][:indent]}-{merged[number][indent + 1 :]}"
            return [*merged, *below]
    return [*_with_comment(_write_entry(_keep(old, new), indent), lines, old), *below]


def _part(lines: Lines, indent: int) -> tuple[Lines, Lines]:
    """The lines of a value, and the comments and empty lines below it, which stay when the value changes.

    Lines that are indented deeper may be text of the value.
    """
    number = len(lines)
    while number > 1 and re.match(rf" {{0,{indent}}}#|\s*$", lines[number - 1]):
        number -= 1
    return lines[:number], lines[number:]


def _with_comment(written: Lines, lines: Lines, old: Node) -> Lines:
    """The lines of a new value, with the comment on the one line of the old one."""
    if len(written) != 1 or len(lines) != 1 or not isinstance(old.value, str):
        return written
    found = COMMENTED.fullmatch(lines[0][old.place.column - 1 :])
    return [f"{written[0].rstrip()}{found[1]}\n"] if found else written


def _keep(old: Node | None, new: Node) -> Node:
    """A new value with the old text of every part that is the same: an editor may have read a number in it."""
    if old is None or is_same(old, new):
        return old or new
    if isinstance(old.value, Pairs) and isinstance(new.value, Pairs):
        kept = {name: _keep(old.value.values.get(name), each) for name, each in new.value.values.items()}
        return Node(Pairs(kept, new.value.key_places), new.place)
    if isinstance(old.value, tuple) and isinstance(new.value, tuple):
        pairs = _pair([(each, []) for each in old.value], new.value)
        return Node(tuple(_keep(entry, each) for entry, _, each in pairs if each is not None), new.place)
    return new


def _write_field(name: str, node: Node, indent: int) -> Lines:
    return _write(yaml.MappingNode("tag:yaml.org,2002:map", [_to_pair(name, node)], flow_style=False), indent)


def _write_entry(node: Node, indent: int) -> Lines:
    return _write(yaml.SequenceNode("tag:yaml.org,2002:seq", [_to_yaml(node)], flow_style=False), indent)


def _write(node: yaml.Node, indent: int) -> Lines:
    text = yaml.serialize(node, Dumper=yaml.BaseDumper, allow_unicode=True, width=LONG)
    return [" " * indent * bool(line.strip()) + line for line in text.splitlines(keepends=True)]


def _to_pair(name: str, node: Node) -> tuple[yaml.Node, yaml.Node]:
    return yaml.ScalarNode(TEXT, name), _to_yaml(node)


def _to_yaml(node: Node) -> yaml.Node:
    """A value as YAML, quoted as the editor did. All values are texts, so no type is guessed."""
    if isinstance(node.value, Pairs):
        pairs = [_to_pair(name, each) for name, each in node.value.values.items() if value_of(each) not in EMPTY]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    if isinstance(node.value, tuple):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [*map(_to_yaml, _filled(node.value))], flow_style=False)
    value = node.value.strip() if isinstance(node.value, str) else ""
    style = "|" if "\n" in value else None if node.is_plain else '"'
    return yaml.ScalarNode(TEXT, value, style=style)


def _filled(entries: Iterable[Node]) -> Iterator[Node]:
    return (each for each in entries if value_of(each) not in EMPTY)
