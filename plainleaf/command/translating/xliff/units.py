"""The texts of a page or of a set of red flags that a translator gets, and where each is written in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.command.translating.xliff.inline import Parts, parse_inline, to_text
from plainleaf.command.translating.xliff.yaml_spans import Span, find_spans, replacement
from plainleaf.content.components import Component
from plainleaf.content.fences import FENCE, options_below
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.content.translations.blocks import COMPONENT, KINDS
from plainleaf.input.fields import fields_of
from plainleaf.input.fieldtypes import SHORT_NAME
from plainleaf.input.texts import texts_in, texts_of
from plainleaf.model.prose import Use
from plainleaf.patterns import lazy_pattern
from plainleaf.words import outline

YAML, MARKDOWN, ARGUMENT = "yaml", "markdown", "argument"
LETTER = lazy_pattern(r"[^\W\d_]")
# A title as long as this is shown whole in lists of search results. A translation may be longer than its original.
TITLE_LENGTH, LONGER = 60, 1.3
TITLES = ("title", "menu_title")


class Unit(Struct, frozen=True):
    """One text: its name within its part, its line, the offsets where it is written, its words and codes.

    `note` says what it is. `most` are the characters that it may have, 0 for any number. A name may be the same in
    every language.
    """

    name: str
    line: int
    start: int
    end: int
    form: str
    parts: Parts
    note: str
    most: int = 0
    is_name: bool = False

    @property
    def words(self) -> str:
        """The text as it is written in Markdown, on one line."""
        return to_text(self.parts)

    def write(self, written: str, words: str) -> str:
        """What is to be written for these words."""
        return replacement(written, words) if self.form == YAML else words


class Part(Struct, frozen=True):
    """A part of a page that its translation has too: its front matter, a block, or where a component begins."""

    kind: str
    units: tuple[Unit, ...]


def find_page_parts(page: Page, body: Body, text: str, components: Mapping[str, Component]) -> tuple[Part, ...]:
    """The parts of a page with that text, in order; first its front matter."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    front = Part("front matter", tuple(_in_front_matter(page, body, text)))
    placed = [*_in_prose(body, starts, text), *_at_components(body, starts, text, components)]
    return (front, *(part for _, part in sorted(placed, key=lambda each: each[0])))


def find_set_parts(text: str) -> tuple[Part, ...]:
    """The part of a set of red flags that is translated: what it is, its heading, and each sign, under its id.

    There is no part if a sign has no id, or one that another sign has: nobody would know which texts belong together.
    """
    spans = find_spans(text)
    notes = {("title",): "What the signs are signs of, for staff.", ("heading",): "The heading above the signs."}
    units = [_yaml_unit(path, spans[path], text, 0, note) for path, note in notes.items() if path in spans]
    for path in [each for each in spans if each[::2] == ("signs", "says")]:
        id_ = spans.get((path[0], path[1], "id"), Span(0, 0, "")).value
        if not SHORT_NAME.fullmatch(id_):
            return ()
        unit = _yaml_unit(path, spans[path], text, 0, "A sign, as it continues the heading.")
        units.append(replace(unit, name=f"signs.{id_}.says"))
    is_clear = len({unit.name for unit in units}) == len(units)
    return (Part("set of red flags", tuple(units)),) if is_clear else ()


def _in_front_matter(page: Page, body: Body, text: str) -> Iterator[Unit]:
    offset = text.index("\n") + 1
    spans = find_spans(body.front)
    groups: list[Struct] = [group for group in (page.basics, page.review, page.details) if group is not None]
    for group in groups:
        helps = {field.name: field.help for field in fields_of(type(group))}
        for path, words, wording in texts_of(group):
            is_source = wording == "quoted" or path[0] in ("evidence", "sources", "translation")
            if is_source or path not in spans or not _says(spans[path], words):
                continue
            is_name = wording == "name" or (page.kind.is_person and path == ("title",))
            name = " It is a name: it may stay as it is." if is_name else ""
            most = max(TITLE_LENGTH, round(LONGER * len(words))) if path[-1] in TITLES else 0
            unit = _yaml_unit(path, spans[path], text, offset, helps[path[0]] + name, most)
            yield replace(unit, is_name=is_name)


def _says(span: Span, words: str) -> bool:
    return span.value.split() == words.split()


def _yaml_unit(path: tuple[str, ...], span: Span, text: str, offset: int, note: str, most: int = 0) -> Unit:
    start, end = offset + span.start, offset + span.end
    line = text.count("\n", 0, start) + 1
    return Unit(".".join(path), line, start, end, YAML, parse_inline(span.value), note, most)


def _in_prose(body: Body, starts: list[int], text: str) -> Iterator[tuple[int, Part]]:
    """The blocks of a page, each with its line."""
    visible, first = body.prose.visible, body.prose.first_line
    found, heading = outline(visible), ""
    for kind, begin, end in found.spans:
        line = first + visible.count("\n", 0, begin)
        start = starts[line - 1] + begin - (visible.rfind("\n", 0, begin) + 1)
        words = found.text[begin:end]
        units: tuple[Unit, ...] = ()
        if LETTER.search(words) and visible[begin:end] == text[start : start + end - begin]:
            note = f"A {KINDS[kind]}" + (f" below the heading '{heading}'." if heading else ".")
            parts = parse_inline(words, is_row=kind == "row")
            units = (Unit("", line, start, start + end - begin, MARKDOWN, parts, note),)
            heading = to_text(parts) if kind == "heading" else heading
        yield line, Part(KINDS[kind], units)


def _at_components(
    body: Body, starts: list[int], text: str, components: Mapping[str, Component]
) -> Iterator[tuple[int, Part]]:
    """Where components begin: the texts among their options."""
    lines = text.split("\n")
    for use in body.prose.uses:
        units = tuple(_in_options(use, lines, starts, text, components[use.component]))
        yield use.place.line, Part(f"{COMPONENT} {use.component}", units)


def _in_options(use: Use, lines: list[str], starts: list[int], text: str, component: Component) -> Iterator[Unit]:
    at = use.place.line - 1
    below, offset = "\n".join(options_below(lines, at)), starts[use.place.line] if at + 1 < len(lines) else 0
    spans, fence = find_spans(below), FENCE.match(lines[at])
    for field in component.fields():
        what = f"{component.folder}: {field.help}"
        for path, words, wording in texts_in(field.type, use.values[field.name], (field.name,)):
            if wording != "quoted" and path in spans and _says(spans[path], words):
                yield _yaml_unit(path, spans[path], text, offset, what)
        argument = component.settings.argument if component.has_worded_argument else ""
        if fence and fence[2] and field.name == argument and field.name not in _tops(spans):
            start = starts[at] + fence.start(2)
            parts = parse_inline(fence[2])
            yield Unit(field.name, at + 1, start, start + len(fence[2]), ARGUMENT, parts, what)


def _tops(spans: Mapping[tuple[str, ...], Any]) -> set[str]:
    return {path[0] for path in spans if path}
