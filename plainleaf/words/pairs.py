"""Find pairs of phrases near each other: 'numb' and 'groin' in one sentence, whatever stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plainleaf.words.phrases import (
    PhraseIndex,
    PhraseMatch,
    expand_phrase,
    find_phrases,
    phrase_index,
    possible_phrases,
    words_of,
)  # fmt: skip
from plainleaf.words.prose import PageProse

# The number of words that may stand between the two, in any order, or in the order that is listed.
REACH, REACH_IN_ORDER = 6, 3
# Words that begin something else, between a verb and what it is about: "stop smoking and take your tablets".
BREAKS = frozenset({"and", "or", "to", "that", "when", "if", "but", "y", "o", "que", "si", "pero"})
# A side of a pair, from 0: the number of the pair, and 0 or 1. A phrase that needs no other is both sides of a pair.
Side = tuple[int, int]


class PairIndex(Struct, frozen=True):
    """Pairs of phrases, indexed for searching: every phrase, and the sides that it can be."""

    phrases: PhraseIndex
    sides: Mapping[tuple[str, ...], frozenset[Side]]
    alone: frozenset[tuple[str, ...]]


def index_pairs(pairs: Sequence[tuple[str, str]], alone: Sequence[str]) -> PairIndex:
    """Index pairs, each side a list with commas, and phrases that need no other."""
    sides: dict[tuple[str, ...], frozenset[Side]] = {}
    for number, pair in enumerate(pairs):
        for side, listed in enumerate(pair):
            for phrase in listed.split(","):
                words = words_of(phrase)
                sides[words] = sides.get(words, frozenset()) | {(number, side)}
    sides.pop((), None)
    single = frozenset(words for phrase in alone for words in expand_phrase(phrase))
    every = (*(" ".join(words) for words in sides), *(" ".join(words) for words in single))
    return PairIndex(phrase_index(every), sides, single)


def find_pairs(prose: PageProse, pairs: PairIndex, *, is_ordered: bool = False) -> Iterator[PhraseMatch]:
    """Each phrase that needs no other, and each pair, from its first word to its last.

    If it `is_ordered`, the phrases of a pair stand in the order in which they are listed, close to each other.
    """
    found = [*find_phrases(prose, _complete(prose, pairs))]
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
            if is_ordered and not BREAKS.isdisjoint(between):
                break
            if not wanted.isdisjoint(pairs.sides.get(words[later], ())):
                yield PhraseMatch(one.first_word, other.after_words, one.sentence)
                break


def _complete(prose: PageProse, pairs: PairIndex) -> PhraseIndex:
    """The phrases of a page that need no other, or whose other one is on the page too: on most pages, none."""
    possible = possible_phrases(prose.vocabulary, pairs.phrases)
    sides = {side for phrases in possible.values() for phrase in phrases for side in pairs.sides.get(phrase, ())}
    whole = {(pair, side) for pair, side in sides if (pair, 1 - side) in sides}
    found = {
        first: tuple([one for one in phrases if one in pairs.alone or not whole.isdisjoint(pairs.sides.get(one, ()))])
        for first, phrases in possible.items()
    }
    return {first: phrases for first, phrases in found.items() if phrases}
