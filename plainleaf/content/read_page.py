"""Reading one page: from the text of a Markdown file to its front matter, its prose, and what is wrong with them.

A page is read without looking at any other, so it can be read in any process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.content.kinds import Kind, all_kinds, default_kind, names_of_kinds
from plainleaf.content.last_build import KnownPage
from plainleaf.content.marks import make_mark
from plainleaf.content.page import Page
from plainleaf.content.sources import Source, SourceFile, split_source
from plainleaf.input.characters import find_forbidden_references
from plainleaf.input.fields import fields_of, read_groups
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import Unclear, find_unclear
from plainleaf.markdown import Note, SourceHeading, Tag, Target, check_dialect, scan
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Place, Problem, Report, closest, suggest
from plainleaf.state.digests import digest

# What to write in place of an HTML element, where no component declares that it is for that.
INSTEAD = {
    "iframe": "a link to the page",
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
    "!--": "a line that begins with # in the front matter",
}


class Body(Struct, frozen=True):
    """The text of a page as its author wrote it, and what was found in it."""

    source: str
    prose: ParsedProse
    targets: tuple[Target, ...]
    headings: tuple[SourceHeading, ...]


class Grammar(Struct, frozen=True):
    """What a page may contain besides Markdown: what it may place, by language, and HTML."""

    placeable: Mapping[str, Placeable]
    allowed_html: tuple[str, ...]


def make_known(page: Page | None, body: Body | None, text_digest: str, found: Report) -> KnownPage:
    """What the next build may use of a page whose text has that digest."""
    if page is None or body is None:
        return KnownPage(text_digest, "", None, tuple(found.problems))
    # A text without a page of its own is shown on every page. Of all others, other pages show only the front matter and
    # the status of the review.
    shown = "" if page.kind.has_own_page else body.source
    facts = digest(replace(page, mark="", front=""), page.is_edited, shown)
    return KnownPage(text_digest, facts, page, tuple(found.problems))


def read_page(
    file: SourceFile, text: str, grammar: Grammar, report: Report, last: KnownPage | None = None
) -> tuple[Page, Body] | tuple[None, None]:
    """The page in a file's text; None after reporting that there is none.

    Front matter that had no problems in the `last` build and has not changed since is not read again.
    """
    source = split_source(file, text, report)
    page = _known_front(source, last) or _read_front(source, report) if source else None
    if source is None or page is None:
        return None, None
    body = _read_body(source, grammar, report)
    mark = make_mark(page.basics, page.details, body.source) if page.kind.is_reviewed else ""
    return replace(page, mark=mark), body


def _known_front(source: Source, last: KnownPage | None) -> Page | None:
    """The page that the last build read from exactly this front matter, if it had no problems."""
    if last is None or last.page is None or last.page.front != digest(source.front):
        return None
    is_clear = all(problem.place.line >= source.prose_line for problem in last.problems)
    return last.page if is_clear else None


def _read_front(source: Source, report: Report) -> Page | None:
    """The front matter as a page without its review mark; None if it is not a mapping, or its kind is unknown."""
    file, front = source.file, read_yaml(source.front, Place(source.file.path, 2))
    if isinstance(front, Problem):
        report.extend([front])
        return None
    kind = _find_kind(front, report)
    if kind is None:
        return None
    pairs = front.value
    assert isinstance(pairs, Pairs)
    fields = {key: node for key, node in pairs.values.items() if key != "kind"}
    at_top = Node(Pairs(fields, {key: pairs.key_places[key] for key in fields}), Place(file.path))
    groups, unclear = _read_groups(kind, at_top, report, is_kind_written="kind" in pairs.values)
    review = groups[1] if kind.is_reviewed else None
    places = {name: (place.line, place.column) for name, place in {**pairs.key_places, **_entry_places(pairs)}.items()}
    written = digest(source.front)
    page = (file.path, file.language, file.page, kind.name, groups[0], review, groups[-1], "", places, written)
    return Page(*page, unclear)


def _read_body(source: Source, grammar: Grammar, report: Report) -> Body:
    placeable = grammar.placeable[source.file.language]
    prose = parse_prose(source.file.path, source.prose_line, source.prose, placeable, report)
    seen = scan(prose)
    _check_references(prose, report)
    _check_html(seen.tags, grammar.allowed_html, placeable.components, report)
    _check_headings(seen.headings, report)
    _check_pictures(seen.targets, report)
    _check_notes(seen.notes, report)
    report.extend(check_dialect(prose))
    return Body(source.prose, prose, seen.targets, seen.headings)


def _entry_places(pairs: Pairs) -> dict[str, Place]:
    """The place of each entry of each list, by names such as 'aliases.0'."""
    lists = ((key, node.value) for key, node in pairs.values.items() if isinstance(node.value, tuple))
    return {f"{key}.{number}": entry.place for key, entries in lists for number, entry in enumerate(entries)}


def _read_groups(kind: Kind, front: Node, report: Report, *, is_kind_written: bool) -> tuple[tuple[Any, ...], Unclear]:
    """The groups of a page's front matter, and what is unclear in it.

    A draft may lack fields, since it is not on the site; so may a page whose 'draft' is wrong.
    """
    found = Report()
    groups = read_groups(kind.groups, front, found)
    unclear = find_unclear(kind.groups, front) if found.problems else Unclear()
    if any(problem.rule == "unknown-field" for problem in found.problems) and not is_kind_written:
        # The fields probably belong to another kind.
        unclear = Unclear((*unclear.names, "kind"))
    is_draft = groups[0].draft or unclear.hides("draft")
    report.extend(each for each in found.problems if not (is_draft and each.rule == "missing-field"))
    return groups, unclear


def _find_kind(front: Node, report: Report) -> Kind | None:
    if not isinstance(front.value, Pairs):
        fix = "Write 'title: …' and 'summary: …', each on a line of its own."
        report.add(front.place, "wrong-type", "the front matter is not a group of 'key: value' lines", fix)
        return None
    kinds, written = all_kinds(), front.value.values.get("kind")
    if written is None:
        meant = _find_misspelt_kind(front.value)
        if meant:
            place = front.value.key_places[meant]
            report.add(place, "unknown-field", f"there is no field '{meant}' here", "Did you mean 'kind'?")
        return None if meant else default_kind()
    if isinstance(written.value, str) and written.value in kinds:
        return kinds[written.value]
    name = written.value if isinstance(written.value, str) else ""
    fix = suggest(name, kinds, otherwise=f"Use one of: {', '.join(sorted(kinds))}.")
    report.add(written.place, "unknown-kind", f"there is no kind of page '{name}'", fix)
    return None


def _find_misspelt_kind(pairs: Pairs) -> str | None:
    """The key that is probably a misspelt 'kind', in front matter that has no kind: no kind has such a field."""
    unknown = (key for key in pairs.key_places if key not in _declared_names())
    return next((key for key in unknown if closest(key, ["kind"])), None)


@cache
def _declared_names() -> frozenset[str]:
    """The names of the fields of all kinds."""
    return frozenset(field.name for kind in all_kinds().values() for group in kind.groups for field in fields_of(group))


def _check_references(prose: ParsedProse, report: Report) -> None:
    """Report references to forbidden characters, in code too: they are replaced everywhere."""
    for offset, reference in find_forbidden_references(prose.visible):
        line = prose.first_line + prose.visible.count("\n", 0, offset)
        column = offset - prose.visible.rfind("\n", 0, offset)
        message = f"'{reference}' is the number of an invisible character"
        fix = "Delete it and type the word again."
        report.add(Place(prose.path, line, column), "control-character", message, fix)


def _check_html(
    tags: tuple[Tag, ...], allowed: tuple[str, ...], components: Mapping[str, Component | None], report: Report
) -> None:
    opened: set[str] = set()
    for tag in tags:
        is_harmless = tag.name in allowed and not tag.rest.strip(" /")
        # The closing tag of a reported element is the same mistake.
        if is_harmless or (tag.is_closing and tag.name in opened):
            continue
        opened.add(tag.name)
        what = "an HTML comment" if tag.name == "!--" else f"the HTML element <{tag.name}>"
        fix = f"Use {_instead_of(tag.name, components)} instead."
        report.add(tag.place, "raw-html", f"{what} is in the text", fix)


def _instead_of(element: str, components: Mapping[str, Component | None]) -> str:
    """What to write in place of an HTML element."""
    for component in components.values():
        if component is not None and element in component.settings.instead_of:
            return f"the component '::: {component.names[0]}'"
    if element == "form":
        return f"a page of the kind {names_of_kinds(lambda kind: bool(kind.form))}"
    return INSTEAD.get(element, "Markdown or a component (see docs/reference/components.md)")


def _check_headings(headings: tuple[SourceHeading, ...], report: Report) -> None:
    level = 1
    for heading in headings:
        if not heading.text:
            fix = "Write the heading after the '#' signs, or delete the line."
            report.add(heading.place, "heading-level", "this heading has no text", fix)
        elif heading.level == 1:
            fix = "Begin it with '##': the page's title is its only first-level heading."
            report.add(heading.place, "heading-level", "there is a first-level heading in the text", fix)
        elif heading.level > level + 1:
            message = f"this heading skips from level {level} to level {heading.level}"
            report.add(heading.place, "heading-level", message, f"Begin it with '{'#' * (level + 1)}'.")
        level = max(heading.level, 2) if heading.level == 1 else heading.level


def _check_notes(notes: tuple[Note, ...], report: Report) -> None:
    """Report footnotes that are referred to but not written, or written but never referred to."""
    used, written = ({note.name for note in notes if note.is_text == wanted} for wanted in (False, True))
    for note in notes:
        if note.is_text and note.name not in used:
            fix = f"Write '[^{note.name}]' where it belongs, or delete it."
            report.add(note.place, "broken-link", f"nothing refers to the footnote '[^{note.name}]'", fix)
        elif not note.is_text and note.name not in written:
            fix = f"Write it at the end of the page: '[^{note.name}]: …'."
            report.add(note.place, "broken-link", f"there is no footnote '[^{note.name}]'", fix)


def _check_pictures(targets: tuple[Target, ...], report: Report) -> None:
    for target in targets:
        if target.is_picture and not target.label.strip():
            fix = "Say in the brackets what the picture shows: ![the nerve leaves the spine](…)."
            report.add(target.place, "missing-alt", "this picture has no text alternative", fix)
