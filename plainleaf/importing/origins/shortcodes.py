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

CALL = re.compile(
    r"\{\{(?P<sign>[<%])(?P<end>[ \t]*/)?[ \t]*(?P<name>[\w./-]+)(?P<rest>[^\n]*?)(?P<self>/)?[ \t]*[>%]\}\}"
)
ARGUMENT = re.compile(r"(?:([\w-]+)[ \t]*=[ \t]*)?(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|([^\s\"`=]+))")
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
    made, _ = _read(apart, 0, "", losses)
    return made


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


def _read(lines: Sequence[Line], start: int, until: str, losses: Losses) -> tuple[list[Line], int]:
    """The lines from `start` to the end of the shortcode `until`, and the index after it; -1 if it has no end."""
    made: list[Line] = []
    index = start
    while index < len(lines):
        line = lines[index]
        found = None if line.is_code else CALL.fullmatch(line.text.strip())
        call = read_call(found) if found else None
        if call and call.is_end and call.name == until:
            return made, index + 1
        if call and call.name in (*BOXES, *EXPANDERS, *TABS, *WRAPPERS):
            block, index = _read_block(lines, index, call, losses)
            made += block
        else:
            made.append(line if line.is_code else replace(line, text=_inline(line, losses)))
            index += 1
    return made, index if not until else -1


def _read_block(lines: Sequence[Line], index: int, call: Call, losses: Losses) -> tuple[list[Line], int]:
    line = lines[index]
    if call.is_end or call.name == "br":
        return [], index + 1
    has_end = not call.closes_itself and any(_ends(each, call.name) for each in lines[index + 1 :])
    text = call.get("content", "text", "body")
    inside, after = _read(lines, index + 1, call.name, losses) if has_end else ([], index + 1)
    if after < 0:
        losses.kept(line.number, f"the shortcode '{call.name}' has no end", "Delete it.")
        return [line], index + 1
    if not has_end and not text and call.name not in WRAPPERS:
        losses.kept(line.number, f"the shortcode '{call.name}' has no counterpart", "Delete it, or write its text.")
        return [line], index + 1
    return _make_block(call, inside or [Line(text, line.number)], line.number), after


def _ends(line: Line, name: str) -> bool:
    found = None if line.is_code else CALL.fullmatch(line.text.strip())
    return found is not None and bool(found.group("end")) and found.group("name").lower() == name


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
    message = f"the shortcode '{call.name}' has no counterpart"
    losses.kept(number, message, "Delete it, or write in words what it showed.")
    return found.group()


def _figure(call: Call, source: str) -> str:
    """A picture, as a component if it has a caption or a credit. Line breaks are split later."""
    alt, caption = plain_text(call.get("alt")), call.get("caption", "title")
    credit = plain_text(call.get("attr"))
    return make_figure(source, alt, caption, credit) if caption or credit else f"![{alt}]({source})"
