"""Make plain prose of a page: its sentences, paragraphs, lists and words, each with its place in the source.

The prose is the source with everything that is not read as text turned into spaces, so an offset into one is
an offset into the other, and any word can be pointed at in the file that the author edits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plainleaf.problems import Place
from plainleaf.reading.blocks import PROSE_KINDS, BlockKind, ItemList, outline
from plainleaf.reading.inline import FOOTNOTE, blank_marks
from plainleaf.reading.values import PageText

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# Hyphenated words are one word, as in McLaughlin's rules for SMOG; a number is one word as well.
WORD = re.compile(r"\w++(?:['-]\w++|[.,:]\d++)*")
SENTENCE_END = re.compile(rf"[.!?…][.!?…]*+[\"'”{APOSTROPHE}»)]*+(?:\s*+{FOOTNOTE})*(?=\s|$)")
# After these a full stop ends no sentence. English and Spanish together: none is a word of the other.
ABBREVIATIONS = frozenset(
    {"dr", "dra", "mr", "mrs", "ms", "prof", "st", "sr", "sra", "srta", "vs", "e.g", "i.e", "approx", "aprox"}
    | {"u.s", "ee", "ej", "av", "ud", "uds"}
)
# … and after these it ends none when a number follows.
BEFORE_NUMBERS = frozenset({"no", "núm", "fig", "vol", "p", "pp", "pág"})
NOT_SPACE = re.compile(r"\S")


class Sentence(NamedTuple):
    """A sentence: where it starts and ends in the text, and its words as a range of the words of the page."""

    start: int
    end: int
    first_word: int
    after_words: int

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return self.after_words - self.first_word


class Paragraph(NamedTuple):
    """A paragraph, list item, definition, heading or row of a table, with its sentences."""

    kind: BlockKind
    start: int
    sentences: tuple[Sentence, ...]

    @property
    def is_prose(self) -> bool:
        """Whether a score counts it."""
        return self.kind in PROSE_KINDS


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of a page. `words` are in lower case; the starts of words and lines are offsets in `text`."""

    page: PageText
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    lists: tuple[ItemList, ...]
    words: tuple[str, ...]
    vocabulary: frozenset[str]
    word_starts: tuple[int, ...]
    line_starts: tuple[int, ...]


def read_prose(page: PageText) -> Prose:
    """Read the Markdown of a page into its prose."""
    shape = outline(page.text)
    pieces: list[str] = []
    done = 0
    for span in shape.spans:
        pieces += (" " * (span.start - done), blank_marks(shape.text[span.start : span.end]))
        done = span.end
    text = "".join(pieces)
    found = list(WORD.finditer(_lower(text)))
    words = tuple([match[0] for match in found])
    starts = tuple([match.start() for match in found])
    stops = list(_stops(text))
    paragraphs = tuple(
        [Paragraph(kind, start, tuple(_sentences(text, start, end, stops, starts))) for kind, start, end in shape.spans]
    )
    return Prose(
        page=page,
        text=text,
        paragraphs=paragraphs,
        sentences=tuple([sentence for paragraph in paragraphs for sentence in paragraph.sentences]),
        lists=shape.lists,
        words=words,
        vocabulary=frozenset(words),
        word_starts=starts,
        line_starts=shape.line_starts,
    )


def _lower(text: str) -> str:
    """The text in small letters and with straight apostrophes, as long as before."""
    lowered = text.lower().replace(APOSTROPHE, "'")
    if len(lowered) == len(text):
        return lowered
    # A few letters of other alphabets become two when made small; these stay as they are.
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _sentences(text: str, start: int, end: int, stops: Sequence[int], word_starts: Sequence[int]) -> Iterator[Sentence]:
    """Split a block at the stops that lie in it. A stretch without a word is no sentence."""
    first_word = bisect_left(word_starts, start)
    for stop in (*stops[bisect_right(stops, start) : bisect_left(stops, end)], end):
        after_words = bisect_left(word_starts, stop, first_word)
        if after_words > first_word:
            seen = NOT_SPACE.search(text, start, stop)
            yield Sentence(seen.start() if seen else start, stop, first_word, after_words)
        start, first_word = stop, after_words


def _stops(text: str) -> Iterator[int]:
    """Where sentences of the text end: after the mark and the footnotes that belong to it."""
    for match in SENTENCE_END.finditer(text):
        following = NOT_SPACE.search(text, match.end())
        if following is None:
            break
        if not (following[0].islower() or _is_abbreviated(text, match.start(), following[0])):
            yield match.end()


def _is_abbreviated(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or to the initial of a name."""
    words = text[max(0, stop - 12) : stop].rsplit(maxsplit=1)
    word = words[-1].lstrip('(["“') if words else ""
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    word = word.lower()
    return word in ABBREVIATIONS or (word in BEFORE_NUMBERS and following.isdigit())


def place_at(prose: Prose, offset: int) -> Place:
    """The place in the author's file of a character of the text."""
    line = bisect_right(prose.line_starts, offset) - 1
    column = offset - prose.line_starts[line] + 1
    if line == 0:
        column += prose.page.first_column - 1
    return Place(prose.page.path, prose.page.first_line + line, column)
