"""Merge: what was changed in an editor goes into the text of a page; the rest stays as its author wrote it.

Decap CMS rewrites all front matter: comments, quotes and the order of fields would be lost with each save.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from plainleaf.content.sources import cut_front_matter
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.preview.editor.lines import NotInLinesError, merge_fields
from plainleaf.problems import Place, Problem

START = Place("")
NOTHING = ("", "~", "null")
MAX_DEPTH = 20


class UnreadableError(ValueError):
    """The text is not a page, or its front matter is not YAML. The message says so."""


def merge_page(old: str, new: str) -> str:
    """The text of a page with all changes that an editor made, from its text in `new`. Both have plain line ends.

    Fields that an editor adds without a value are left out. Raises UnreadableError.
    """
    old_front, old_prose = _split(old) if old else ("", "")
    new_front, new_prose = _split(new)
    front = _merge_front(old_front, new_front)
    if new_prose.strip("\n") == old_prose.strip("\n"):
        return f"---\n{front}---\n{old_prose}"
    if not new_prose.strip("\n"):
        return f"---\n{front}---\n"
    above = old_prose[: len(old_prose) - len(old_prose.lstrip("\n"))] or "\n"
    return f"---\n{front}---\n{above}{new_prose.strip(chr(10))}\n"


def _split(text: str) -> tuple[str, str]:
    cut = cut_front_matter(text)
    if cut is None:
        raise UnreadableError("it has no front matter between two lines of '---'")
    return cut


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
            if depth > MAX_DEPTH or isinstance(event, yaml.AliasEvent):
                raise UnreadableError("its front matter is nested too deep, or has references")
        root = yaml.compose(front, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise UnreadableError(f"its front matter is no YAML: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableError("its front matter has no fields")
    return _to_values(root)


def _to_values(written: yaml.MappingNode) -> dict[str, Node]:
    if not all(isinstance(name, yaml.ScalarNode) for name, _ in written.value):
        raise UnreadableError("its front matter has a list or a group as the name of a field")
    return {name.value: _to_node(each) for name, each in written.value}


def _to_node(written: yaml.Node) -> Node:
    if isinstance(written, yaml.MappingNode):
        values = _to_values(written)
        return Node(Pairs(values, dict.fromkeys(values, START)), START)
    if isinstance(written, yaml.SequenceNode):
        return Node(tuple(map(_to_node, written.value)), START)
    assert isinstance(written, yaml.ScalarNode)
    is_plain = not written.style  # None or "", by loader
    return Node(None if is_plain and written.value in NOTHING else written.value, START, is_plain=is_plain)


def kind_of(page: str) -> str:
    """The kind that the front matter of a page names, "" for none. Raises UnreadableError."""
    kind = _read(_split(page)[0]).values.get("kind")
    return kind.value if kind and isinstance(kind.value, str) else ""


def _merge_front(old: str, new: str) -> str:
    before, after = _read(old) if old.strip() else Pairs({}, {}), _read_written(new)
    try:
        return "".join(merge_fields(old.splitlines(keepends=True), 1, before, after))
    except NotInLinesError as error:
        raise UnreadableError("its front matter has several fields on one line") from error
