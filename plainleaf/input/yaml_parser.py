"""The parser behind strict_yaml.py, which imports it only when needed: PyYAML is slow to import.

PyYAML's event stream is read directly, so aliases, tags and repeated keys are refused at their places, and depth
and size are bounded while reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

import yaml
from msgspec import Struct

from plainleaf.input.invisible import describe, find_invisible
from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import Place, Problem

MAX_DEPTH = 8
MAX_CHARACTERS = 1_000_000
# Values that are empty, unless they are in quotes.
NOTHING = ("", "~", "null")


class Position(Protocol):
    """A position as both of PyYAML's parsers give it, counted from 0 (PyYAML calls it a mark)."""

    line: int
    column: int


class RefusedError(Exception):
    """The text breaks a rule. Raised only inside this module; parse_yaml returns it as a Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse_yaml(text: str, start: Place) -> Node | Problem:
    """The value of a YAML text; see read_yaml in strict_yaml.py."""
    try:
        _refuse_tabs(text, start)
        return _read_document(_EventStream(_read_events(text), start))
    except RefusedError as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return _syntax_problem(error, start)


class _EventStream(Struct, frozen=True):
    """The YAML events of a text, and where the text begins in its file."""

    events: Iterator[yaml.Event]
    start: Place

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # only PyYAML's emitter makes events without marks
        return Place(self.start.path, self.start.line + mark.line, mark.column + 1)


def _refuse_tabs(text: str, start: Place) -> None:
    if len(text) > MAX_CHARACTERS:
        message = f"the text has {len(text)} characters; at most {MAX_CHARACTERS} are read"
        raise RefusedError(Problem(start, "yaml-too-long", message, "Split the file."))
    found = re.search(r"^[ -]*\t", text, re.MULTILINE) if "\t" in text else None
    if found:
        line = text.count("\n", 0, found.end())
        column = found.end() - found.start()
        place = Place(start.path, start.line + line, column)
        fix = "Replace the tab with spaces: two for each level."
        raise RefusedError(Problem(place, "yaml-tab", "there is a tab where YAML allows only spaces", fix))


def _read_events(text: str) -> Iterator[yaml.Event]:
    # Like yaml.parse, but without a check before each event: both parsers give None after the last one.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    return iter(loader.get_event, None)


def _read_document(stream: _EventStream) -> Node:
    result: Node | None = None
    for event in stream.events:
        if isinstance(event, yaml.DocumentStartEvent) and result is not None:
            fix = "Keep one document: delete the line '---' and what follows."
            raise RefusedError(Problem(stream.place(event), "yaml-syntax", "a second YAML document begins here", fix))
        if isinstance(event, yaml.NodeEvent):
            result = _read_node(event, stream, 0)
    return result if result is not None else Node(Pairs({}, {}), stream.start)


def _read_node(event: yaml.Event, stream: _EventStream, depth: int) -> Node:
    """The value that begins with an event; `depth` is the number of lists and groups around it."""
    place = stream.place(event)
    assert isinstance(event, yaml.NodeEvent)  # keys and values, never the end of a collection
    if event.anchor:
        raise RefusedError(_anchor_problem(event, place))
    if isinstance(event, yaml.ScalarEvent):
        _refuse_tag(event.tag, place)
        return Node(_read_scalar(event, place), place)
    assert isinstance(event, yaml.CollectionStartEvent)  # aliases always have a name
    _refuse_tag(event.tag, place)
    if depth >= MAX_DEPTH:
        message = f"lists and groups are nested more than {MAX_DEPTH} deep"
        raise RefusedError(Problem(place, "yaml-too-deep", message, "Write the value in fewer levels."))
    if isinstance(event, yaml.MappingStartEvent):
        return Node(_read_mapping(stream, depth + 1), place)
    return Node(_read_sequence(stream, depth + 1), place)


def _anchor_problem(event: yaml.NodeEvent, place: Place) -> Problem:
    """The problem with an anchor or an alias."""
    if isinstance(event, yaml.AliasEvent):
        message = f"'*{event.anchor}' is a YAML alias"
        return Problem(place, "yaml-alias", message, "Write the value out, or put the text in quotes.")
    message = f"'&{event.anchor}' is a YAML anchor"
    return Problem(place, "yaml-alias", message, "Delete the anchor, or put the text in quotes.")


def _refuse_tag(tag: str | None, place: Place) -> None:
    if tag:
        message = f"'{tag}' is a YAML tag"
        raise RefusedError(Problem(place, "yaml-tag", message, "Delete the tag, or put the text in quotes."))


def _read_scalar(event: yaml.ScalarEvent, place: Place) -> str | None:
    value: str = event.value
    found = next(find_invisible(value), None) if not value.isascii() or not value.isprintable() else None
    if found:
        raise RefusedError(Problem(place, "control-character", *describe(value, found)))
    return None if value in NOTHING and not event.style else value


def _read_sequence(stream: _EventStream, depth: int) -> tuple[Node, ...]:
    items: list[Node] = []
    for event in stream.events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_read_node(event, stream, depth))
    return tuple(items)


def _read_mapping(stream: _EventStream, depth: int) -> Pairs:
    values: dict[str, Node] = {}
    key_places: dict[str, Place] = {}
    for event in stream.events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _read_node(event, stream, depth)
        if not isinstance(key.value, str):
            raise RefusedError(
                Problem(key.place, "yaml-syntax", "a key must be a plain word", "Write 'key: value' on one line.")
            )
        if key.value in values:
            first = key_places[key.value].line
            message = f"the key '{key.value}' occurs twice; it is already on line {first}"
            raise RefusedError(Problem(key.place, "repeated-key", message, "Keep one of the two."))
        key_places[key.value] = key.place
        values[key.value] = _read_node(next(stream.events), stream, depth)
    return Pairs(values, key_places)


def _syntax_problem(error: yaml.YAMLError, start: Place) -> Problem:
    mark: Position | None = getattr(error, "problem_mark", None)
    place = Place(start.path, start.line + mark.line, mark.column + 1) if mark else start
    what = getattr(error, "problem", None) or "the text cannot be read"
    quotes = "put text that contains ': ' or ' #', or begins with a special character, in quotes"
    fix = f"Check the spaces at the start of the line, and {quotes}."
    return Problem(place, "yaml-syntax", f"this is not valid YAML: {what}", fix)
