"""Labels: the texts for readers beside the prose of a page, each with a way to find the place of its characters.

They are the fields of the front matter, the options of components, and the text alternatives and titles of pictures
and links. A text alternative that says nothing is left out: that is a problem of its own. What a problem points at is
looked up only when there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from msgspec.structs import replace

from plainleaf.checks.targets import is_empty_of_meaning, is_weak_alternative
from plainleaf.content.components import PAST_DATE, Component
from plainleaf.content.fences import FENCE, options_below
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.texts import place_in, texts_in, texts_of, with_texts
from plainleaf.model.prose import Use
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem
from plainleaf.words import InLabel, Label

# A title after the target of a link or picture: it is shown beside the pointer.
TITLE = lazy_pattern(r"\]\([ \t]*[^\s\"]+[ \t]+\"([^\"\n]+)\"[ \t]*\)")
FRONT_LINE = 2  # on which front matter begins


class PlacedLabel(NamedTuple):
    """A label, and the place of the character at an offset in its text."""

    text: str
    wording: Literal["own", "quoted", "name"]
    place_of: Callable[[int], Place]


def words_of_labels(labels: Sequence[PlacedLabel]) -> list[Label]:
    """The labels as the word checks get them."""
    return [Label(text, wording) for text, wording, _ in labels]


def place_problems(labels: Sequence[PlacedLabel], found: Sequence[InLabel]) -> Iterator[Problem]:
    """What was found in labels, at its place."""
    for number, offset, problem in found:
        yield replace(problem, place=labels[number].place_of(offset))


def labels_of_page(page: Page, body: Body, components: Mapping[str, Component]) -> Iterator[PlacedLabel]:
    """Every label of a page."""
    yield from fields_of_page(page, body, components)
    yield from _beside_targets(page, body)


def fields_of_page(
    page: Page, body: Body, components: Mapping[str, Component], *, with_arguments: bool = False
) -> Iterator[PlacedLabel]:
    """The labels of a page that are no part of its Markdown: fields of the front matter and options of components.

    With arguments, also the options on the opening lines of components, whose words are read as headings of the prose.
    """
    yield from _in_front_matter(page, body)
    for use in body.prose.uses:
        yield from _in_options(use, components[use.component], body, with_arguments=with_arguments)


def _in_front_matter(page: Page, body: Body) -> Iterator[PlacedLabel]:
    for group in (page.basics, page.review, page.details):
        for keys, text, wording in texts_of(group) if group is not None else ():
            if is_weak_alternative(keys[0], text):
                continue
            # The title of a person's page is a name.
            is_name = page.kind.is_person and keys[0] in ("title", "menu_title")
            place_of = partial(place_in_yaml, body.front, Place(page.path, FRONT_LINE), keys, text)
            yield PlacedLabel(text, "name" if is_name else wording or "name", place_of)


def place_in_yaml(written: str, start: Place, keys: Sequence[str], text: str, offset: int) -> Place:
    """The place of a character of the text that some keys lead to, in YAML that begins at `start`."""
    node = read_yaml(written, start)
    if not isinstance(node, Node):
        return start
    return place_in(written.split("\n"), start.line, find_place(node, list(keys)), text, offset)


def _in_options(use: Use, component: Component, body: Body, *, with_arguments: bool) -> Iterator[PlacedLabel]:
    fields = [field for field in with_texts(component.fields()) if use.values[field.name]]
    if not fields:
        return
    lines = body.source.split("\n")
    fence = FENCE.match(lines[use.place.line - body.prose.first_line])
    # The text after the name is read with the prose, as a heading.
    argument = component.settings.argument if fence and fence.group(2) else ""
    for field in fields:
        for keys, text, wording in texts_in(field.type, use.values[field.name], (field.name,)):
            is_read = with_arguments or field.name != argument or wording == "name"
            if is_read and not is_weak_alternative(field.name, text):
                place_of = partial(_place_in_option, lines, body.prose.first_line, use.place, keys, text)
                yield PlacedLabel(text, wording or "name", place_of)


def place_in_use(body: Body, use: Use, keys: Sequence[str], text: str) -> Place:
    """The place of a value of a component's options, as it is written there."""
    return _place_in_option(body.source.split("\n"), body.prose.first_line, use.place, keys, text, 0)


def days_of(body: Body, components: Mapping[str, Component]) -> Iterator[tuple[date, Place]]:
    """The days in the options of components, of what has happened: a recording, a comparison of figures."""
    for use in body.prose.uses:
        for name in components[use.component].options_of_type(PAST_DATE):
            if isinstance(day := use.values[name], date) and day != date.min:
                yield day, place_in_use(body, use, [name], day.isoformat())


def _place_in_option(
    lines: Sequence[str], first_line: int, fence: Place, keys: Sequence[str], text: str, offset: int
) -> Place:
    """The place of a character of the text of an option. Text on the opening line is placed there."""
    written = options_below(lines, fence.line - first_line)
    is_on_opening_line = not any(line.startswith(f"{keys[0]}:") for line in written)
    below = Place(fence.path, fence.line + 1)
    return fence if is_on_opening_line else place_in_yaml("\n".join(written), below, keys, text, offset)


def _beside_targets(page: Page, body: Body) -> Iterator[PlacedLabel]:
    """The text alternatives of pictures, and the titles of pictures and links."""
    lines: list[str] = []
    for target in body.targets:
        if target.is_picture and target.label.strip() and not is_empty_of_meaning(target.label, target.target):
            lines = lines or body.source.split("\n")
            line = target.place.line - body.prose.first_line
            before = sum(len(each) + 1 for each in lines[:line]) + target.place.column - 1
            start = body.source.rfind("](", 0, before) - len(target.label)
            yield PlacedLabel(target.label, "own", partial(_place_in_source, page, body, start))
    for found in TITLE.finditer(body.prose.visible) if ' "' in body.prose.visible else ():
        # The lines of what is visible are those of the source, but a line with options is blank there.
        line = body.prose.visible.count("\n", 0, found.start(1))
        column = found.start(1) - body.prose.visible.rfind("\n", 0, found.start(1)) - 1
        place = Place(page.path, body.prose.first_line + line, column + 1)
        yield PlacedLabel(found[1], "own", partial(place_on_line, place))


def _place_in_source(page: Page, body: Body, start: int, offset: int) -> Place:
    """The place of a character of a text that begins at `start` in the source."""
    at = start + offset
    line = body.source.count("\n", 0, at)
    return Place(page.path, body.prose.first_line + line, at - body.source.rfind("\n", 0, at))


def place_on_line(start: Place, offset: int) -> Place:
    """The place of a character of a text that begins at `start` and is on one line."""
    return replace(start, column=start.column + offset)
