"""YAML by strict rules: every value stays the text that was written, every key keeps its line and column.

PyYAML's event stream is read directly, so aliases, tags and repeated keys are refused where they stand, and depth
and size are bounded while reading. `NO` stays "NO" and `12:30` stays "12:30": what a text means is for the
declared type of its field to say (see fields.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from plainleaf.files import FORBIDDEN
from plainleaf.problems import Place, Problem

MAX_DEPTH = 8
MAX_CHARACTERS = 1_000_000


class Mark(Protocol):
    """What both of PyYAML's parsers say of a place, counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place. `value` is text, None (nothing written), a tuple of nodes or a mapping."""

    value: str | tuple[Node, ...] | Pairs | None
    place: Place


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a mapping in the order written, with the place of each key."""

    values: dict[str, Node]
    key_places: dict[str, Place]


class RefusedError(Exception):
    """The text breaks a rule. Raised inside this module only; read_yaml gives it back as a Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, start: Place) -> Node | Problem:
    """The value of a YAML text that begins at `start`, or the first problem with it.

    Columns of the first line count from `start`. An empty text is an empty mapping.
    """
    try:
        _refuse_tabs(text, start)
        events = _read_events(text)
        return _read_document(events, _Reading(start))
    except RefusedError as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return _syntax_problem(error, start)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where the text stands in its file, and how deep the reader is."""

    start: Place
    depth: int = 0

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # only PyYAML's emitter makes events without marks
        return _place(mark, self.start)

    def deeper(self, event: yaml.Event) -> _Reading:
        if self.depth >= MAX_DEPTH:
            message = f"lists and groups are nested more than {MAX_DEPTH} deep"
            raise RefusedError(Problem(self.place(event), "yaml-too-deep", message, "Write the value in fewer levels."))
        return _Reading(self.start, self.depth + 1)


def _place(mark: Mark, start: Place) -> Place:
    return Place(start.path, start.line + mark.line, mark.column + 1)


def _refuse_tabs(text: str, start: Place) -> None:
    if len(text) > MAX_CHARACTERS:
        message = f"the text has {len(text)} characters; at most {MAX_CHARACTERS} are read"
        raise RefusedError(Problem(start, "yaml-too-long", message, "Split the file."))
    found = re.search(r"^[ -]*\t", text, re.MULTILINE)
    if found:
        line = text.count("\n", 0, found.end())
        column = found.end() - found.start()
        place = Place(start.path, start.line + line, column)
        fix = "Replace the tab with spaces: two for each level."
        raise RefusedError(Problem(place, "yaml-tab", "a tab stands where YAML allows only spaces", fix))


def _read_events(text: str) -> Iterator[yaml.Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


def _read_document(events: Iterator[yaml.Event], reading: _Reading) -> Node:
    result: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and result is not None:
            fix = "Keep one document: delete the line '---' and what follows."
            raise RefusedError(Problem(reading.place(event), "yaml-syntax", "a second YAML document begins here", fix))
        if isinstance(event, yaml.NodeEvent):
            result = _read_node(event, events, reading)
    return result if result is not None else Node(Pairs({}, {}), reading.start)


def _read_node(event: yaml.Event, events: Iterator[yaml.Event], reading: _Reading) -> Node:
    place = reading.place(event)
    if isinstance(event, yaml.AliasEvent):
        message = f"'*{event.anchor}' is a YAML alias"
        raise RefusedError(Problem(place, "yaml-alias", message, "Write the value out, or put the text in quotes."))
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor:
        message = f"'&{anchor}' is a YAML anchor"
        raise RefusedError(Problem(place, "yaml-alias", message, "Delete the anchor, or put the text in quotes."))
    if tag:
        message = f"'{tag}' is a YAML tag"
        raise RefusedError(Problem(place, "yaml-tag", message, "Delete the tag, or put the text in quotes."))
    if isinstance(event, yaml.MappingStartEvent):
        return Node(_read_mapping(events, reading.deeper(event)), place)
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(_read_sequence(events, reading.deeper(event)), place)
    assert isinstance(event, yaml.ScalarEvent)
    found = FORBIDDEN.search(event.value)
    if found:
        message = f"the invisible character U+{ord(found.group()):04X} stands here"
        raise RefusedError(Problem(place, "control-character", message, "Delete it and type the word again."))
    is_nothing = event.style in (None, "") and event.value in ("", "~", "null")
    return Node(None if is_nothing else event.value, place)


def _read_sequence(events: Iterator[yaml.Event], reading: _Reading) -> tuple[Node, ...]:
    items: list[Node] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_read_node(event, events, reading))
    return tuple(items)


def _read_mapping(events: Iterator[yaml.Event], reading: _Reading) -> Pairs:
    values: dict[str, Node] = {}
    key_places: dict[str, Place] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _read_node(event, events, reading)
        if not isinstance(key.value, str):
            raise RefusedError(
                Problem(key.place, "yaml-syntax", "a key must be a plain word", "Write 'key: value' on one line.")
            )
        if key.value in values:
            first = key_places[key.value].line
            message = f"the key '{key.value}' stands twice; it is already on line {first}"
            raise RefusedError(Problem(key.place, "repeated-key", message, "Keep one of the two."))
        key_places[key.value] = key.place
        values[key.value] = _read_node(next(events), events, reading)
    return Pairs(values, key_places)


def _syntax_problem(error: yaml.YAMLError, start: Place) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = _place(mark, start) if mark else start
    what = getattr(error, "problem", None) or "the text cannot be read"
    quotes = "put a text that holds ': ' or ' #', or begins with a sign, in quotes"
    fix = f"Check the spaces at the start of the line, and {quotes}."
    return Problem(place, "yaml-syntax", f"this is not valid YAML: {what}", fix)
