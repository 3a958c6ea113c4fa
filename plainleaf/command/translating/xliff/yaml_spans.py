"""Where the texts of a YAML file are written, so that one of them can be replaced and every other byte stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import yaml


class Span(NamedTuple):
    """A value: the offsets of its first character and after its last one, and what it says."""

    start: int
    end: int
    value: str


def find_spans(text: str) -> dict[tuple[str, ...], Span]:
    """Each text in YAML that has been read without a problem, by the keys and numbers that lead to it."""
    root = yaml.compose(text, yaml.SafeLoader)
    return dict(_spans_in(root, ())) if root is not None else {}


def _spans_in(node: yaml.Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Span]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _spans_in(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _spans_in(value, (*path, str(number)))
    elif isinstance(node, yaml.ScalarNode):
        yield path, Span(node.start_mark.index, node.end_mark.index, node.value)


def replacement(written: str, value: str) -> str:
    """A value in place of one that is written so. A JSON string is a YAML string, whatever characters it has."""
    return json.dumps(value, ensure_ascii=False) + written[len(written.rstrip()) :]
