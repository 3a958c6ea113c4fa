"""Find listed phrases among the words of a page, in time linear in the words and independent of the list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, product
from typing import NamedTuple

from plainleaf.words.prose import APOSTROPHE, WORD, PageProse, Sentence

# First word -> the phrases that begin with it, as tuples of words, the longest first.
PhraseIndex = Mapping[str, tuple[tuple[str, ...], ...]]


class PhraseMatch(NamedTuple):
    """A phrase in the text: its words as a range of the words of the page, and the sentence that contains it."""

    first_word: int
    after_words: int
    sentence: Sentence

    def range_in(self, prose: PageProse) -> tuple[int, int]:
        """The offsets of the start and end of the phrase."""
        last = self.after_words - 1
        return prose.word_starts[self.first_word], prose.word_starts[last] + len(prose.words[last])


@lru_cache(maxsize=256)
def phrase_index(phrases: tuple[str, ...]) -> PhraseIndex:
    """Index phrases for searching. `best care|clinic` means 'best care' and 'best clinic'."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        for words in expand_phrase(phrase):
            by_first.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(longer, key=lambda one: (-len(one), one))) for first, longer in by_first.items()}


def expand_phrase(phrase: str) -> Iterator[tuple[str, ...]]:
    """The phrases that a listed one expands to, as words."""
    for choice in product(*(part.split("|") for part in phrase.split())):
        yield words_of(" ".join(choice))


def words_of(text: str) -> tuple[str, ...]:
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
    """Whether the text of a link or a button is one with which people book.

    That is so if one of the `phrases` is in it; one of a single word has to be the first word of the text.
    """
    single = {phrase for phrase in phrases if " " not in phrase}
    longer = tuple(phrase for phrase in phrases if " " in phrase)
    return not single.isdisjoint(words_of(text)[:1]) or find_phrase(text, longer) is not None


def find_phrases(prose: PageProse, index: PhraseIndex) -> Iterator[PhraseMatch]:
    """Every listed phrase within one sentence; of those that begin at the same word, the longest."""
    possible = possible_phrases(prose.vocabulary, index)
    if not possible:
        return
    after = 0
    words = prose.words
    for number in sorted(chain.from_iterable(map(prose.places.__getitem__, possible))):
        if number < after:
            continue
        for phrase in possible[words[number]]:
            after_words = number + len(phrase)
            if words[number:after_words] == phrase:
                sentence = sentence_with(prose, number)
                if sentence and after_words <= sentence.after_words:
                    yield PhraseMatch(number, after_words, sentence)
                    after = after_words
                    break


def find_in_sentence(prose: PageProse, index: PhraseIndex, sentence: Sentence) -> Iterator[PhraseMatch]:
    """Every listed phrase of one sentence: faster than all phrases of a page, where few sentences matter."""
    after = 0
    for number in range(sentence.first_word, sentence.after_words):
        for phrase in index.get(prose.words[number], ()) if number >= after else ():
            if prose.words[number : number + len(phrase)] == phrase and number + len(phrase) <= sentence.after_words:
                after = number + len(phrase)
                yield PhraseMatch(number, after, sentence)
                break


def possible_phrases(vocabulary: frozenset[str], index: PhraseIndex) -> PhraseIndex:
    """The phrases whose words all occur on the page: few, so only these are searched for."""
    found = {first: tuple([one for one in index[first] if vocabulary.issuperset(one)])
             for first in vocabulary.intersection(index)}  # fmt: skip
    return {first: phrases for first, phrases in found.items() if phrases}


def sentence_with(prose: PageProse, word: int) -> Sentence | None:
    """The sentence that contains a word, or None."""
    at = bisect_right(prose.sentences, word, key=lambda sentence: sentence.first_word) - 1
    return prose.sentences[at] if at >= 0 and word < prose.sentences[at].after_words else None
