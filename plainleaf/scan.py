"""What can be seen in prose before it is converted: links, pictures, headings, raw HTML, each with its place.

Converted Markdown carries no positions, so links are found here, in the source. The scan is linear in the length of
the text and looks at a text in which code is blanked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from plainleaf.fences import ParsedProse
from plainleaf.problems import Place

CODE = re.compile(r"(?<!`)(`+)(?!`)([^\n]{1,400}?)(?<!`)\1(?!`)")
INLINE_TARGET = re.compile(
    r"\]\([ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?))(?:[ \t]+\"[^\"\n]*\")?[ \t]*\)"
)
REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]+)>?", re.MULTILINE)
HTML = re.compile(r"<(?:!--|/?([A-Za-z][\w-]*)(?=[\s/>])([^<>\n]*)>?)")
# Python-Markdown takes a line for a heading without a space after the signs, and inside lists and quotations.
HEADING = re.compile(r"^(?:[ \t>*+-]|\d{1,4}\.[ \t])*(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
# What stands before an address of an account elsewhere, or in a link, is not taken for a mailbox.
MAILBOX = re.compile(r"(?<![\w./:@+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,64})+")
NOTE = re.compile(r"(^ {0,3})?\[\^([^\]\n]{1,100})\](?(1):)", re.MULTILINE)
LONGEST_LABEL = 2000


@dataclass(frozen=True, slots=True)
class Target:
    """Something that prose points at, as written. `label` is the link's text or the picture's text alternative."""

    target: str
    label: str
    is_picture: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of raw HTML: the element's name in lower case ('!--' for a comment) and what follows it."""

    name: str
    rest: str
    is_closing: bool
    place: Place


@dataclass(frozen=True, slots=True)
class SourceHeading:
    """A heading as written: 1 to 6, its text."""

    level: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Lines:
    """Turns an offset in the text into a place in its file."""

    prose: ParsedProse
    starts: tuple[int, ...]

    def place(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset) - 1
        return Place(self.prose.path, self.prose.first_line + line, offset - self.starts[line] + 1)


def _lines(prose: ParsedProse) -> _Lines:
    starts = [0, *(found.end() for found in re.finditer("\n", prose.visible))]
    return _Lines(prose, tuple(starts))


def blank_code(text: str) -> str:
    """The text with code spans replaced by as many spaces, so that offsets stay."""
    return CODE.sub(lambda found: " " * len(found.group()), text) if "`" in text else text


def find_targets(prose: ParsedProse) -> Iterator[Target]:
    """Links and pictures of a prose in the order written, link definitions and mailboxes last."""
    lines, text = _lines(prose), blank_code(prose.visible)
    for found in INLINE_TARGET.finditer(text):
        start = _label_start(text, found.start())
        if start is None:
            continue
        is_picture = start > 0 and text[start - 1] == "!"
        group = 1 if found.group(1) is not None else 2
        label = text[start + 1 : found.start()]
        yield Target(found.group(group), label, is_picture, lines.place(found.start(group)))
    for found in REFERENCE.finditer(text):
        yield Target(found.group(1), found.group(), False, lines.place(found.start(1)))
    for found in MAILBOX.finditer(text):
        yield Target(f"mailto:{found.group()}", found.group(), False, lines.place(found.start()))


def _label_start(text: str, end: int) -> int | None:
    """Where the '[' stands that the ']' at `end` closes."""
    depth = 0
    for offset in range(end - 1, max(-1, end - LONGEST_LABEL), -1):
        if text[offset] == "]":
            depth += 1
        elif text[offset] == "[":
            if depth == 0:
                return offset
            depth -= 1
    return None


def find_tags(prose: ParsedProse) -> Iterator[Tag]:
    """Raw HTML in a prose."""
    lines = _lines(prose)
    for found in HTML.finditer(blank_code(prose.visible)):
        name = (found.group(1) or "!--").lower()
        is_closing = found.group().startswith("</")
        yield Tag(name, found.group(2) or "", is_closing, lines.place(found.start()))


def find_notes(prose: ParsedProse) -> Iterator[tuple[str, bool, Place]]:
    """The names of footnotes: where each is used, and (True) where its text stands."""
    lines = _lines(prose)
    for found in NOTE.finditer(blank_code(prose.visible)):
        yield found.group(2), found.group(1) is not None, lines.place(found.start(2) - 2)


def find_headings(prose: ParsedProse) -> Iterator[SourceHeading]:
    """Headings of a prose, in order."""
    lines = _lines(prose)
    for found in HEADING.finditer(blank_code(prose.visible)):
        yield SourceHeading(len(found.group(1)), found.group(2), lines.place(found.start(1)))
