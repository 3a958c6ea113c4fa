"""Set aside what no Markdown engine may see (angle brackets and footnotes) before the parse, and restore it after.

Without a '<' in its text no engine can let HTML through. What is harmless with a '<' (an address in angle brackets,
an element that config.yaml allows) is turned into HTML here and replaced during the parse by a placeholder of
private-use characters, which no source can contain.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from plainleaf.markdown.footnotes import Footnotes
from plainleaf.markdown.scan import CODE
from plainleaf.patterns import lazy_pattern

LESS_THAN = "\ue004"
ASIDE = "\ue005{}\ue006"
NUMBER = lazy_pattern("\ue005(\\d{1,9})\ue006")
# Inserted before text that only one engine would treat as markup, along with the placeholder of a component.
GUARD = "\ue009"
BLOCK_CODE = lazy_pattern(r"^([ >*+\-\d.)]*)(?=```|~~~)", re.MULTILINE)
DEFINITION_AFTER_PLACEHOLDER = lazy_pattern("([\ue001\ue003\ue008]\\s*\n)(?= {0,3}:)")
# What is set aside, or skipped, begins with one of these.
FIRST = lazy_pattern(r"[`\\<\[]")
TAG = lazy_pattern(r"<[^>]*>")


class Aside(Struct):
    """Pieces of HTML, by the number in their placeholder."""

    pieces: list[str]

    def restore(self, source: str) -> str:
        """The HTML with everything restored."""
        if self.pieces:
            source = NUMBER.sub(self._piece, source)
        return source.replace(LESS_THAN, "&lt;").replace(GUARD, "")

    def restore_words(self, source: str) -> str:
        """HTML without elements, for headings and attribute values, with the text of what was set aside."""
        if self.pieces:
            source = NUMBER.sub(self._words, source)
        return source.replace(LESS_THAN, "&lt;").replace(GUARD, "")

    def _piece(self, found: re.Match[str]) -> str:
        number = int(found.group(1))
        return self.pieces[number] if number < len(self.pieces) else ""

    def _words(self, found: re.Match[str]) -> str:
        piece = self._piece(found)
        # The number of a footnote is not part of the text.
        return "" if piece.startswith("<sup id=") else TAG.sub("", piece)


def make_pattern(allowed: tuple[str, ...]) -> re.Pattern[str]:
    """What has to be set aside when these elements are allowed. Code and escaped characters match too, to skip them."""
    tag = rf"</?(?:{'|'.join(map(re.escape, allowed))})>" if allowed else "(?!)"
    address = r"<(?:https?://[^\s<>]+|[\w.+-]+@[\w.-]+)>"
    note = r"\[\^[^\]\n]{1,100}\]"
    return re.compile(
        rf"(?P<code>{CODE.pattern})|\\<|(?P<escaped>\\.)|(?P<address>{address})|(?P<tag>(?i:{tag}))|(?P<note>{note})|<".replace(
            r"\1", r"\2"
        )
    )


def set_aside(
    source: str, pattern: re.Pattern[str], notes: Footnotes, aside: Aside, make_link: Callable[[str], str]
) -> str:
    """The text for an engine. What is set aside is added to `aside`; `make_link` returns the HTML for an address."""
    if "```" in source or "~~~" in source:
        source = BLOCK_CODE.sub(rf"\1{GUARD}", source)
    if ":" in source:
        source = DEFINITION_AFTER_PLACEHOLDER.sub(rf"\1{GUARD}", source)
    if "<" not in source and not notes.texts:
        return source

    def take(found: re.Match[str]) -> str:
        text, kind = found.group(), found.lastgroup
        piece: str | None = None
        if kind == "escaped":
            return text
        if kind == "tag":
            piece = text.lower()
        elif kind == "address":
            piece = make_link(text[1:-1])
        elif kind == "note":
            piece = notes.use(text[2:-1])
        if piece is None:
            return text.removeprefix("\\").replace("<", LESS_THAN)
        aside.pieces.append(piece)
        return ASIDE.format(len(aside.pieces) - 1)

    return _replace_all(pattern, take, source)


def _replace_all(pattern: re.Pattern[str], take: Callable[[re.Match[str]], str], source: str) -> str:
    """The text with every match replaced. Matches begin with a few characters, which are found quickly."""
    pieces: list[str] = []
    done = 0
    for start in FIRST.finditer(source):
        if start.start() < done or (found := pattern.match(source, start.start())) is None:
            continue
        pieces += (source[done : start.start()], take(found))
        done = found.end()
    return "".join((*pieces, source[done:]))
