"""Texts that were changed in the default language and not in another one since that was written: those of config.yaml,
the explanations of terms, and the texts of the interface.

Nobody records what these follow: git knows which texts stood beside each other when one was written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from plainleaf.command.reviewing.earlier_text import find_texts, find_texts_together
from plainleaf.content.config.read import FILE
from plainleaf.content.config.translated import find_written
from plainleaf.input.files import read_text
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Report


class StaleText(Struct, frozen=True):
    """A text: what it is, its place, what it said when it was translated, and says now, and the translation."""

    name: str
    place: Place
    before: str
    now: str
    translation: str


class _Pair(NamedTuple):
    """A text and its translation, and what they are."""

    name: str
    original: Node
    translation: Node


def find_stale_texts(root: Path, config: Node, language: str, default: str) -> Iterator[StaleText]:
    """The texts whose translation into a language may be out of date."""
    nodes = (read_yaml(text, Place(FILE)) for text in find_texts(root, FILE))
    earlier = (list(_pairs_in(node, language, default)) for node in nodes if isinstance(node, Node))
    yield from _find_stale(earlier, list(_pairs_in(config, language, default)))
    yield from _find_stale_in_files(root, "content/{}/terms.yaml", language, default, _pairs_of_terms)
    yield from _find_stale_in_files(root, "templates/words/{}.yaml", language, default, _pairs_of_words)


def _find_stale_in_files(
    root: Path, path: str, language: str, default: str, pair: Callable[[Node, Node], Iterator[_Pair]]
) -> Iterator[StaleText]:
    """The same for two files of which `pair` says which texts belong together."""
    paths = (path.format(default), path.format(language))
    if not all(os.path.lexists(root / each) for each in paths):
        return
    read: dict[str, Node | None] = {}

    def pairs(texts: Iterable[str]) -> list[_Pair]:
        for each, text in zip(paths, texts, strict=True):
            if text not in read:
                node = read_yaml(text, Place(each))
                read[text] = node if isinstance(node, Node) else None
        one, other = (read[text] for text in texts)
        return list(pair(one, other)) if one is not None and other is not None else []

    now = pairs([read_text(root, each, Report()) or "" for each in paths])
    yield from _find_stale(map(pairs, find_texts_together(root, *paths)) if now else (), now)


def _find_stale(earlier: Iterable[list[_Pair]], now: list[_Pair]) -> Iterator[StaleText]:
    """Those of the texts that are there now which were another one when the translation was written."""
    # What each translation stood beside when it was written: the oldest version that has it is read last.
    beside: dict[str, set[str]] = {}
    for pairs in earlier:
        found: dict[str, set[str]] = {}
        for _, original, translation in pairs:
            found.setdefault(_said(translation), set()).add(_said(original))
        beside.update(found)
    for name, original, translation in now:
        before, says = beside.get(_said(translation), set()), _said(original)
        if before and _words(says) not in map(_words, before):
            yield StaleText(name, original.place, min(before), says, _said(translation))


def _pairs_in(config: Node, language: str, default: str) -> Iterator[_Pair]:
    """Each text that is written in both languages."""
    for written in find_written(config):
        texts = written.node.value.values if isinstance(written.node.value, Pairs) else {}
        if default in texts and language in texts:
            yield _Pair(".".join(written.path), texts[default], texts[language])


def _pairs_of_terms(terms: Node, others: Node) -> Iterator[_Pair]:
    """The explanations of terms, where both lists are as long: they have one order."""
    if (
        not isinstance(terms.value, tuple)
        or not isinstance(others.value, tuple)
        or len(terms.value) != len(others.value)
    ):
        return
    for one, other in zip(terms.value, others.value, strict=True):
        if isinstance(one.value, Pairs) and isinstance(other.value, Pairs):
            names, its = one.value.values, other.value.values
            if {"term", "says"} <= names.keys() and "says" in its:
                yield _Pair(_said(names["term"]), names["says"], its["says"])


def _pairs_of_words(texts: Node, others: Node) -> Iterator[_Pair]:
    """The texts of the interface that are in both files."""
    if isinstance(texts.value, Pairs) and isinstance(others.value, Pairs):
        for name in (each for each in texts.value.values if each in others.value.values):
            yield _Pair(name, texts.value.values[name], others.value.values[name])


def _said(node: Node) -> str:
    return str(node.value)


def _words(text: str) -> str:
    """What counts: not capitals, spaces and signs, unless they are in a number."""
    return re.sub(r"(?!(?<=\d)[.,:]\d|[$%])[\W_]", "", text.casefold())
