"""Headings of an imported page: '#' signs, no level skipped, and the names by which others linked to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.importing.new_front import plain_text
from plainleaf.importing.old_site import Line
from plainleaf.importing.text_lines import trimmed
from plainleaf.markdown import slugify
from plainleaf.patterns import lazy_pattern

HEADING = lazy_pattern(r"(#{1,6})[ \t]*(?![#\s])(.*)$")
UNDERLINE = lazy_pattern(r"(=+|-{2,})[ \t]*$")
NAME = lazy_pattern(r"\{:?[^{}]{0,200}?(?:#([\w:.-]{1,200}))?[^{}]{0,200}\}$")
# What makes the line above a row of hyphens something other than a heading.
NOT_WORDS = lazy_pattern(r"[ \t]*(?:$|[-*+>|#:]|\d+[.)]\s|`{3}|~{3}|\s{4})")


class Headings(Struct, frozen=True):
    """The prose with its headings in order, the title that it began with, and new ids by old anchors."""

    lines: tuple[Line, ...]
    title: str
    anchors: Mapping[str, str]


def put_headings_in_order(lines: Sequence[Line], title: str) -> Headings:
    """Take the title out of a prose, raise or lower all other headings, and note what each was called.

    A first-level heading is the title if nothing comes before it and the page has no other title, or the same one.
    """
    found = _with_signs(lines)
    first = next((index for index, line in enumerate(found) if line.text.strip()), None)
    own = ""
    if first is not None and not found[first].is_code and (match := HEADING.match(found[first].text)):
        words = plain_text(NAME.sub("", _words(match)))
        if len(match.group(1)) == 1 and (not title or _key(words) == _key(title)):
            own, found = words, trimmed([*found[:first], *found[first + 1 :]])
    shift = any(not line.is_code and (match := HEADING.match(line.text)) and len(match.group(1)) == 1 for line in found)
    return _level(found, own or title, shift=int(shift), own=own)


def find_anchor(anchors: Mapping[str, str], anchor: str) -> str | None:
    """The new id of the heading that an old anchor led to."""
    return anchors.get(anchor) or anchors.get(_key(anchor))


def _level(lines: Iterable[Line], title: str, *, shift: int, own: str) -> Headings:
    made: list[Line] = []
    anchors: dict[str, str] = {_key(own): ""} if own else {}
    taken: dict[str, int] = {}
    above = 1
    for line in lines:
        match = None if line.is_code else HEADING.match(line.text)
        if match is None:
            made.append(line)
            continue
        above = min(max(len(match.group(1)) + shift, 2), above + 1, 6)
        named = NAME.search(_words(match))
        words = NAME.sub("", _words(match)).strip()
        base = slugify(plain_text(words)) or "section"
        taken[base] = taken.get(base, 0) + 1
        new = base if taken[base] == 1 else f"{base}-{taken[base]}"
        anchors.setdefault(_key(words), new)
        # Programs number headings of the same words from 1.
        anchors.setdefault(_key(f"{words} {taken[base] - 1}"), new)
        if named and named.group(1):
            anchors[named.group(1)] = new
        made += _apart(made, replace(line, text=f"{'#' * above} {words}"))
    return Headings(tuple(made), title, anchors)


def _words(heading: re.Match[str]) -> str:
    """The words of a heading, without '#' signs behind them."""
    return heading.group(2).rstrip(" \t").rstrip("#").rstrip(" \t")


def _apart(above: Sequence[Line], heading: Line) -> list[Line]:
    """A heading with an empty line above it, unless it is the first line of a component."""
    last = above[-1].text if above else ""
    return [heading] if not last or last.startswith(":::") else [Line("", heading.number), heading]


def _with_signs(lines: Iterable[Line]) -> list[Line]:
    """The lines, with '#' signs in place of underlined headings."""
    found: list[Line] = []
    for line in lines:
        under = None if line.is_code else UNDERLINE.match(line.text)
        above = found[-1] if found else None
        if under and above and not above.is_code and not NOT_WORDS.match(above.text) and _is_alone(found):
            found[-1] = replace(above, text=f"{'#' if '=' in line.text else '##'} {above.text.strip()}")
        else:
            found.append(line)
    return found


def _is_alone(lines: Sequence[Line]) -> bool:
    """Whether the last line has an empty one above it: a heading of several lines is taken for a paragraph."""
    return len(lines) < 2 or not lines[-2].text.strip()


def _key(anchor: str) -> str:
    """What is the same in every program's anchor for a heading: its letters and digits."""
    return slugify(plain_text(anchor)).replace("-", "")
