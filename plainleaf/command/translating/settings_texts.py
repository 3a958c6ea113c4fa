"""Texts of config.yaml that were changed in the default language and not in another one since that was written.

Nobody records what these follow: git knows which texts stood beside each other when one was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from plainleaf.command.reviewing.earlier_text import find_texts
from plainleaf.content.config.read import FILE
from plainleaf.content.config.translated import find_written
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place


class StaleText(Struct, frozen=True):
    """A text of config.yaml: the keys that lead to it, its place, what it said when it was translated, and says now."""

    name: str
    place: Place
    before: str
    now: str
    translation: str


def find_stale_texts(root: Path, config: Node, language: str, default: str) -> Iterator[StaleText]:
    """The texts whose translation into a language may be out of date."""
    # What each translation stood beside when it was written: the oldest version that has it is read last.
    beside: dict[str, set[str]] = {}
    for text in find_texts(root, FILE):
        node = read_yaml(text, Place(FILE))
        if isinstance(node, Node):
            found: dict[str, set[str]] = {}
            for _, original, translation in _pairs_in(node, language, default):
                found.setdefault(_said(translation), set()).add(str(original.value))
            beside.update(found)
    for name, original, translation in _pairs_in(config, language, default):
        earlier, now = beside.get(_said(translation), set()), str(original.value)
        if earlier and _words(now) not in map(_words, earlier):
            yield StaleText(name, original.place, min(earlier), now, _said(translation))


def _pairs_in(config: Node, language: str, default: str) -> Iterator[tuple[str, Node, Node]]:
    """Each text that is written in both languages, with the keys that lead to it."""
    for written in find_written(config):
        texts = written.node.value.values if isinstance(written.node.value, Pairs) else {}
        if default in texts and language in texts:
            yield ".".join(written.path), texts[default], texts[language]


def _said(node: Node) -> str:
    return str(node.value)


def _words(text: str) -> str:
    """What counts: not capitals, spaces and signs, unless they are in a number."""
    return re.sub(r"(?!(?<=\d)[.,:]\d|[$%])[\W_]", "", text.casefold())
