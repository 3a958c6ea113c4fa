"""Components in prose: `:::` fences become placeholders that survive the conversion of the Markdown around them.

The whole page is converted as one Markdown text, so footnotes and repeated headings work across components. Each
fence is replaced by a paragraph that holds only a placeholder made of private-use characters, which no source may
contain (see input/characters.py); render/prose_html.py puts the component there afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from plainleaf.content.components import Component
from plainleaf.input.characters import replace_forbidden
from plainleaf.input.fields import read_fields
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.model.prose import ParsedProse, Use
from plainleaf.problems import Place, Report, suggest

OPEN_PLACEHOLDER = "\ue000{}\ue001"
CLOSE_PLACEHOLDER = "\ue002{}\ue003"
FENCE_SIGN = ":::"
FENCE = re.compile(r":{3,}[ \t]*(?:([A-Za-z][\w-]*)[ \t]*(.*?))?[ \t]*$")
INDENTED = re.compile(r"[ \t]+:::")
OPTION = re.compile(r"[A-Za-z][\w-]*:(?:\s|$)")
HEADING = re.compile(r"#{1,6}\s")
ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+(.*)")


class _Parser(Struct):
    """A parser of one prose, line by line. `cleaned` are its lines without anything that looks like a placeholder."""

    path: str
    first_line: int
    lines: list[str]
    cleaned: list[str]
    names: Mapping[str, Component | None]
    report: Report
    markdown: list[str] = field(default_factory=list)
    visible: list[str] = field(default_factory=list)
    open: list[tuple[int, Component | None, str, dict[str, Any], Place]] = field(default_factory=list)
    uses: dict[int, Use] = field(default_factory=dict)
    with_wrong_options: set[int] = field(default_factory=set)
    count: int = 0

    def place(self, index: int, column: int = 1) -> Place:
        return Place(self.path, self.first_line + index, column)


def parse_prose(
    path: str, first_line: int, prose: str, names: Mapping[str, Component | None], report: Report
) -> ParsedProse:
    """Find the components of a prose that begins on `first_line` of its file; mistakes are reported.

    A name that maps to None belongs to a component that cannot be read: its uses are left out without a report.
    """
    cleaned = replace_forbidden(prose)
    if FENCE_SIGN not in prose:
        return ParsedProse(path, first_line, cleaned, prose, ())
    parser = _Parser(path, first_line, prose.split("\n"), cleaned.split("\n"), names, report)
    index = 0
    while index < len(parser.lines):
        index = _read_line(parser, index)
    for _, _, name, _, place in parser.open:
        fix = "Add a line ':::' where it should end."
        report.add(place, "unclosed-component", f"the component '{name}' is never closed", fix)
    uses = tuple(use for _, use in sorted(parser.uses.items()))
    is_unclear = len(uses) < parser.count
    return ParsedProse(path, first_line, "\n".join(parser.markdown), "\n".join(parser.visible), uses, is_unclear)


def _read_line(parser: _Parser, index: int) -> int:
    """Read the line at `index`; gives the index of the line to read next."""
    line = parser.lines[index]
    if FENCE_SIGN in line and INDENTED.match(line):
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
    fix = f"Write one of: {', '.join(sorted(parser.names))}."
    parser.report.add(parser.place(index), "unknown-component", message, fix)
    _begin(parser, index, None, "", {})
    return index + 1


def _begin(parser: _Parser, index: int, component: Component | None, name: str, values: dict[str, Any]) -> None:
    """Open a component and leave a placeholder for it; None is a component that is not known."""
    parser.open.append((parser.count, component, name, values, parser.place(index)))
    parser.markdown.extend(["", OPEN_PLACEHOLDER.format(parser.count), ""])
    parser.count += 1


def _close(parser: _Parser, index: int) -> None:
    if not parser.open:
        fix = "Delete it, or open a component above it with '::: name'."
        parser.report.add(parser.place(index), "stray-fence", "':::' closes a component, but none is open", fix)
        return
    number, component, name, values, place = parser.open.pop()
    parser.markdown.extend(["", CLOSE_PLACEHOLDER.format(number), ""])
    if component is None:
        return
    last_line = parser.first_line + index
    # What was closed last is inside of this component, if anything is.
    has_uses = next(reversed(parser.uses), -1) > number
    use = parser.uses[number] = Use(number, component.folder, values, place, last_line)
    # Text that was read as an option is one mistake; do not report an empty component as well.
    if number not in parser.with_wrong_options:
        _check_content(parser, component, name, use, has_uses=has_uses)


def _open(parser: _Parser, index: int, fence: re.Match[str]) -> int:
    name, argument = fence.group(1), fence.group(2)
    component = parser.names.get(name)
    if name not in parser.names:
        place = parser.place(index, fence.start(1) + 1)
        guessed = parser.names if parser.report.lists("unknown-component", parser.path) else {}
        fix = suggest(name, guessed, otherwise=f"Use one of: {', '.join(sorted(parser.names))}.")
        parser.report.add(place, "unknown-component", f"there is no component '{name}'", fix)
    after = index + 1
    if after < len(parser.lines) and OPTION.match(parser.lines[after]):
        while after < len(parser.lines) and parser.lines[after].strip() and not FENCE.match(parser.lines[after]):
            after += 1
    parser.visible.extend([""] * (after - index - 1))
    values: dict[str, Any] = {}
    if component is not None:
        options = "\n".join(parser.lines[index + 1 : after])
        spot = parser.place(index, fence.start(2) + 1 if argument else 1)
        known = parser.report.count
        values = _read_options(parser, component, name, argument or "", options, spot)
        parser.with_wrong_options.update([parser.count] if parser.report.count > known else [])
    _begin(parser, index, component, name, values)
    return after


def _read_options(
    parser: _Parser, component: Component, name: str, argument: str, options: str, place: Place
) -> dict[str, Any]:
    node = read_yaml(options, Place(place.path, place.line + 1))
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
        parser.report.add(place, "unknown-option", message, "Delete the text after the name.")
    elif argument:
        values[wanted] = Node(argument, place)
    at_fence = Node(Pairs(values, node.value.key_places), Place(place.path, place.line))
    return read_fields(component.fields(), at_fence, parser.report, what="option")


def _check_content(parser: _Parser, component: Component, name: str, use: Use, *, has_uses: bool) -> None:
    """Compare the lines between two fences with what the component declares about its content."""
    content, place = component.settings.content, use.place
    start, end = place.line - parser.first_line + 1, use.last_line - parser.first_line
    filled = [(index, parser.visible[index]) for index in range(start, end) if parser.visible[index].strip()]
    has_heading = bool(filled) and bool(HEADING.match(filled[0][1]))
    items = [(index, found) for index, line in filled if (found := ITEM.match(line))]
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
    opening = content.items_begin.get(name, "")
    for index, item in items:
        text = item.group(1).lstrip("*_").lower()
        if opening and not text.startswith(opening):
            message = f"an item of '{name}' does not begin with '{opening}'"
            fix = f"Write '- {opening.capitalize()} …'."
            parser.report.add(parser.place(index, item.start(1) + 1), "component-content", message, fix)
