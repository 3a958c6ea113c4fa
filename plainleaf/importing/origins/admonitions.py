"""Boxes, expanders and tabs of MkDocs, which are marked by a sign and an indentation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from plainleaf.importing.new_front import plain_text
from plainleaf.importing.old_site import Line, Losses, OldSite
from plainleaf.importing.text_lines import (
    WARNINGS,
    dedent,
    each_line,
    indent_of,
    indented_block,
    make_box,
    make_expander,
    mark_code,
)
from plainleaf.patterns import lazy_pattern

BOX = lazy_pattern(r"([ \t]*)(!!!|\?\?\?\+?)[ \t]*([A-Za-z][\w-]*)?([^\"\n]*)(?:\"(.*)\")?[ \t]*$")
TAB = lazy_pattern(r"([ \t]*)===[!+]*[ \t]+\"(.*)\"[ \t]*$")
MACRO = lazy_pattern(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}")
STEP = 4
MAX_DEPTH = 20


def convert_admonitions(lines: tuple[Line, ...], _site: OldSite, losses: Losses) -> list[Line]:
    """The prose of a page of MkDocs with components in place of these signs."""
    made = _convert(tuple(mark_code(lines)), losses)
    return each_line(made, lambda text, number: _list_macros(text, number, losses))


def _convert(lines: Sequence[Line], losses: Losses, depth: int = 0) -> list[Line]:
    made: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        box = None if line.is_code else BOX.match(line.text)
        tab = None if line.is_code or box else TAB.match(line.text)
        found = box or tab
        if not found or depth > MAX_DEPTH:
            made.append(line)
            index += 1
            continue
        base = indent_of(line.text.expandtabs(STEP))
        end = indented_block(lines, index + 1, base + STEP)
        inside = _convert(dedent(lines[index + 1 : end], base + STEP), losses, depth + 1)
        title = plain_text((box.group(5) if box else tab.group(2) if tab else "") or "")
        made += _nested(base, title, inside, line, losses) if base else _make(box, title, inside, line.number)
        index = end
    return made


def _make(box: re.Match[str] | None, title: str, inside: list[Line], number: int) -> list[Line]:
    if box is None:
        head = [Line(f"**{title}**", number), Line("", number)] if title else []
        return [Line("", number), *head, *inside, Line("", number)]
    kind = (box.group(3) or "note").lower()
    # A warning is never hidden.
    if box.group(2).startswith("???") and kind not in WARNINGS:
        return make_expander(title or kind.capitalize(), inside, number)
    return make_box(kind, title, inside, number)


def _nested(base: int, title: str, inside: list[Line], line: Line, losses: Losses) -> list[Line]:
    """A box within a list, where no component can be: its text as paragraphs of the list item."""
    losses.dropped(line.number, "a box inside a list is plain text now", "For a box, move it below the list.")
    margin = " " * base
    head = [replace(line, text=f"{margin}**{title}**"), replace(line, text="")] if title else []
    return [*head, *(replace(each, text=margin + each.text if each.text else "") for each in inside)]


def _list_macros(text: str, number: int, losses: Losses) -> str:
    for found in MACRO.finditer(text):
        message = f"'{found.group()[:60]}' was filled in by a program"
        losses.kept(number, message, "Write the words that stood there.")
    return text
