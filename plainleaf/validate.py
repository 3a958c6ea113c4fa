"""Validate: from Sources to Pages. Front matter is read by its kind's declaration, prose by the component's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from plainleaf.components import Component, component_names
from plainleaf.dialect import check_dialect
from plainleaf.fences import ParsedProse, parse_prose
from plainleaf.fields import read_groups
from plainleaf.front_matter import Basics, Reviewed
from plainleaf.kinds import Kind, all_kinds
from plainleaf.load import Inputs, Source
from plainleaf.problems import Place, Report, suggest
from plainleaf.scan import SourceHeading, Tag, Target, find_headings, find_notes, find_tags, find_targets
from plainleaf.strict_yaml import Node, Pairs

INSTEAD = {
    "img": "the component '::: figure'",
    "video": "the component '::: video'",
    "iframe": "a link to the page",
    "details": "the component '::: expander'",
    "summary": "the component '::: expander'",
    "blockquote": "the component '::: quotation'",
    "div": "a component such as '::: inset'",
    "section": "a component such as '::: inset'",
    "table": "a Markdown table",
    "a": "a Markdown link: [text](address)",
    "b": "**two stars**",
    "strong": "**two stars**",
    "i": "*one star*",
    "em": "*one star*",
    "p": "an empty line between paragraphs",
    "br": "an empty line, or a list",
    "ul": "a list: lines that begin with '- '",
    "ol": "a list: lines that begin with '1. '",
    "form": "a page of the kind booking or contact",
    "!--": "a line that begins with # in the front matter",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page that its author has written correctly, as far as can be told from it alone.

    `path` is that of the file; `page` the path below the language's folder, shared with translations. `details` is
    the dataclass of its kind; `targets` are what its prose points at.
    """

    path: str
    language: str
    page: str
    kind: Kind
    basics: Basics
    review: Reviewed | None
    details: Any
    prose: ParsedProse
    source: str
    targets: tuple[Target, ...]
    headings: tuple[SourceHeading, ...]
    front_places: Mapping[str, Place]

    def place(self, field: str) -> Place:
        """Where a field of the front matter stands; the top of the file when it is left out."""
        return self.front_places.get(field, Place(self.path))


def validate(inputs: Inputs, report: Report) -> tuple[Page, ...]:
    """Every source as a Page. What is wrong is reported; sources of an unknown kind give no page."""
    names = component_names(inputs.components)
    kinds = all_kinds()
    pages = (_make_page(source, kinds, names, inputs, report) for source in inputs.sources)
    return tuple(page for page in pages if page is not None)


def _make_page(
    source: Source, kinds: Mapping[str, Kind], names: Mapping[str, Component], inputs: Inputs, report: Report
) -> Page | None:
    kind = _find_kind(source, kinds, report)
    if kind is None:
        return None
    pairs = source.front.value
    assert isinstance(pairs, Pairs)
    fields = {key: node for key, node in pairs.values.items() if key != "kind"}
    at_top = Node(Pairs(fields, {key: pairs.key_places[key] for key in fields}), Place(source.path))
    groups = _read_front(kind, at_top, report)
    prose = parse_prose(source.path, source.prose_line, source.prose, names, report)
    targets, headings = tuple(find_targets(prose)), tuple(find_headings(prose))
    _check_html(find_tags(prose), inputs.settings.allowed_html, report)
    _check_headings(headings, report)
    _check_pictures(targets, report)
    _check_notes(tuple(find_notes(prose)), report)
    report.extend(check_dialect(prose))
    review = groups[1] if kind.is_reviewed else None
    return Page(
        source.path, source.language, source.page, kind, groups[0], review, groups[-1], prose, source.prose,
        targets, headings, {**pairs.key_places, **_entry_places(pairs)},
    )  # fmt: skip


def _entry_places(pairs: Pairs) -> dict[str, Place]:
    """The place of each entry of each list, by names such as 'aliases.0'."""
    lists = ((key, node.value) for key, node in pairs.values.items() if isinstance(node.value, tuple))
    return {f"{key}.{number}": entry.place for key, entries in lists for number, entry in enumerate(entries)}


def _read_front(kind: Kind, front: Node, report: Report) -> tuple[Any, ...]:
    """The groups of a page's front matter. A draft may still lack fields: it is not on the site."""
    found = Report()
    groups = read_groups(kind.groups, front, found)
    is_draft = groups[0].draft
    report.extend(each for each in found.problems if not (is_draft and each.rule == "missing-field"))
    return groups


def _find_kind(source: Source, kinds: Mapping[str, Kind], report: Report) -> Kind | None:
    if not isinstance(source.front.value, Pairs):
        fix = "Write 'title: …' and 'summary: …', each on a line of its own."
        report.add(source.front.place, "wrong-type", "the front matter is not a group of 'key: value' lines", fix)
        return None
    written = source.front.value.values.get("kind")
    if written is None:
        return kinds["page"]
    if isinstance(written.value, str) and written.value in kinds:
        return kinds[written.value]
    name = written.value if isinstance(written.value, str) else ""
    fix = suggest(name, kinds, otherwise=f"Use one of: {', '.join(sorted(kinds))}.")
    report.add(written.place, "unknown-kind", f"there is no kind of page '{name}'", fix)
    return None


def _check_html(tags: Iterable[Tag], allowed: tuple[str, ...], report: Report) -> None:
    opened: set[str] = set()
    for tag in tags:
        is_harmless = tag.name in allowed and not tag.rest.strip(" /")
        # The closing tag of an element that was reported is the same mistake.
        if is_harmless or (tag.is_closing and tag.name in opened):
            continue
        opened.add(tag.name)
        what = "an HTML comment" if tag.name == "!--" else f"the HTML element <{tag.name}>"
        instead = INSTEAD.get(tag.name, "Markdown or a component (see docs/components.md)")
        report.add(tag.place, "raw-html", f"{what} stands in the text", f"Use {instead} instead.")


def _check_headings(headings: tuple[SourceHeading, ...], report: Report) -> None:
    level = 1
    for heading in headings:
        if not heading.text:
            fix = "Write the heading after the signs, or delete the line."
            report.add(heading.place, "heading-level", "this heading has no text", fix)
        elif heading.level == 1:
            fix = "Begin it with '##': the page's title is its only heading of the first level."
            report.add(heading.place, "heading-level", "a heading of the first level stands in the text", fix)
        elif heading.level > level + 1:
            message = f"this heading skips from level {level} to level {heading.level}"
            report.add(heading.place, "heading-level", message, f"Begin it with '{'#' * (level + 1)}'.")
        level = max(heading.level, 2) if heading.level == 1 else heading.level


def _check_notes(notes: tuple[tuple[str, bool, Place], ...], report: Report) -> None:
    """Report footnotes that are used and not written, or written and not used."""
    used, written = ({name for name, is_text, _ in notes if is_text == wanted} for wanted in (False, True))
    for name, is_text, place in notes:
        if is_text and name not in used:
            fix = f"Write '[^{name}]' where it belongs, or delete it."
            report.add(place, "broken-link", f"nothing leads to the footnote '[^{name}]'", fix)
        elif not is_text and name not in written:
            fix = f"Write it at the end of the page: '[^{name}]: …'."
            report.add(place, "broken-link", f"there is no footnote '[^{name}]'", fix)


def _check_pictures(targets: tuple[Target, ...], report: Report) -> None:
    for target in targets:
        if target.is_picture and not target.label.strip():
            fix = "Say in the brackets what the picture shows: ![the nerve leaves the spine](…)."
            report.add(target.place, "missing-alt", "this picture has no text alternative", fix)
