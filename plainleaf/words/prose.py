"""Make plain prose of a page: its sentences, paragraphs, lists and words, each with its place in the source.

The prose is the source with everything that is not read as text turned into spaces, so an offset into one is
an offset into the other, and any word can be pointed at in the file that the author edits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from msgspec import Struct

from plainleaf.problems import Place
from plainleaf.words.cache import memoized
from plainleaf.words.inline import BREAK, FOOTNOTE, blank_markup, without_placeholders
from plainleaf.words.outline import PROSE_KINDS, BlockKind, ItemList, Span, outline
from plainleaf.words.values import PageText

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# Hyphenated words are one word, as in McLaughlin's rules for SMOG; a number is one word as well.
WORD = re.compile(r"\w++(?:['-]\w++|[.,:]\d++)*")
# The end of a sentence, and the first character after it, if there is one in the same block.
# It is looked for at the first of several marks only, for then many in a row take no longer than one. Every mark is
# a full stop by then, see `_stops`.
SENTENCE_END = re.compile(rf"\.(?<!\..)\.*+[\"'”{APOSTROPHE}»)]*+(?:\s*+{FOOTNOTE})*(?=\s++([^\s{BREAK}{FOOTNOTE}]))")
# After these a full stop ends no sentence. English and Spanish together: none is a word of the other.
ABBREVIATIONS = frozenset(
    {"dr", "dra", "mr", "mrs", "ms", "prof", "st", "sr", "sra", "srta", "vs", "e.g", "i.e", "approx", "aprox"}
    | {"u.s", "ee", "ej", "av", "ud", "uds"}
)
# … and after these it ends none when a number follows.
BEFORE_NUMBERS = frozenset({"no", "núm", "fig", "vol", "p", "pp", "pág"})
# How those of three letters or more end: most words end otherwise, and need no closer look.
LAST_LETTERS = frozenset(word[-3:] for word in ABBREVIATIONS | BEFORE_NUMBERS)


class Sentence(Struct, frozen=True, order=True):
    """A sentence: where it starts and ends in the text, and its words as a range of the words of the page."""

    start: int
    end: int
    first_word: int
    after_words: int

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return self.after_words - self.first_word


class Paragraph(Struct, frozen=True):
    """A paragraph, list item, definition, heading or row of a table, with its sentences."""

    kind: BlockKind
    start: int
    sentences: tuple[Sentence, ...]

    @property
    def is_prose(self) -> bool:
        """Whether a score counts it."""
        return self.kind in PROSE_KINDS


class PageProse(Struct, frozen=True):
    """The prose of a page. Words are in lower case; `scored` are the sentences that scores count.

    Where words and lines start is asked for only where there is something to report, so it is found out then.
    """

    page: PageText
    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    scored: tuple[Sentence, ...]
    lists: tuple[ItemList, ...]
    words: tuple[str, ...]
    scored_words: tuple[str, ...]
    vocabulary: frozenset[str]

    @property
    def word_starts(self) -> tuple[int, ...]:
        """The offset in `text` of each word."""
        return _word_starts(self.text)

    @property
    def line_starts(self) -> tuple[int, ...]:
        """The offset in `text`, and in the source, of each line."""
        return _line_starts(self.page.text)


def read_prose(page: PageText) -> PageProse:
    """Read the Markdown of a page into its prose."""
    shape = outline(page.text, page.worded)
    source = without_placeholders(shape.text)
    pieces: list[str] = []
    done = 0
    for _, start, end in shape.spans:
        pieces += (BREAK * (start - done), source[start:end])
        done = end
    marked = blank_markup("".join(pieces))
    paragraphs, words = _read_sentences(marked, shape.spans)
    scored = [each for each in paragraphs if each.kind in PROSE_KINDS and each.sentences]
    scored_words: list[str] = []
    for each in scored:
        scored_words += words[each.sentences[0].first_word : each.sentences[-1].after_words]
    return PageProse(
        page=page,
        text=marked.replace(BREAK, " "),
        paragraphs=tuple(paragraphs),
        sentences=tuple(chain.from_iterable([each.sentences for each in paragraphs])),
        scored=tuple(chain.from_iterable([each.sentences for each in scored])),
        lists=shape.lists,
        words=words,
        scored_words=tuple(scored_words),
        vocabulary=frozenset(words),
    )


def _read_sentences(text: str, spans: Sequence[Span]) -> tuple[list[Paragraph], tuple[str, ...]]:
    """The blocks of a text, between two of which is nothing but BREAK, with their sentences, and all their words."""
    ranges, sizes = _sentence_ranges(text, spans)
    lowered = _lower(text)
    written = [lowered[start:end].split() for start, end in ranges]
    found = [*map(_words_in, chain.from_iterable(written))]
    # How many words there are before each sentence, and before the end of the last.
    words_before = [*accumulate(map(len, found), initial=0)]
    ends = map(words_before.__getitem__, accumulate(map(len, written), initial=0))
    sentences = [Sentence(*range_, *words) for range_, words in zip(ranges, pairwise(ends), strict=True)]
    paragraphs = []
    done = 0
    for (kind, start, _), after in zip(spans, sizes, strict=True):
        # A stretch without a word is no sentence.
        own = [each for each in sentences[done:after] if each.after_words > each.first_word]
        paragraphs.append(Paragraph(kind, start, tuple(own)))
        done = after
    return paragraphs, (*chain.from_iterable(found),)


def _sentence_ranges(text: str, spans: Sequence[Span]) -> tuple[list[tuple[int, int]], list[int]]:
    """Where the sentences of all blocks start and end, and how many there are up to the end of each block."""
    ranges: list[tuple[int, int]] = []
    sizes: list[int] = []
    stops = iter([*_stops(text), (len(text), 0)])
    stop, following = next(stops)
    for _, start, end in spans:
        begin, last = start, end
        block = text[start:end]
        if block != block.strip():
            begin, last = end - len(block.lstrip()), start + len(block.rstrip())
        while stop < last:
            ranges.append((begin, stop))
            begin = following
            stop, following = next(stops)
        if begin < last:
            ranges.append((begin, last))
        sizes.append(len(ranges))
    return ranges, sizes


@memoized(20_000)
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


def _stops(text: str) -> list[tuple[int, int]]:
    """Where sentences end, after the mark and the footnotes that belong to it, and where the next begin.

    None is given for the last sentence of a block.
    """
    # The search for one certain character takes a fraction of the time of that for any of four.
    even = text.replace("!", ".").replace("?", ".").replace("…", ".")
    return [
        (match.end(), match.start(1))
        for match in SENTENCE_END.finditer(even)
        if not match[1].islower() and not _is_abbreviated(text, match.start(), match[1])
    ]


def _is_abbreviated(text: str, stop: int, following: str) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or to the initial of a name."""
    last = text[max(0, stop - 3) : stop]
    if len(last) == 3 and last.isalpha() and last.lower() not in LAST_LETTERS:
        return False
    words = text[max(0, stop - 12) : stop].replace(BREAK, " ").rsplit(maxsplit=1)
    word = words[-1].lstrip('(["“') if words else ""
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    word = word.lower()
    return word in ABBREVIATIONS or (word in BEFORE_NUMBERS and following.isdigit())


def place_at(prose: PageProse, offset: int) -> Place:
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
