"""Pairs of phrases near each other: 'numb' and 'groin' in one sentence, whatever is between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plainleaf.words.phrases import Words, expand_phrase, expand_phrases
from plainleaf.words.prose import PageProse, PhraseMatch

# The most words between the two phrases, in any order, or in the order that is listed.
REACH, REACH_IN_ORDER = 6, 3
# A side of a pair, from 0: the number of the pair, and 0 or 1. A phrase that needs no other is both sides of a pair.
Side = tuple[int, int]


class PairIndex(Struct, frozen=True):
    """Pairs of phrases: the sides that each phrase can be, and the phrases that need no other.

    `breaks` are words that begin something else, between a verb and what it is about: "stop smoking and take your
    tablets". They part pairs that have an order.
    """

    sides: Mapping[Words, frozenset[Side]]
    alone: frozenset[Words]
    breaks: frozenset[str] = frozenset()

    @property
    def phrases(self) -> frozenset[Words]:
        """Every phrase to look for."""
        return self.alone.union(self.sides)

    def complete(self, phrases: Iterable[Words]) -> Iterable[Words]:
        """Those of a page's phrases that need no other, or whose other one is there too: on most pages, none."""
        sides = {side for phrase in phrases for side in self.sides.get(phrase, ())}
        whole = {(pair, side) for pair, side in sides if (pair, 1 - side) in sides}
        return [each for each in phrases if each in self.alone or not whole.isdisjoint(self.sides.get(each, ()))]


def index_pairs(
    pairs: Sequence[tuple[str, str]], alone: tuple[str, ...], breaks: frozenset[str] = frozenset()
) -> PairIndex:
    """Index pairs, each side a list with commas, and phrases that need no other."""
    sides: dict[Words, frozenset[Side]] = {}
    for number, pair in enumerate(pairs):
        for side, listed in enumerate(pair):
            for phrase in listed.split(","):
                for words in expand_phrase(phrase):
                    sides[words] = sides.get(words, frozenset()) | {(number, side)}
    sides.pop((), None)
    return PairIndex(sides, expand_phrases(alone), breaks)


def find_pairs(
    prose: PageProse, found: Sequence[PhraseMatch], pairs: PairIndex, *, is_ordered: bool = False
) -> Iterator[PhraseMatch]:
    """Each of the found phrases that needs no other, and each pair of them, from its first word to its last.

    If it `is_ordered`, the phrases of a pair are close together in the order in which they are listed.
    """
    reach = REACH_IN_ORDER if is_ordered else REACH
    words = [prose.words[each.first_word : each.after_words] for each in found]
    for number, one in enumerate(found):
        if words[number] in pairs.alone:
            yield one
            continue
        wanted = {(pair, 1 - side) for pair, side in pairs.sides[words[number]] if not (is_ordered and side)}
        for later in range(number + 1, len(found)):
            other = found[later]
            if other.sentence != one.sentence or other.first_word - one.after_words > reach:
                break
            between = prose.words[one.after_words : other.first_word]
            if is_ordered and not pairs.breaks.isdisjoint(between):
                break
            if not wanted.isdisjoint(pairs.sides.get(words[later], ())):
                yield PhraseMatch(one.first_word, other.after_words, one.sentence)
                break
