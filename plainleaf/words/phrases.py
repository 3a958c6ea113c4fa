"""Listed phrases as words, and whether a short text has one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from plainleaf.words.prose import APOSTROPHE, WORD, PageProse, PhraseMatch, Sentence

# A phrase.
Words = tuple[str, ...]
# First word -> the phrases that begin with it, the longest first.
PhraseIndex = Mapping[str, tuple[Words, ...]]


@lru_cache(maxsize=256)
def phrase_index(phrases: tuple[str, ...]) -> PhraseIndex:
    """Index phrases for searching short texts. `best care|clinic` means 'best care' and 'best clinic'."""
    by_first: dict[str, set[Words]] = {}
    for words in expand_phrases(phrases):
        by_first.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(longer, key=lambda one: (-len(one), one))) for first, longer in by_first.items()}


def expand_phrases(phrases: tuple[str, ...]) -> frozenset[Words]:
    """The phrases that listed ones expand to, as words."""
    return frozenset(words for phrase in phrases for words in expand_phrase(phrase))


def expand_phrase(phrase: str) -> Iterator[Words]:
    """The phrases that a listed one expands to, as words."""
    for choice in product(*(part.split("|") for part in phrase.split())):
        yield words_of(" ".join(choice))


def words_of(text: str) -> Words:
    """The words of a text, in lower case like the words of a page."""
    return tuple(WORD.findall(text.lower().replace(APOSTROPHE, "'")))


def find_phrase(text: str, phrases: tuple[str, ...]) -> str | None:
    """The first listed phrase among the words of a short text, as its words with spaces between them."""
    index, words = phrase_index(phrases), words_of(text)
    for number, word in enumerate(words):
        for phrase in index.get(word, ()):
            if words[number : number + len(phrase)] == phrase:
                return " ".join(phrase)
    return None


@lru_cache(maxsize=4_000)
def says_booking(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether the text of a link or a button is one by which people book.

    It is if it contains one of the `phrases`; a phrase of a single word has to be the first word of the text.
    """
    single = {phrase for phrase in phrases if " " not in phrase}
    longer = tuple(phrase for phrase in phrases if " " in phrase)
    return not single.isdisjoint(words_of(text)[:1]) or find_phrase(text, longer) is not None


def sentence_with(prose: PageProse, word: int) -> Sentence | None:
    """The sentence that contains a word, or None."""
    at = bisect_right(prose.sentences, word, key=lambda sentence: sentence.first_word) - 1
    return prose.sentences[at] if at >= 0 and word < prose.sentences[at].after_words else None


def phrases_in(prose: PageProse, sentence: Sentence, index: PhraseIndex) -> Iterator[PhraseMatch]:
    """The indexed phrases of one sentence: for lists of common words, which need not be sought on whole pages."""
    after = 0
    for number in range(sentence.first_word, sentence.after_words):
        for phrase in index.get(prose.words[number], ()) if number >= after else ():
            if prose.words[number : min(number + len(phrase), sentence.after_words)] == phrase:
                after = number + len(phrase)
                yield PhraseMatch(number, after, sentence)
                break
