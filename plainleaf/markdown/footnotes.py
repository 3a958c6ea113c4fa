"""Footnotes: taken out of a text before it is parsed and put at its end afterwards, in the same way for every engine.

The texts of the notes are parsed with the page, after everything else. Before each comes a paragraph with only a
placeholder. So links and emphasis work in notes like anywhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape

from msgspec import Struct, field

from plainleaf.patterns import lazy_pattern

NOTE_PLACEHOLDER = "\ue007{}\ue008"
NOTE_BOUNDARY = lazy_pattern("<p>\ue007\\d+\ue008</p>\n")
DEFINITION = lazy_pattern(r" {0,3}\[\^([^\]\n]{1,100})\]:[ ]*(.*)")
# No line before the first of these begins a note.
NAME = lazy_pattern(r"\[\^[^\]\n]{1,100}\]:")
INDENT = " " * 4
# Around the items of the list of notes.
BEGIN, END = '<div class="footnote">\n<hr>\n<ol>\n', "</ol>\n</div>"
# The items of the list of notes, and the links to them and back; the first link back has no number.
ITEM = lazy_pattern('<li id="fn:([^"]*)">')
LINK = lazy_pattern('class="footnote-(ref|backref)" href="#fn(?:ref(\\d*))?:([^"]*)"')


class Footnotes(Struct):
    """The notes of one text: their texts and numbers by name, in the order of their uses, and how often each was used.

    Their ids have the `prefix` and the number in them: names would be longer, and may have spaces.
    """

    texts: Mapping[str, str]
    numbers: Mapping[str, int]
    prefix: str = ""
    uses: dict[str, int] = field(default_factory=dict)

    def use(self, name: str) -> str | None:
        """The HTML of the next use of a note; None if there is no such note."""
        if name not in self.texts:
            return None
        count = self.uses[name] = self.uses.get(name, 0) + 1
        number = self.numbers[name]
        anchor = f"{self.prefix}{number}"
        reference = f'<a class="footnote-ref" href="#fn:{anchor}">{number}</a>'
        return f'<sup id="{_reference(count)}:{anchor}">{reference}</sup>'

    def assemble(self, source: str) -> str:
        """The HTML of a text and its notes, with the notes as a list whose items link back to where they are used."""
        if not self.texts:
            return source
        page, *texts = NOTE_BOUNDARY.split(source)
        items = "".join(self._item(name, text) for name, text in zip(self.texts, texts, strict=True))
        return f"{page}{BEGIN}{items}{END}\n"

    def _item(self, name: str, text: str) -> str:
        anchor = f"{self.prefix}{self.numbers[name]}"
        back = "".join(
            f'<a class="footnote-backref" href="#{_reference(use)}:{anchor}">↩</a>'
            for use in range(1, max(1, self.uses.get(name, 0)) + 1)
        )
        body = text.rstrip("\n")
        paragraph = body.removesuffix("</p>")
        # The backlink goes into the last paragraph, or into one of its own.
        body = f"{paragraph}&#160;{back}</p>" if paragraph != body else f"{body}\n<p>{back}</p>"
        return f'<li id="fn:{anchor}">\n{body.lstrip()}\n</li>\n'


def _reference(count: int) -> str:
    return "fnref" if count == 1 else f"fnref{count}"


def split_notes(html: str) -> tuple[str, str]:
    """The HTML of a text without the list of notes at its end, and the items of that list, "" if there is none."""
    text, begin, notes = html.rstrip().rpartition(BEGIN)
    return (text, notes.removesuffix(END)) if begin and notes.endswith(END) else (html, "")


def name_notes(html: str, words: Mapping[str, str]) -> str:
    """The HTML of a text with accessible names for the links to its notes and back, each different from the others."""
    if 'class="footnote"' not in html:
        return html
    numbers = {name: number for number, name in enumerate(ITEM.findall(html), 1)}
    places = Counter(name for kind, _, name in LINK.findall(html) if kind == "backref")

    def name_link(found: re.Match[str]) -> str:
        kind, place, name = found.groups()
        number, count = numbers.get(name, 0), places[name]
        text = words["note_mark" if kind == "ref" else "note_back_one" if count == 1 else "note_back"]
        for gap, value in (("number", number), ("place", place or 1), ("count", count)):
            text = text.replace(f"{{{gap}}}", str(value))
        return f'{found.group()} role="doc-{"noteref" if kind == "ref" else "backlink"}" aria-label="{escape(text)}"'

    return LINK.sub(name_link, html)


def extract_notes(source: str, prefix: str = "") -> tuple[str, Footnotes]:
    """The text with the texts of its notes moved to its end, and the notes, whose ids have the `prefix` in them."""
    texts: dict[str, str] = {}
    first = NAME.search(source)
    if first is None:
        return source, make_footnotes(texts, prefix)
    start = source.rfind("\n", 0, first.start()) + 1
    lines = source[start:].split("\n")
    remaining: list[str] = []
    at = 0
    while at < len(lines):
        found = DEFINITION.match(lines[at])
        at += 1
        if found is None:
            remaining.append(lines[at - 1])
            continue
        body, at = _read_note(lines, at)
        texts[found.group(1)] = "\n".join([found.group(2), *body])
        remaining.append("")
    rest = source[:start] + "\n".join(remaining)
    texts = _as_used(texts, rest)
    moved = (f"\n\n{NOTE_PLACEHOLDER.format(number)}\n\n{text}" for number, text in enumerate(texts.values()))
    return rest + "".join(moved), make_footnotes(texts, prefix)


def _as_used(texts: Mapping[str, str], source: str) -> dict[str, str]:
    """Notes in the order of their first uses, which readers meet. Those without a use come last, as written."""
    places = {name: source.find(f"[^{name}]") for name in texts}
    return {name: texts[name] for name in sorted(texts, key=lambda name: (places[name] < 0, places[name]))}


def make_footnotes(texts: Mapping[str, str], prefix: str) -> Footnotes:
    """Notes that are numbered in the order given."""
    return Footnotes(texts, {name: number for number, name in enumerate(texts, 1)}, prefix)


def _read_note(lines: list[str], at: int) -> tuple[list[str], int]:
    """The lines of a note from the second on, and the index of the line after it."""
    body: list[str] = []
    while at < len(lines) and not DEFINITION.match(lines[at]):
        if not lines[at]:
            following = next((number for number in range(at, len(lines)) if lines[number]), len(lines))
            if following == len(lines) or not lines[following].startswith(INDENT):
                return body, at
            body.append("")
            at = following
        body.append(lines[at].removeprefix(INDENT))
        at += 1
    return body, at
