"""Hugo's shortcodes: boxes, expanders, tabs, pictures, videos and references, also those that common themes add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.importing.html.elements import video_link
from plainleaf.importing.links import NAMED
from plainleaf.importing.new_front import plain_text
from plainleaf.importing.old_site import Line, Losses, OldSite
from plainleaf.importing.text_lines import PLAIN, WARNINGS, make_box, make_expander, make_figure, mark_code
from plainleaf.patterns import lazy_pattern

CALL = lazy_pattern(
    r"\{\{(?P<sign>[<%])(?P<end>[ \t]*/)?[ \t]*(?P<name>[\w./-]+)(?P<rest>[^\n]{0,1000}?)(?P<self>/)?[ \t]*[>%]\}\}"
)
ARGUMENT = lazy_pattern(r"(?:([\w-]+)[ \t]*=[ \t]*)?(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|([^\s\"`=]+))")
BOXES = ("alert", "notice", "hint", "callout", "admonition", "note", "tip", "warning", "info", "danger", "important",
         "caution", "attention", "inset", "pageinfo")  # fmt: skip
EXPANDERS = ("details", "expand", "collapse", "accordion", "toggle", "spoiler", "accordion-item")
TABS = ("tab", "tabitem", "tab-item")
# These only group or space what is in them.
WRAPPERS = (
    "tabs",
    "tabpane",
    "steps",
    "columns",
    "column",
    "cards",
    "accordions",
    "blocks/section",
    "blocks/cover",
    "blocks/lead",
    "center",
    "br",
)
REFERENCES = ("ref", "relref")
MAX_DEPTH = 20
BY_COLOR = {"warning": "warning", "danger": "danger", "red": "warning", "orange": "warning", "yellow": "warning"}


class Call(Struct, frozen=True):
    """One shortcode: its name in lower case, its arguments by name and in order."""

    name: str
    named: Mapping[str, str]
    listed: tuple[str, ...]
    is_end: bool
    closes_itself: bool

    def get(self, *names: str, at: int | None = None) -> str:
        """The first argument with one of these names, else the one at a position."""
        value = next((self.named[name] for name in names if name in self.named), None)
        if value is not None:
            return value
        return self.listed[at] if at is not None and at < len(self.listed) else ""


def read_call(found: re.Match[str]) -> Call:
    """The shortcode that CALL has found."""
    named: dict[str, str] = {}
    listed: list[str] = []
    for argument in ARGUMENT.finditer(found.group("rest")):
        key, *values = argument.groups()
        value = next((each for each in values if each is not None), "").replace('\\"', '"')
        if key:
            named[key.lower()] = value
        else:
            listed.append(value)
    return Call(found.group("name").lower(), named, tuple(listed), bool(found.group("end")), bool(found.group("self")))


def convert_shortcodes(lines: tuple[Line, ...], _site: OldSite, losses: Losses) -> list[Line]:
    """The prose of a page of Hugo without shortcodes, except those that have no counterpart, which are listed."""
    apart = [part for line in mark_code(lines) for part in _apart(line)]
    return _convert(apart, 0, len(apart), _find_ends(apart), losses)


def _apart(line: Line) -> Iterator[Line]:
    """The line in parts, so that each box, expander and tab begins and ends on a line of its own."""
    if line.is_code or "{{" not in line.text:
        yield line
        return
    text = line.text
    at = 0
    for found in CALL.finditer(text):
        call = read_call(found)
        if call.name not in (*BOXES, *EXPANDERS, *TABS, *WRAPPERS):
            continue
        if text[at : found.start()].strip():
            yield replace(line, text=text[at : found.start()].rstrip())
        yield replace(line, text=found.group())
        at = found.end()
    if at == 0 or text[at:].strip():
        yield replace(line, text=text[at:].strip() if at else text)


def _block_call(line: Line) -> Call | None:
    """The box, expander, tab or wrapper that begins or ends on a line."""
    found = None if line.is_code or "{{" not in line.text else CALL.fullmatch(line.text.strip())
    call = read_call(found) if found else None
    return call if call and call.name in (*BOXES, *EXPANDERS, *TABS, *WRAPPERS) else None


def _find_ends(lines: Sequence[Line]) -> dict[int, int]:
    """The index of the end of each block shortcode, by that of its beginning. One without an end is not there."""
    ends: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for index, line in enumerate(lines):
        call = _block_call(line)
        if call and not call.is_end and not call.closes_itself and len(opened) < MAX_DEPTH:
            opened.append((call.name, index))
        names = [name for name, _ in opened]
        if call and call.is_end and call.name in names:
            while opened[-1][0] != call.name:
                opened.pop()
            ends[opened.pop()[1]] = index
    return ends


def _convert(lines: Sequence[Line], start: int, end: int, ends: Mapping[int, int], losses: Losses) -> list[Line]:
    made: list[Line] = []
    index = start
    while index < end:
        line, call = lines[index], _block_call(lines[index])
        if call is None:
            made.append(line if line.is_code else replace(line, text=_inline(line, losses)))
        elif index in ends:
            inside = _convert(lines, index + 1, ends[index], ends, losses)
            made += _make_block(call, inside, line.number)
            index = ends[index]
        elif not call.is_end:
            made += _make_lone(call, line, losses)
        index += 1
    return made


def _make_lone(call: Call, line: Line, losses: Losses) -> list[Line]:
    """What becomes of a shortcode that has no end."""
    text = call.get("content", "text", "body")
    if text:
        return _make_block(call, [Line(text, line.number)], line.number)
    if call.name in WRAPPERS:
        return []
    losses.kept(line.number, f"the shortcode '{call.name}' has no end", "Delete it, or write its text.")
    return [line]


def _make_block(call: Call, inside: list[Line], number: int) -> list[Line]:
    if call.name in WRAPPERS:
        return inside
    title = plain_text(call.get("title", "summary", "header", "name", "tabname", "heading"))
    if call.name in EXPANDERS:
        return make_expander(title or plain_text(call.get(at=0)), inside, number)
    if call.name in TABS:
        words = title or plain_text(call.get(at=0))
        return [Line("", number), *([Line(f"**{words}**", number), Line("", number)] if words else []), *inside]
    kind = call.name
    asked = (call.get("type", "color", "style", "context", "status", "level"), call.get(at=0))
    for each in asked:
        kind = BY_COLOR.get(each.lower(), each.lower() if each.lower() in (*WARNINGS, *PLAIN) else kind)
    second = call.get(at=1) if asked[1].lower() in (*WARNINGS, *PLAIN) else ""
    # An alert of unknown color is a box for anything.
    return make_box(
        "note" if kind in ("alert", "hint", "callout") else kind, title or plain_text(second), inside, number
    )


def _inline(line: Line, losses: Losses) -> str:
    if "{{" not in line.text:
        return line.text
    return CALL.sub(lambda found: _replace(found, line.number, losses), line.text)


def _replace(found: re.Match[str], number: int, losses: Losses) -> str:
    call = read_call(found)
    if call.name in REFERENCES:
        path, _, anchor = (call.get("path", at=0)).partition("#")
        return (NAMED + quote(path, safe="/") if path else "") + (f"#{anchor}" if anchor else "")
    if call.name in ("youtube", "vimeo"):
        losses.dropped(number, "a video was shown here; there is a link now", "Read the link.")
        name = call.get("id", at=0)
        return video_link(f"https://youtu.be/{name}" if call.name == "youtube" else f"https://vimeo.com/{name}")
    if call.name in ("figure", "img", "image", "picture") and (source := call.get("src", "link", at=0)):
        return _figure(call, source)
    if call.name in ("button", "link-card") and (target := call.get("href", "link", "url", "relref", at=0)):
        return f"[{call.get('text', 'title', 'label', at=1) or target}]({target})"
    if call.is_end:
        return found.group()
    message = f"the shortcode '{call.name}' has no counterpart"
    losses.kept(number, message, "Delete it, or write in words what it showed.")
    return found.group()


def _figure(call: Call, source: str) -> str:
    """A picture, as a component if it has a caption or a credit. Line breaks are split later."""
    alt, caption = plain_text(call.get("alt")), call.get("caption", "title")
    credit = plain_text(call.get("attr"))
    return make_figure(source, alt, caption, credit) if caption or credit else f"![{alt}]({source})"
