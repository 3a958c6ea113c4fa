"""Extract the plain prose of a page: its sentences, paragraphs, lists and words, each with its place in the source.

The prose is the source with everything that is not read as text replaced by spaces. So an offset into one is also an
offset into the other, and a problem can point at any word in the author's file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, count
from operator import eq
from sys import intern

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.input.invisible import find_unread
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place
from plainleaf.words.cache import memoized
from plainleaf.words.inline import BREAK, FOOTNOTE, blank_markup, shape_of, without_placeholders
from plainleaf.words.outline import PROSE_KINDS, BlockKind, ItemList, Span, outline, with_quoted
from plainleaf.words.values import ListName, PageText

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
# A hyphenated word counts as one, as in McLaughlin's rules for SMOG; so does a number.
WORD = lazy_pattern(r"\w++(?:['-]\w++|[.,:]\d++)*")
# The end of a sentence, and the first character after it in the same block, if there is one. It matches only at the
# first of several full stops, so that many in a row take no longer than one. `_stops` turns all end punctuation into
# full stops first.
SENTENCE_END = lazy_pattern(rf"\.(?<!\..)\.*+[\"'”{APOSTROPHE}»)]*+(?:\s*+{FOOTNOTE})*(?=\s++([^\s{BREAK}{FOOTNOTE}]))")
# A full stop after these does not end a sentence. English and Spanish together: none is a word in the other language.
ABBREVIATIONS = frozenset(
    {"dr", "dra", "mr", "mrs", "ms", "prof", "st", "sr", "sra", "srta", "vs", "e.g", "i.e", "approx", "aprox"}
    | {"u.s", "ee", "ej", "av", "ud", "uds"}
)
# … nor does one after these if a number follows.
BEFORE_NUMBERS = frozenset({"no", "núm", "fig", "vol", "p", "pp", "pág"})
# The endings of those of three letters or more: most words end otherwise and need no further check.
LAST_LETTERS = frozenset(word[-3:] for word in ABBREVIATIONS | BEFORE_NUMBERS)


class Sentence(Struct, frozen=True, order=True, gc=False):
    """A sentence: its start and end offsets, and its words as a range of the words of the page."""

    start: int
    end: int
    first_word: int
    after_words: int

    @property
    def word_count(self) -> int:
        """The number of words."""
        return self.after_words - self.first_word


class PhraseMatch(Struct, frozen=True, order=True, gc=False):
    """A phrase in the text: its words as a range of the words of the page, and the sentence that contains it."""

    first_word: int
    after_words: int
    sentence: Sentence

    def range_in(self, prose: PageProse) -> tuple[int, int]:
        """The offsets of the start and end of the phrase."""
        last = self.after_words - 1
        return prose.word_starts[self.first_word], prose.word_starts[last] + len(prose.words[last])


class Paragraph(Struct, frozen=True):
    """A paragraph, list item, definition, heading or table row, with its sentences."""

    kind: BlockKind
    start: int
    sentences: tuple[Sentence, ...]

    @property
    def is_prose(self) -> bool:
        """Whether the scores count it."""
        return self.kind in PROSE_KINDS


class PageProse(Struct, frozen=True):
    """The prose of a page. Words are in lower case; `scored` are the sentences that the scores count, and `listed` has
    the phrases that were looked for, by the name of their list. For `shape` see shape_of.

    `page` has the text without the characters that readers do not see; `unread` are the offsets in it where those
    were, and their number.

    The starts of words and lines are computed on demand, because only problems need them.
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
    shape: bytes
    unread: tuple[tuple[int, int], ...] = ()
    listed: Mapping[str, Sequence[PhraseMatch]] = {}

    def phrases(self, name: ListName) -> Sequence[PhraseMatch]:
        """The phrases of a list, in the order of the text: none within another, and none across two sentences."""
        return self.listed.get(name, ())

    def numbers_of(self, wanted: Collection[str]) -> Iterator[int]:
        """The numbers of the words that are among some, in the order of the text."""
        return compress(count(), map(wanted.__contains__, self.words))

    @property
    def word_starts(self) -> tuple[int, ...]:
        """The offset in `text` of each word."""
        return _word_starts(self.text)

    @property
    def line_starts(self) -> tuple[int, ...]:
        """The offset in `text`, and in the source, of each line."""
        return _line_starts(self.page.text)


def read_prose(page: PageText) -> PageProse:
    """The prose of a page's Markdown."""
    page, unread = _without_unread(page)
    shape = outline(page.text, page.worded)
    return make_prose(page, shape.text, with_quoted(shape.spans, shape.text), shape.lists, unread)


def make_prose(
    page: PageText,
    text: str,
    spans: Sequence[Span],
    lists: tuple[ItemList, ...] = (),
    unread: tuple[tuple[int, int], ...] = (),
) -> PageProse:
    """The prose in the blocks of a text. For `unread` see PageProse."""
    source = without_placeholders(text)
    pieces: list[str] = []
    done = 0
    for _, start, end in spans:
        pieces += (BREAK * (start - done), source[start:end])
        done = end
    marked = blank_markup("".join(pieces))
    paragraphs, words = _read_sentences(marked, spans)
    scored = [each for each in paragraphs if each.kind in PROSE_KINDS and each.sentences]
    scored_words: list[str] = []
    for each in scored:
        scored_words += words[each.sentences[0].first_word : each.sentences[-1].after_words]
    text = marked.replace(BREAK, " ")
    return PageProse(
        page=page,
        text=text,
        paragraphs=tuple(paragraphs),
        sentences=tuple(chain.from_iterable([each.sentences for each in paragraphs])),
        scored=tuple(chain.from_iterable([each.sentences for each in scored])),
        lists=lists,
        words=words,
        scored_words=tuple(scored_words),
        vocabulary=frozenset(words),
        shape=shape_of(text),
        unread=unread,
    )


def _without_unread(page: PageText) -> tuple[PageText, tuple[tuple[int, int], ...]]:
    """The page without what readers do not see, such as a soft hyphen in a word, and where that was."""
    text, pieces, unread, done, length = page.text, [], [], 0, 0
    for start, end in find_unread(text) if "&" in text or not text.isascii() else ():
        pieces.append(text[done:start])
        length += start - done
        unread.append((length, end - start))
        done = end
    return (replace(page, text="".join([*pieces, text[done:]])), tuple(unread)) if unread else (page, ())


def _read_sentences(text: str, spans: Sequence[Span]) -> tuple[list[Paragraph], tuple[str, ...]]:
    """The blocks of a text with their sentences, and all their words. Between blocks the text has only BREAK."""
    starts, ends, sizes = _sentence_ranges(text, spans)
    lowered = _lower(text)
    words: list[str] = []
    bounds = [0]
    for start, end in zip(starts, ends, strict=True):
        for found in map(_words_in, lowered[start:end].split()):
            words += found
        bounds.append(len(words))
    sentences = [*map(Sentence, starts, ends, bounds, bounds[1:])]
    # A range without a word is not a sentence.
    has_empty = any(map(eq, bounds, bounds[1:]))
    paragraphs = []
    done = 0
    for (kind, start, _), after in zip(spans, sizes, strict=True):
        own = sentences[done:after]
        if has_empty:
            own = [each for each in own if each.after_words > each.first_word]
        paragraphs.append(Paragraph(kind, start, tuple(own)))
        done = after
    return paragraphs, tuple(words)


def _sentence_ranges(text: str, spans: Sequence[Span]) -> tuple[list[int], list[int], list[int]]:
    """Where the sentences of all blocks start and end, and how many there are up to the end of each block."""
    starts: list[int] = []
    ends: list[int] = []
    sizes: list[int] = []
    stops = iter([*_stops(text), (len(text), 0)])
    stop, following = next(stops)
    for _, start, end in spans:
        begin, last = start, end
        block = text[start:end]
        if block != block.strip():
            begin, last = end - len(block.lstrip()), start + len(block.rstrip())
        while stop < last:
            starts.append(begin)
            ends.append(stop)
            begin = following
            stop, following = next(stops)
        if begin < last:
            starts.append(begin)
            ends.append(last)
        sizes.append(len(starts))
    return starts, ends, sizes


@memoized(20_000)
def _words_in(written: str) -> tuple[str, ...]:
    """The words in a text without spaces, such as 'back,' or 'and/or'. Most of them are in the cache.

    Equal words are the same object, which is compared faster.
    """
    return tuple(map(intern, WORD.findall(written)))


def _lower(text: str) -> str:
    """The text in lower case and with straight apostrophes; its length does not change."""
    lowered = text.lower().replace(APOSTROPHE, "'")
    if len(lowered) == len(text):
        return lowered
    # A few letters of other alphabets become two in lower case; these stay as they are.
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _stops(text: str) -> list[tuple[int, int]]:
    """The offsets where sentences end (after their punctuation and footnotes) and where the next ones begin.

    The last sentence of a block is not included.
    """
    # Searching for one character takes a fraction of the time of searching for any of five.
    even = text.replace("!", ".").replace("?", ".").replace("…", ".").replace("؟", ".")
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
    """The place of an offset in the author's file."""
    starts = prose.line_starts
    line = bisect_right(starts, offset) - 1
    column = offset - starts[line] + 1
    column += sum(length for at, length in prose.unread if starts[line] <= at <= offset)
    if line == 0:
        column += prose.page.first_column - 1
    return Place(prose.page.path, prose.page.first_line + line, column)


@lru_cache(maxsize=2)
def _word_starts(text: str) -> tuple[int, ...]:
    """The offset of each word of a text."""
    return tuple([match.start() for match in WORD.finditer(_lower(text))])


@lru_cache(maxsize=2)
def _line_starts(source: str) -> tuple[int, ...]:
    """The offset of each line of a source."""
    return tuple(accumulate([len(line) + 1 for line in source.split("\n")[:-1]], initial=0))
