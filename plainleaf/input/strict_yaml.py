"""Strict YAML: every value stays the text that was written, every key keeps its line and column.

`NO` stays "NO" and `12:30` stays "12:30": the declared type of a field decides what its text means (see fields.py).
Aliases, tags, repeated keys, and excessive depth or size are refused.
"""

from __future__ import annotations

from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import Place, Problem


def read_yaml(text: str, start: Place) -> Node | Problem:
    """The value of a YAML text that begins at `start`, or the first problem with it.

    Columns of the first line count from `start`. An empty text is an empty mapping.
    """
    if not text:
        return Node(Pairs({}, {}), start)
    # Imported late: after most edits there is no YAML to read.
    from plainleaf.input.yaml_parser import parse_yaml

    return parse_yaml(text, start)
