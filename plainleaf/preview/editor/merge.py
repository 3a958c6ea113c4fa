"""Merge: what was changed in an editor goes into the text of a page, and the rest stays as its author wrote it.

Decap CMS writes all front matter anew: comments, quotes and the order of fields would be lost with each save.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import yaml

from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Problem

Value: TypeAlias = "str | tuple[Value, ...] | dict[str, Value] | None"
PAGE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL | re.MULTILINE)
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
EMPTY: tuple[Value, ...] = (None, "", (), {})
START = Place("")
NOTHING = ("", "~", "null")
DEEPEST = 20
LONG = 2**16  # characters: YAML breaks no line before


class UnreadableError(ValueError):
    """The text is no page, or its front matter is no YAML. The message says so."""


def merge_page(old: str, new: str) -> str:
    """The text of a page with all that an editor has changed in it, as `new` has it. Both have plain ends of lines.

    Fields that an editor adds without a value are left out. Raises UnreadableError.
    """
    old_front, old_prose = _split(old) if old else ("", "")
    new_front, new_prose = _split(new)
    front = _merge_front(old_front, new_front)
    if new_prose.strip("\n") == old_prose.strip("\n"):
        return f"---\n{front}---\n{old_prose}"
    above = old_prose[: len(old_prose) - len(old_prose.lstrip("\n"))] or "\n"
    return f"---\n{front}---\n{above}{new_prose.strip(chr(10))}\n"


def _split(text: str) -> tuple[str, str]:
    found = PAGE.match(text)
    if found is None:
        raise UnreadableError("it has no front matter between two lines of '---'")
    return found[1], found[2]


def _read(front: str) -> Pairs:
    """The fields that an author has written, with their places."""
    node = read_yaml(front, START)
    if isinstance(node, Problem):
        raise UnreadableError(f"line {node.place.line + 1}: {node.message}")
    if not isinstance(node.value, Pairs):
        raise UnreadableError("its front matter has no lines of the form 'field: value'")
    return node.value


def _read_written(front: str) -> Mapping[str, Node]:
    """The fields as the editor has written them: it breaks lines where our strict reader suspects a mistake."""
    try:
        depth = 0
        for event in yaml.parse(front, Loader=yaml.CBaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
                raise UnreadableError("its front matter is nested too deep, or has references")
        root = yaml.compose(front, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise UnreadableError(f"its front matter is no YAML: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableError("its front matter has no fields")
    return {name.value: _to_node(each) for name, each in root.value}


def _to_node(written: yaml.Node) -> Node:
    if isinstance(written, yaml.MappingNode):
        values = {name.value: _to_node(each) for name, each in written.value}
        return Node(Pairs(values, dict.fromkeys(values, START)), START)
    if isinstance(written, yaml.SequenceNode):
        return Node(tuple(map(_to_node, written.value)), START)
    assert isinstance(written, yaml.ScalarNode)
    is_plain = not written.style  # None or "", by loader
    return Node(None if is_plain and written.value in NOTHING else written.value, START, is_plain=is_plain)


def _merge_front(old: str, new: str) -> str:
    before, after = _read(old), _read_written(new)
    lines, spans = old.splitlines(keepends=True), _spans(before.key_places, old)
    merged = lines[: min((first for first, _ in spans.values()), default=len(lines))]
    for name, (first, last) in spans.items():
        if _is_same(before.values[name], after.get(name)):
            merged += lines[first:last]
            continue
        if _value(after.get(name)) not in EMPTY:
            merged.append(_write(name, after[name]))
        merged += _comments_at_end(lines[first:last])
    added = [name for name in after if name not in spans and _value(after[name]) not in EMPTY]
    return "".join([*merged, *(_write(name, after[name]) for name in added)])


def _spans(places: Mapping[str, Place], text: str) -> dict[str, tuple[int, int]]:
    """The lines of each field, from 0, up to the next field."""
    if any(place.column != 1 for place in places.values()):
        raise UnreadableError("its front matter has several fields on one line")
    starts = sorted((place.line - 1, name) for name, place in places.items())
    ends = [first for first, _ in starts[1:]] + [len(text.splitlines())]
    # Without any field there is still an end.
    return {name: (first, last) for (first, name), last in zip(starts, ends, strict=False)}


def _comments_at_end(lines: list[str]) -> list[str]:
    """The comments and empty lines below a field, which stay when it changes."""
    number = len(lines)
    while number > 1 and re.match(r"#|\s*$", lines[number - 1]):
        number -= 1
    return lines[number:]


def _value(node: Node | None) -> Value:
    """A value without what is empty in it."""
    if node is None or node.value is None:
        return None
    if isinstance(node.value, str):
        return node.value.strip()
    if isinstance(node.value, Pairs):
        values = ((name, _value(each)) for name, each in node.value.values.items())
        return {name: value for name, value in values if value not in EMPTY}
    return tuple(value for value in map(_value, node.value) if value not in EMPTY)


def _is_same(old: Node, new: Node | None) -> bool:
    """Whether an editor has left a value alone. It may have read a number in it, and written it in another way."""
    if new is None:
        return _value(old) in EMPTY
    if _value(old) == _value(new):
        return True
    texts = [node.value for node in (old, new) if isinstance(node.value, str) and node.is_plain]
    return len(texts) == 2 and all(map(NUMBER.fullmatch, texts)) and float(texts[0]) == float(texts[1])


def _write(name: str, node: Node) -> str:
    """The lines of a field."""
    pair = (yaml.ScalarNode("tag:yaml.org,2002:str", name), _to_yaml(node))
    mapping = yaml.MappingNode("tag:yaml.org,2002:map", [pair], flow_style=False)
    return yaml.serialize(mapping, Dumper=yaml.BaseDumper, allow_unicode=True, width=LONG)


def _to_yaml(node: Node) -> yaml.Node:
    """What is written for a value, as the editor has quoted it. No type is guessed: all values are texts."""
    if isinstance(node.value, Pairs):
        pairs = [(yaml.ScalarNode("tag:yaml.org,2002:str", name), _to_yaml(each)) for name, each in _filled(node.value)]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    if isinstance(node.value, tuple):
        entries = [_to_yaml(each) for each in node.value if _value(each) not in EMPTY]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=False)
    value = node.value.strip() if isinstance(node.value, str) else ""
    style = "|" if "\n" in value else None if node.is_plain else '"'
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


def _filled(pairs: Pairs) -> Iterator[tuple[str, Node]]:
    return ((name, each) for name, each in pairs.values.items() if _value(each) not in EMPTY)
