"""The parser behind strict_yaml.py, which imports it only when needed: PyYAML is slow to import.

PyYAML's event stream is read directly, so aliases, tags and repeated keys are refused at their places, and depth
and size are bounded while reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import yaml
from msgspec import Struct
from msgspec.structs import replace

from plainleaf.input.invisible import Invisible, describe, find_invisible
from plainleaf.input.nodes import Cut, Node, Pairs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

# What the library makes of '!!' at the start of a tag.
STANDARD_TAG = "tag:yaml.org,2002:"
MAX_DEPTH = 8
MAX_CHARACTERS = 1_000_000
# What the parser counts as the end of a line.
LINE_END = lazy_pattern("\r\n|[\n\r\x85\u2028\u2029]")
# A key without a value, as in '{en:Call us}': to YAML, a colon without a space after it is a part of a word.
NO_SPACE = lazy_pattern(r"[\w-]+:[^\s:/].*", re.DOTALL)
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


# A long-running process reads the declarations of components and the settings again for each build.
@lru_cache(maxsize=128)
def parse_yaml(text: str, start: Place) -> Node | Problem:
    """The value of a YAML text; see read_yaml in strict_yaml.py."""
    try:
        _refuse_tabs(text, start)
        return _read_document(_EventStream(_read_events(text), start, LINE_END.split(text)))
    except RefusedError as refused:
        return refused.problem
    except yaml.YAMLError:
        # Imported late: mistakes are rare.
        from plainleaf.input.mistakes.explain import explain

        return explain(text, start, _find_error)


class _EventStream(Struct, frozen=True):
    """The YAML events of a text, and where the text begins in its file."""

    events: Iterator[yaml.Event]
    start: Place
    lines: Sequence[str]

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # only PyYAML's emitter makes events without marks
        return self.place_at(mark.line, mark.column)

    def place_at(self, line: int, column: int) -> Place:
        """The place of a line and a column, both from 0."""
        return Place(self.start.path, self.start.line + line, column + 1)


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
        raise RefusedError(_anchor_problem(event, stream, place))
    if isinstance(event, yaml.ScalarEvent):
        _refuse_tag(event, stream, place)
        return _read_scalar(event, stream, place)
    assert isinstance(event, yaml.CollectionStartEvent)  # aliases always have a name
    _refuse_tag(event, stream, place)
    if depth >= MAX_DEPTH:
        message = f"lists and groups are nested more than {MAX_DEPTH} deep"
        raise RefusedError(Problem(place, "yaml-too-deep", message, "Write the value in fewer levels."))
    if isinstance(event, yaml.MappingStartEvent):
        return Node(_read_mapping(stream, depth + 1), place)
    return Node(_read_sequence(stream, depth + 1), place)


def _anchor_problem(event: yaml.NodeEvent, stream: _EventStream, place: Place) -> Problem:
    """The problem with an anchor or an alias."""
    if isinstance(event, yaml.AliasEvent):
        message = f"'*{event.anchor}' is a YAML alias"
    else:
        message = f"'&{event.anchor}' is a YAML anchor"
    return Problem(place, "yaml-alias", message, _quote_fix(stream, place))


def _refuse_tag(event: yaml.ScalarEvent | yaml.CollectionStartEvent, stream: _EventStream, place: Place) -> None:
    if event.tag:
        message = f"'{event.tag.replace(STANDARD_TAG, '!!')}' is a YAML tag"
        raise RefusedError(Problem(place, "yaml-tag", message, f"Delete the tag. {_quote_fix(stream, place)}"))


def _quote_fix(stream: _EventStream, place: Place) -> str:
    """The fix for a special sign at the beginning of a value."""
    from plainleaf.input.mistakes.lines import sign_fix

    return sign_fix(stream.lines[place.line - stream.start.line], place.column)


def _read_scalar(event: yaml.ScalarEvent, stream: _EventStream, place: Place) -> Node:
    value: str = event.value
    first, last = event.start_mark, event.end_mark
    assert first is not None  # see `place`
    assert last is not None
    found = next(find_invisible(value), None) if not value.isascii() or not value.isprintable() else None
    if found:
        raise RefusedError(_invisible_problem(value, found, stream, place, last.line))
    if last.line > first.line and event.style not in ("|", ">"):
        _refuse_swallowed(event.style or "", stream, first.line, last.line)
    if event.style:
        return Node(value, place)
    cut = _find_cut(stream, first, last, value)
    return Node(None if value in NOTHING else value, place, cut, is_plain=True)


def _invisible_problem(value: str, found: Invisible, stream: _EventStream, place: Place, last: int) -> Problem:
    """The problem with an invisible character in a value that ends on a line, from 0, at its escape if it has one."""
    from plainleaf.input.mistakes.escapes import find_escape

    first = place.line - stream.start.line
    escape = find_escape(stream.lines[first : last + 1], place.column - 1, value, found)
    if escape:
        line, column, found = escape
        place = stream.place_at(first + line, column)
    return Problem(place, "control-character", *describe(value, found))


def _refuse_swallowed(quote: str, stream: _EventStream, first: int, last: int) -> None:
    """Refuse a text that has probably swallowed lines below it."""
    from plainleaf.input.mistakes.misread import find_swallowed

    found = find_swallowed(stream.lines, first, last, quote)
    if found:
        place = stream.place_at(found.index, found.column - 1)
        raise RefusedError(Problem(place, "yaml-syntax", found.message, found.fix))


def _find_cut(stream: _EventStream, first: Position, last: Position, value: str) -> Cut | None:
    """The comment that directly follows a value between two positions."""
    if last.line >= len(stream.lines) or "#" not in stream.lines[last.line][last.column :]:
        return None
    from plainleaf.input.mistakes.misread import find_comment

    found = find_comment(stream.lines, first.line, last.line, last.column, value)
    return Cut(stream.place_at(last.line, found[0]), found[1], found[2]) if found else None


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
        following = next(stream.events)
        if values and key.is_plain and not NO_SPACE.fullmatch(key.value) and _lacks_colon(following, key, stream):
            _refuse_cut(key, values, stream)
        value = values[key.value] = _read_node(following, stream, depth)
        if value.value is None and key.is_plain and NO_SPACE.fullmatch(key.value):
            name, _, text = key.value.partition(":")
            message = f"there is no space after the colon in '{key.value}'"
            raise RefusedError(Problem(key.place, "yaml-syntax", message, f"Write: {name}: {text}"))
    return Pairs(values, key_places)


def _lacks_colon(event: yaml.Event, key: Node, stream: _EventStream) -> bool:
    """Whether a key between braces has neither a value nor a colon: a comma in a text has begun it."""
    is_empty = isinstance(event, yaml.ScalarEvent) and event.value == "" and not event.style
    return is_empty and stream.place(event) == replace(key.place, column=key.place.column + len(str(key.value)))


def _refuse_cut(key: Node, values: Mapping[str, Node], stream: _EventStream) -> None:
    """Refuse a text between braces that a comma has cut in two."""
    from plainleaf.input.mistakes.misread import find_comma_fix

    name, value = [*values.items()][-1]
    line = stream.lines[key.place.line - stream.start.line]
    fix = find_comma_fix(line, name, value, key)
    raise RefusedError(Problem(key.place, "yaml-syntax", "a comma ends the text before it here", fix))


def _find_error(text: str) -> int | None:
    """The index of the line at which a text cannot be read; None if it can be.

    For a quotation mark or a bracket that is never closed, it is the line that opens it.
    """
    try:
        for _ in _read_events(text):
            pass
    except yaml.YAMLError as error:
        is_open = "quoted" in str(getattr(error, "context", "")) or "flow" in str(getattr(error, "context", ""))
        mark: Position | None = getattr(error, "context_mark" if is_open else "problem_mark", None)
        return mark.line if mark else 0
    return None
