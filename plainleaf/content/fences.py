"""Components in prose: `:::` fences become placeholders that survive the conversion of the Markdown around them.

The whole page is converted as one Markdown text, so footnotes and repeated headings work across components. Each
fence is replaced by a paragraph that holds only a placeholder made of private-use characters, which no source may
contain (see input/characters.py); render/prose_html.py puts the component there afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from msgspec import Struct, field

from plainleaf.content.components import Component
from plainleaf.content.decision_aids.check import check_comparison
from plainleaf.content.prose.openings import find_odd_option, fix_name, place_argument
from plainleaf.input.characters import replace_forbidden
from plainleaf.input.fields import Named, read_fields
from plainleaf.input.mistakes.options_end import find_text_in_options
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.markdown import find_mark
from plainleaf.model.cards import RedFlagCard
from plainleaf.model.prose import ParsedProse, Use
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Report, suggest

OPEN_PLACEHOLDER = "\ue000{}\ue001"
CLOSE_PLACEHOLDER = "\ue002{}\ue003"
FENCE_SIGN = ":::"
FENCE = lazy_pattern(r":{3,}[ \t]*(?:([A-Za-z][\w-]*)[ \t]*(.*?))?[ \t]*$")
INDENTED = lazy_pattern(r"[ \t]+:::")
OPTION = lazy_pattern(r"[A-Za-z][\w-]*:(?:\s|$)")
HEADING = lazy_pattern(r"#{1,6}\s")
ITEM = lazy_pattern(r"(?:[-*+]|\d+[.)])\s+")


class Placeable(Struct, frozen=True):
    """What prose may place, by name: components, and sets of red flags. One that cannot be read is None."""

    components: Mapping[str, Component | None]
    red_flags: Mapping[str, RedFlagCard | None] = field(default_factory=dict)


class _Opened(Struct, frozen=True):
    """A component that is open, None for one that is not known, and the set of red flags that it places."""

    number: int
    component: Component | None
    name: str
    values: Mapping[str, Any]
    place: Place
    red_flags: RedFlagCard | None = None


class _Parser(Struct):
    """A parser of one prose, line by line. `cleaned` are its lines without anything that looks like a placeholder."""

    path: str
    first_line: int
    lines: list[str]
    cleaned: list[str]
    placeable: Placeable
    report: Report
    markdown: list[str] = field(default_factory=list)
    visible: list[str] = field(default_factory=list)
    open: list[_Opened] = field(default_factory=list)
    uses: dict[int, Use] = field(default_factory=dict)
    with_wrong_options: set[int] = field(default_factory=set)
    count: int = 0

    def place(self, index: int, column: int = 1) -> Place:
        return Place(self.path, self.first_line + index, column)


def parse_prose(path: str, first_line: int, prose: str, placeable: Placeable, report: Report) -> ParsedProse:
    """Find the components of a prose that begins on `first_line` of its file; mistakes are reported.

    Uses of a component that cannot be read are left out without a report.
    """
    cleaned = replace_forbidden(prose)
    if FENCE_SIGN not in prose:
        return ParsedProse(path, first_line, cleaned, prose, ())
    parser = _Parser(path, first_line, prose.split("\n"), cleaned.split("\n"), placeable, report)
    fences = [index for index, line in enumerate(parser.lines) if FENCE_SIGN in line]
    index = 0
    while index < len(parser.lines):
        at = bisect_left(fences, index)
        end = fences[at] if at < len(fences) else len(parser.lines)
        parser.markdown += parser.cleaned[index:end]
        parser.visible += parser.lines[index:end]
        index = _read_line(parser, end) if end < len(parser.lines) else end
    for opened in parser.open:
        fix = "Add a line ':::' where it should end."
        report.add(opened.place, "unclosed-component", f"the component '{opened.name}' is never closed", fix)
    uses = tuple(use for _, use in sorted(parser.uses.items()))
    is_unclear = len(uses) < parser.count
    return ParsedProse(path, first_line, "\n".join(parser.markdown), "\n".join(parser.visible), uses, is_unclear)


def _read_line(parser: _Parser, index: int) -> int:
    """Read the line at `index`, which has the sign of a fence; returns the index of the line to read next."""
    line = parser.lines[index]
    if INDENTED.match(line):
        fix = "Delete the spaces in front of ':::'."
        message = "a component must begin at the start of the line"
        parser.report.add(parser.place(index), "indented-fence", message, fix)
        line = line.lstrip(" \t")
    if not line.startswith(FENCE_SIGN):
        parser.markdown.append(parser.cleaned[index])
        parser.visible.append(line)
        return index + 1
    parser.visible.append("")
    fence = FENCE.match(line)
    if fence and fence.group(1):
        return _open(parser, index, fence)
    if fence:
        _close(parser, index)
        return index + 1
    message = "the name of a component must follow ':::'"
    fix = f"Write one of: {', '.join(sorted(parser.placeable.components))}."
    parser.report.add(parser.place(index), "unknown-component", message, fix)
    _begin(parser, _Opened(parser.count, None, "", {}, parser.place(index)))
    return index + 1


def _begin(parser: _Parser, opened: _Opened) -> None:
    """Open a component and leave a placeholder for it."""
    parser.open.append(opened)
    parser.markdown.extend(["", OPEN_PLACEHOLDER.format(opened.number), ""])
    if opened.red_flags is not None:
        # The signs go through Markdown, so that their heading has an anchor and is in the list of contents.
        signs = (f"- {sign}" for sign in opened.red_flags.signs)
        parser.markdown.extend([f"## {opened.red_flags.heading}", "", *signs, ""])
    parser.count += 1


def _close(parser: _Parser, index: int) -> None:
    if not parser.open:
        fix = "Delete it, or open a component above it with '::: name'."
        parser.report.add(parser.place(index), "stray-fence", "':::' closes a component, but none is open", fix)
        return
    opened = parser.open.pop()
    number, component = opened.number, opened.component
    parser.markdown.extend(["", CLOSE_PLACEHOLDER.format(number), ""])
    if component is None:
        return
    last_line, urgency = parser.first_line + index, _urgency_of(opened, component)
    # What was closed last is inside of this component, if anything is.
    has_uses = next(reversed(parser.uses), -1) > number
    use = parser.uses[number] = Use(
        number, component.folder, opened.values, opened.place, last_line, urgency, opened.red_flags
    )
    # Text that was read as an option is one mistake; do not report an empty component as well.
    if number not in parser.with_wrong_options:
        _check_content(parser, component, opened.name, use, has_uses=has_uses)


def _urgency_of(opened: _Opened, component: Component) -> str:
    card = component.settings.care_card
    if card is None:
        return ""
    if card.urgency == component.red_flags_option:
        return opened.red_flags.urgency if opened.red_flags else ""
    return str(opened.values[card.urgency])


def _open(parser: _Parser, index: int, fence: re.Match[str]) -> int:
    name, argument = fence.group(1), fence.group(2)
    names = parser.placeable.components
    component = names.get(name)
    if name not in names:
        place = parser.place(index, fence.start(1) + 1)
        guessed = names if parser.report.lists("unknown-component", parser.path) else {}
        fix = fix_name(name, names, guessed)
        parser.report.add(place, "unknown-component", f"there is no component '{name}'", fix)
    written = options_below(parser.lines, index)
    after = index + 1 + len(written)
    parser.visible.extend([""] * len(written))
    values: dict[str, Any] = {}
    if component is not None:
        options = "\n".join(written)
        spot = parser.place(index, fence.start(2) + 1 if argument else 1)
        known = parser.report.count
        values = _read_options(parser, component, name, argument or "", options, spot)
        parser.with_wrong_options.update([parser.count] if parser.report.count > known else [])
    flags = _find_red_flags(parser, component, values)
    _begin(parser, _Opened(parser.count, component, name, values, parser.place(index), flags))
    return after


def options_below(lines: Sequence[str], index: int) -> list[str]:
    """The lines with the options of a component that is opened on the line at `index`."""
    if index + 1 == len(lines) or not OPTION.match(lines[index + 1]):
        return []
    return [*takewhile(lambda line: line.strip() and not FENCE.match(line), islice(lines, index + 1, None))]


def _find_red_flags(parser: _Parser, component: Component | None, values: Mapping[str, Any]) -> RedFlagCard | None:
    """The set of red flags that a component places; None after reporting that there is no such set."""
    named = values.get(component.red_flags_option) if component is not None else None
    if not isinstance(named, Named) or not named:
        return None
    sets = parser.placeable.red_flags
    if named.name not in sets:
        known = ", ".join(sorted(sets))
        fix = "If its file was in the folder 'red-flags' and is gone, bring it back."
        fix = f"Use one of: {known}. {fix}" if known else f"Write the set into the folder 'red-flags'. {fix}"
        message = f"there is no set of red flags '{named.name}'"
        fix = suggest(named.name, sets, otherwise=fix, may_differ=False)
        parser.report.add(named.place, "unknown-red-flags", message, fix)
    return sets.get(named.name)


def _is_yaml(options: str) -> bool:
    return isinstance(read_yaml(options, Place("")), Node)


def _read_options(
    parser: _Parser, component: Component, name: str, argument: str, options: str, place: Place
) -> dict[str, Any]:
    start = Place(place.path, place.line + 1)
    at = start.line - parser.first_line
    if not options and (odd := find_odd_option(component, parser.lines[at : at + 1], start)):
        parser.report.extend([odd])
        return {option.name: option.default for option in component.fields()}
    node = find_text_in_options(options, start, _is_yaml) or read_yaml(options, start)
    if not isinstance(node, Node) or not isinstance(node.value, Pairs):
        if not isinstance(node, Node):
            parser.report.extend([node])
        return {option.name: option.default for option in component.fields()}
    values = dict(node.value.values)
    presets = component.presets(name)
    values.update({key: Node(value, place) for key, value in presets.items()})
    wanted = component.settings.argument
    if argument and (not wanted or wanted in values):
        message = f"'{name}' takes no text after its name" if not wanted else f"'{wanted}' is given twice"
        fix, meant = place_argument(component, argument, values)
        parser.report.add(place, "unknown-option", message, fix)
        if not meant and not values:
            return {option.name: option.default for option in component.fields()}
        values.update({meant: Node(argument, place)} if meant else {})
    elif argument:
        values[wanted] = Node(argument, place)
    at_fence = Node(Pairs(values, node.value.key_places), Place(place.path, place.line))
    known = parser.report.count
    read = read_fields(component.fields(), at_fence, parser.report, what="option")
    if parser.report.count == known:
        # What depends on an option that is wrong is not judged.
        parser.report.extend(check_comparison(component, read, at_fence))
    return read


def _check_content(parser: _Parser, component: Component, name: str, use: Use, *, has_uses: bool) -> None:
    """Compare the lines between two fences with what the component declares about its content."""
    content, place = component.settings.content, use.place
    start, end = place.line - parser.first_line + 1, use.last_line - parser.first_line
    filled = [(index, parser.visible[index]) for index in range(start, end) if parser.visible[index].strip()]
    has_heading = bool(filled) and bool(HEADING.match(filled[0][1]))
    items = [(index, at) for index, _ in filled if (at := _item_start(parser.visible, index)) is not None]
    wants: list[tuple[bool, str, str]] = [
        (content.heading == "required" and not has_heading, "does not begin with a heading", "Begin it with '## …'."),
        (content.body == "required" and not filled and not has_uses, "is empty", "Write its text inside."),
        (content.body == "none" and bool(filled), "takes no text inside", "Delete the text, or move it below ':::'."),
        (content.list == "required" and not items, "contains no list", "Write a list: lines that begin with '- '."),
        (
            bool(items) and len(items) < (content.items_at_least or 0),
            f"has {len(items)} list item",
            f"Write at least {content.items_at_least}, or use plain text.",
        ),
    ]
    for is_wrong, what, fix in wants:
        if is_wrong:
            parser.report.add(place, "component-content", f"the component '{name}' {what}", fix)
            return
    opening = content.items_begin.get(name, {}).get(_language_of(place.path), "")
    for index, start_of_text in items:
        text = parser.visible[index][start_of_text:].lstrip("*_").lower()
        if opening and not re.match(rf"{re.escape(opening)}\b", text):
            message = f"an item of '{name}' does not begin with '{opening}'"
            fix = f"Write '- {opening.capitalize()} …'."
            parser.report.add(parser.place(index, start_of_text + 1), "component-content", message, fix)


def _language_of(path: str) -> str:
    """The language of a page below content/, without its region. Examples of components are in English."""
    top, _, rest = path.partition("/")
    return rest.partition("/")[0].partition("-")[0] if top == "content" else "en"


def _item_start(lines: list[str], index: int) -> int | None:
    """The offset of the text of an item, whose mark may be a pasted one; None for a line that begins no item."""
    if found := ITEM.match(lines[index]):
        return found.end()
    mark = find_mark(lines, index)
    return mark.end if mark else None
