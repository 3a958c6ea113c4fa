"""Scan prose before it is converted for links, pictures, headings and raw HTML, each with its place.

Converted Markdown carries no positions, so links are found here, in the source. The scan is linear in the length of
the text, in which code has been blanked out. Before it runs a slow expression, it tests whether the text contains the
characters that every match needs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place

CODE = lazy_pattern(r"(?<!`)(`+)(?!`)([^\n]{1,400}?)(?<!`)\1(?!`)")
INLINE_TARGET = lazy_pattern(
    r"\]\([ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?))(?:[ \t]+\"[^\"\n]*\")?[ \t]*\)"
)
# No two engines agree on an address with a space in it.
SPACED_TARGET = lazy_pattern(r"\]\([ \t]*([^\s()<>\"']+(?:[ \t]+[^\s()<>\"']+)+)[ \t]*\)")
AUTOLINK = lazy_pattern(r"<(https?://[^\s<>]+)>")
# An address that is not part of a link, without the punctuation after it.
# Without the beginning it needs a path: a name such as 'back.care' may be that of a clinic.
BARE = lazy_pattern(
    r"(?<![\w@/.<\[\"'=:-])(?<!\]\()(?:https?://|www\.|(?:[\w-]++\.)++(?:com|org|net|gov|edu|uk)/)"
    r"[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"*_]"
)
BEGIN_OF_BARE = lazy_pattern(r"://|www\.|\.(?:com|org|net|gov|edu|uk)/")
IN_LABEL = lazy_pattern(r"[^\[\]\n]{0,200}\][(\[]")
DEFINED = lazy_pattern(r"\n {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*")
# The start of a line is matched by the line break before it, which the regex engine finds much faster.
REFERENCE = lazy_pattern(r"\n( {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]+)>?)")
HTML = lazy_pattern(r"<(?:!--|/?([A-Za-z][\w-]*)(?=[\s/>])([^<>\n]*)>?)")
# Python-Markdown accepts a heading without a space after the '#', and inside lists and quotations. The lookahead is
# for speed: most lines begin with a letter.
HEADING = lazy_pattern(r"\n(?=[ \t>*+\-\d#])(?:[ \t>*+-]|\d{1,4}\.[ \t])*(#{1,6})(.*)")
# The lookbehind excludes account names on other sites and addresses inside links.
MAILBOX = lazy_pattern(r"(?<![\w./:@+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,64})+")
NOTE = lazy_pattern(r"\[\^([^\]\n]{1,100})\]")
BLANKS = " \t"
INDENTS = ("", " ", "  ", "   ")
LONGEST_LABEL = 2000


class Target(Struct, frozen=True):
    """The target of a link or picture, as written. `label` is the link's text or the picture's text alternative."""

    target: str
    label: str
    is_picture: bool
    place: Place


class Tag(Struct, frozen=True):
    """A raw HTML tag: the element's name in lower case ('!--' for a comment) and what follows it."""

    name: str
    rest: str
    is_closing: bool
    place: Place


class SourceHeading(Struct, frozen=True):
    """A heading as written: its level (1 to 6) and its text."""

    level: int
    text: str
    place: Place


class Note(Struct, frozen=True):
    """The name of a footnote, either where it is used or (`is_text`) where its text is."""

    name: str
    is_text: bool
    place: Place


class Scan(Struct, frozen=True):
    """The result of a scan, in the order written; link definitions and e-mail addresses are the last targets.

    `spaced` are addresses with a space in them, which are no targets.
    """

    targets: tuple[Target, ...]
    tags: tuple[Tag, ...]
    notes: tuple[Note, ...]
    headings: tuple[SourceHeading, ...]
    spaced: tuple[tuple[str, Place], ...]


class _Text(Struct, frozen=True):
    """The text that is scanned: code is blanked, and each line, including the first, follows a line break."""

    text: str
    breaks: tuple[int, ...]
    prose: ParsedProse

    def place(self, offset: int) -> Place:
        """The place of an offset in the file."""
        line = bisect_left(self.breaks, offset) - 1
        return Place(self.prose.path, self.prose.first_line + line, offset - self.breaks[line])

    def before(self, offset: int) -> str:
        """The text before an offset on the same line."""
        return self.text[self.breaks[bisect_left(self.breaks, offset) - 1] + 1 : offset]


def scan(prose: ParsedProse) -> Scan:
    """Scan a prose."""
    text = _make_text(prose)
    spaced = tuple((found.group(1), text.place(found.start(1))) for found in SPACED_TARGET.finditer(text.text))
    return Scan(tuple(_targets(text)), tuple(_tags(text)), tuple(_notes(text)), tuple(_headings(text)), spaced)


def find_bare_addresses(prose: ParsedProse) -> Iterator[tuple[str, Place]]:
    """The web addresses in a prose that are plain text and not links, with their places."""
    if not BEGIN_OF_BARE.search(prose.visible):
        return
    source = _make_text(prose)
    defined = {found.end() for found in DEFINED.finditer(source.text)}
    for found in BARE.finditer(source.text):
        if found.start() not in defined and not IN_LABEL.match(source.text, found.end()):
            yield found.group(), source.place(found.start())


def _make_text(prose: ParsedProse) -> _Text:
    breaks = tuple(accumulate((len(line) + 1 for line in prose.visible.split("\n")), initial=0))
    return _Text("\n" + blank_code(prose.visible), breaks, prose)


def blank_code(text: str) -> str:
    """The text with code spans replaced by spaces, keeping every offset."""
    return CODE.sub(lambda found: " " * len(found.group()), text) if "`" in text else text


def _targets(source: _Text) -> Iterator[Target]:
    text = source.text
    for found in INLINE_TARGET.finditer(text):
        start = _label_start(text, found.start())
        if start is None:
            continue
        is_picture = text[start - 1] == "!"
        group = 1 if found.group(1) is not None else 2
        label = text[start + 1 : found.start()]
        yield Target(found.group(group), label, is_picture, source.place(found.start(group)))
    for found in REFERENCE.finditer(text) if "]:" in text else ():
        yield Target(found.group(2), found.group(1), False, source.place(found.start(2)))
    for found in AUTOLINK.finditer(text) if "<http" in text else ():
        yield Target(found.group(1), found.group(1), False, source.place(found.start(1)))
    # Readers see an e-mail address in code, too.
    whole = f"\n{source.prose.visible}"
    for found in MAILBOX.finditer(whole) if "@" in whole else ():
        yield Target(f"mailto:{found.group()}", found.group(), False, source.place(found.start()))


def _label_start(text: str, end: int) -> int | None:
    """The offset of the '[' that the ']' at `end` closes."""
    first = max(0, end - LONGEST_LABEL + 1)
    opening = text.rfind("[", first, end)
    if opening < 0 or "]" not in text[opening:end]:
        return opening if opening >= 0 else None
    depth = 0
    for offset in range(end - 1, first - 1, -1):
        if text[offset] == "]":
            depth += 1
        elif text[offset] == "[":
            if depth == 0:
                return offset
            depth -= 1
    return None


def _tags(source: _Text) -> Iterator[Tag]:
    for found in HTML.finditer(source.text):
        name = (found.group(1) or "!--").lower()
        is_closing = found.group().startswith("</")
        yield Tag(name, found.group(2) or "", is_closing, source.place(found.start()))


def _notes(source: _Text) -> Iterator[Note]:
    for found in NOTE.finditer(source.text):
        is_text = source.text.startswith(":", found.end()) and source.before(found.start()) in INDENTS
        yield Note(found.group(1), is_text, source.place(found.start()))


def _headings(source: _Text) -> Iterator[SourceHeading]:
    for found in HEADING.finditer(source.text) if "#" in source.text else ():
        words = found.group(2).strip(BLANKS).rstrip("#").rstrip(BLANKS)
        yield SourceHeading(len(found.group(1)), words, source.place(found.start(1)))
