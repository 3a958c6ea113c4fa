"""What is wrong with the prose of one page: HTML, headings, pictures, footnotes, and signs of other programs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.content.kinds import names_of_kinds
from plainleaf.content.prose.cards import check_cards
from plainleaf.content.prose.colons import find_two_colons
from plainleaf.markdown import MERGING, Note, Scan, SourceHeading, Tag, Target, check_dialect, check_unseen
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import ERROR, Place, Report

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

STRUCK_OUT = ("s", "del", "strike")


def check_body(
    prose: ParsedProse,
    seen: Scan,
    components: Mapping[str, Component | None],
    allowed_html: tuple[str, ...],
    report: Report,
) -> None:
    """Report what is wrong with the prose of a page, of which `seen` is what its Markdown contains."""
    report.extend(check_unseen(prose, seen))
    _check_html(seen.tags, allowed_html, components, report)
    _check_headings(seen.headings, report)
    _check_pictures(seen.targets, report)
    _check_notes(seen.notes, report)
    _check_spaces(seen.spaced, report)
    explained = {place.line for _, place in seen.spaced}
    explained |= {heading.place.line for heading in seen.headings if heading.level == 1}
    with_two_colons, lines = find_two_colons(prose, components)
    report.extend(with_two_colons)
    explained |= lines
    for problem in check_dialect(prose, lambda topic: _find_replacing(topic, components)):
        may_merge = problem.rule == "pasted-text" or problem.message in MERGING
        is_grave = may_merge and _is_in_list_of_signs(problem.place.line, prose, components)
        # Any other problem on a line with a space in an address, or with '#Heading', follows from that.
        if problem.place.line not in explained:
            report.extend([replace(problem, severity=ERROR) if is_grave else problem])
    report.extend(check_cards(prose, components))


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
        if tag.name in STRUCK_OUT:
            fix = "Delete what is struck out, with its signs: here it would read as if it were still valid."
        report.add(tag.place, "raw-html", f"{what} is in the text", fix)


def _is_in_list_of_signs(line: int, prose: ParsedProse, components: Mapping[str, Component | None]) -> bool:
    """Whether a line is inside a component that needs a list: there, two items merged into one mislead people."""
    by_folder = {component.folder: component for component in components.values() if component is not None}
    around = (use for use in prose.uses if use.place.line < line < use.last_line)
    return any(by_folder[use.component].settings.content.list == "required" for use in around)


def _find_replacing(topic: str, components: Mapping[str, Component | None]) -> str:
    """The opening line of the component that replaces a sign of another program; "" for none."""
    known = (component for component in components.values() if component is not None)
    return next((f"::: {each.names[0]}" for each in known if topic in each.settings.replaces), "")


def _instead_of(element: str, components: Mapping[str, Component | None]) -> str:
    """What to write in place of an HTML element."""
    for component in components.values():
        if component is not None and element in component.settings.instead_of:
            return f"the component '::: {component.names[0]}'"
    if element == "form":
        return f"a page of the kind {names_of_kinds(lambda kind: bool(kind.form))}"
    return INSTEAD.get(element, "Markdown or a component (see docs/reference/components.md)")


def _check_spaces(spaced: tuple[tuple[str, Place], ...], report: Report) -> None:
    for address, place in spaced:
        fix = f"Write '{address.replace(' ', '%20')}', or rename the file with hyphens."
        report.add(place, "broken-link", f"there is a space in the address '{address}'", fix)


def _check_headings(headings: tuple[SourceHeading, ...], report: Report) -> None:
    level = 1
    for heading in headings:
        if not heading.text:
            fix = "Write the heading after the '#' signs, or delete the line."
            report.add(heading.place, "heading-level", "this heading has no text", fix)
        elif heading.level == 1:
            fix = "Begin it with '##' and a space: the page's title is its only first-level heading."
            report.add(heading.place, "heading-level", "there is a first-level heading in the text", fix)
        elif heading.level > level + 1:
            message = f"this heading skips from level {level} to level {heading.level}"
            report.add(heading.place, "heading-level", message, f"Begin it with '{'#' * (level + 1)}'.")
        level = max(heading.level, 2) if heading.level == 1 else heading.level


def _check_notes(notes: tuple[Note, ...], report: Report) -> None:
    """Report footnotes that are referred to but not written, written but never referred to, or written twice."""
    used, written = ({note.name for note in notes if note.is_text == wanted} for wanted in (False, True))
    seen: set[str] = set()
    for note in notes:
        if note.is_text and note.name in seen:
            message = f"the footnote '[^{note.name}]' is written twice, and patients would see only one of the two"
            report.add(note.place, "markdown-dialect", message, "Give one of them another name, or delete it.")
        seen |= {note.name} if note.is_text else set()
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
