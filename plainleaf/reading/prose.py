"""Make plain prose of a page: its sentences, paragraphs, lists and words, each with its place in the source.

The prose is the source with everything that is not read as text turned into spaces, so an offset into one is
an offset into the other, and any word can be pointed at in the file that the author edits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from msgspec import Struct

from plainleaf.problems import Place
from plainleaf.reading.blocks import PROSE_KINDS, BlockKind, ItemList, Span, outline
from plainleaf.reading.inline import BREAK, FOOTNOTE, blank_marks, without_stand_ins
from plainleaf.reading.values import PageText

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# Hyphenated words are one word, as in McLaughlin's rules for SMOG; a number is one word as well.
WORD = re.compile(r"\w++(?:['-]\w++|[.,:]\d++)*")
# The end of a sentence, and the first character after it, if there is one.
SENTENCE_END = re.compile(rf"[.!?…][.!?…]*+[\"'”{APOSTROPHE}»)]*+(?:\s*+{FOOTNOTE})*(?=\s++(\S)|\s*+\Z)")
# After these a full stop ends no sentence. English and Spanish together: none is a word of the other.
ABBREVIATIONS = frozenset(
    {"dr", "dra", "mr", "mrs", "ms", "prof", "st", "sr", "sra", "srta", "vs", "e.g", "i.e", "approx", "aprox"}
    | {"u.s", "ee", "ej", "av", "ud", "uds"}
)
# … and after these it ends none when a number follows.
BEFORE_NUMBERS = frozenset({"no", "núm", "fig", "vol", "p", "pp", "pág"})
# How those of three letters or more end: most words end otherwise, and need no closer look.
LAST_LETTERS = frozenset(word[-3:] for word in ABBREVIATIONS | BEFORE_NUMBERS)


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


class Prose(Struct, frozen=True):
    """The prose of a page. `words` are in lower case; `scored` are the sentences that scores count.

    Where words and lines start is asked for only where there is something to report, so it is found out then.
    """

    page: PageText
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    scored: tuple[Sentence, ...]
    lists: tuple[ItemList, ...]
    words: tuple[str, ...]
    vocabulary: frozenset[str]

    @property
    def word_starts(self) -> tuple[int, ...]:
        """The offset in `text` of each word."""
        return _word_starts(self.text)

    @property
    def line_starts(self) -> tuple[int, ...]:
        """The offset in `text`, and in the source, of each line."""
        return _line_starts(self.page.text)


def read_prose(page: PageText) -> Prose:
    """Read the Markdown of a page into its prose."""
    shape = outline(page.text)
    source = without_stand_ins(shape.text)
    pieces: list[str] = []
    done = 0
    for _, start, end in shape.spans:
        pieces += (BREAK * (start - done), source[start:end])
        done = end
    text = blank_marks("".join(pieces))
    paragraphs, words = _read_sentences(text, shape.spans)
    return Prose(
        page=page,
        text=text,
        paragraphs=tuple(paragraphs),
        sentences=tuple(chain.from_iterable([each.sentences for each in paragraphs])),
        scored=tuple(chain.from_iterable([each.sentences for each in paragraphs if each.kind in PROSE_KINDS])),
        lists=shape.lists,
        words=tuple(words),
        vocabulary=frozenset(words),
    )


def scored_words(prose: Prose) -> list[str]:
    """The words that scores count."""
    words: list[str] = []
    for sentence in prose.scored:
        words += prose.words[sentence.first_word : sentence.after_words]
    return words


def _read_sentences(text: str, spans: Sequence[Span]) -> tuple[list[Paragraph], list[str]]:
    """The blocks of a text with their sentences, and the words of them all."""
    lowered = _lower(text)
    paragraphs: list[Paragraph] = []
    words: list[str] = []
    stops = _stops(text)
    stop, after = next(stops)
    for kind, start, end in spans:
        sentences: list[Sentence] = []
        begin = end - len(text[start:end].lstrip())
        while begin < end:
            while stop <= begin:
                stop, after = next(stops)
            until = stop if stop < end else end
            first_word = len(words)
            words += chain.from_iterable(map(_words_in, lowered[begin:until].split()))
            # A stretch without a word is no sentence.
            after_words = len(words)
            if after_words > first_word:
                sentences.append(Sentence(begin, until, first_word, after_words))
            begin = after if until == stop else end
        paragraphs.append(Paragraph(kind, start, tuple(sentences)))
    return paragraphs, words


@lru_cache(maxsize=20_000)
def _words_in(written: str) -> tuple[str, ...]:
    """The words of something without spaces: 'back,' and 'and/or'. Most of it was seen before."""
    return tuple(WORD.findall(written))


def _lower(text: str) -> str:
    """The text in small letters and with straight apostrophes, as long as before."""
    lowered = text.lower().replace(APOSTROPHE, "'")
    if len(lowered) == len(text):
        return lowered
    # A few letters of other alphabets become two when made small; these stay as they are.
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _stops(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences end, after the mark and the footnotes that belong to it, and where the text goes on.

    The last is the end of the text.
    """
    for match in SENTENCE_END.finditer(text):
        following = match[1]
        if following and not following.islower() and not _is_abbreviated(text, match.start(), following):
            yield match.end(), match.start(1)
    yield len(text), len(text)


def _is_abbreviated(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or to the initial of a name."""
    last = text[max(0, stop - 3) : stop]
    if len(last) == 3 and last.isalpha() and last.lower() not in LAST_LETTERS:
        return False
    words = text[max(0, stop - 12) : stop].rsplit(maxsplit=1)
    word = words[-1].lstrip('(["“') if words else ""
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    word = word.lower()
    return word in ABBREVIATIONS or (word in BEFORE_NUMBERS and following.isdigit())


def place_at(prose: Prose, offset: int) -> Place:
    """The place in the author's file of a character of the text."""
    starts = prose.line_starts
    line = bisect_right(starts, offset) - 1
    column = offset - starts[line] + 1
    if line == 0:
        column += prose.page.first_column - 1
    return Place(prose.page.path, prose.page.first_line + line, column)


@lru_cache(maxsize=2)
def _word_starts(text: str) -> tuple[int, ...]:
    """Where the words of a text start."""
    return tuple([match.start() for match in WORD.finditer(_lower(text))])


@lru_cache(maxsize=2)
def _line_starts(source: str) -> tuple[int, ...]:
    """Where the lines of a source start."""
    return tuple(accumulate([len(line) + 1 for line in source.split("\n")[:-1]], initial=0))
