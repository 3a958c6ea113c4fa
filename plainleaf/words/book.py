"""One index of all listed phrases: a page is searched once, however many lists there are.

A phrase is searched for only if all its words are on the page, which is tested for few phrases: each is filed under
its longest word, and most pages do not have that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.words.hazards.index import HazardIndex
from plainleaf.words.pairs import PairIndex
from plainleaf.words.phrases import Words
from plainleaf.words.prose import PageProse, PhraseMatch

# A phrase, and the names of the lists it is in.
Listed = tuple[Words, tuple[str, ...]]
# The same, with the number of the phrase's words between them, which is needed wherever the phrase may begin.
Wanted = tuple[Words, int, tuple[str, ...]]

# Phrases that say something only together.
Companions = PairIndex | HazardIndex


class PhraseBook(Struct, frozen=True):
    """The phrases of all lists by their longest word.

    The lists in `pairs` have phrases that say something only in pairs. `words` are the longest words: two sets are
    compared in a fraction of the time of a set and a mapping.
    """

    words: frozenset[str]
    by_longest: Mapping[str, tuple[Listed, ...]]
    pairs: Mapping[str, Companions]


def make_book(lists: Mapping[str, Iterable[Words]], pairs: Mapping[str, Companions] | None = None) -> PhraseBook:
    """Index the phrases of lists and of lists of pairs, each by its name."""
    pairs = pairs or {}
    names: dict[Words, tuple[str, ...]] = {}
    for name, phrases in [*lists.items(), *((name, index.phrases) for name, index in pairs.items())]:
        for phrase in phrases:
            names[phrase] = (*names.get(phrase, ()), name)
    by_longest: dict[str, tuple[Listed, ...]] = {}
    for listed in names.items():
        longest = max(listed[0], key=len)
        by_longest[longest] = (*by_longest.get(longest, ()), listed)
    return PhraseBook(frozenset(by_longest), by_longest, pairs)


def with_phrases(prose: PageProse, book: PhraseBook) -> PageProse:
    """The prose with the phrases of all lists that are in it."""
    return replace(prose, listed=find_phrases(prose, book))


def find_phrases(prose: PageProse, book: PhraseBook) -> dict[str, list[PhraseMatch]]:
    """Every listed phrase within one sentence, by the name of its list.

    Of the phrases of a list that begin at the same word, the longest counts, and none begins within another.
    """
    found: dict[str, list[PhraseMatch]] = {}
    after: dict[str, int] = {}
    wanted = _wanted_phrases(prose.vocabulary, book)
    if not wanted:
        return found
    words, sentences = prose.words, prose.sentences
    firsts = [each.first_word for each in sentences]
    sentence, end = sentences[0], 0
    for number in prose.numbers_of(wanted):
        if number >= end:
            # Every word is in a sentence.
            sentence = sentences[bisect_right(firsts, number) - 1]
            end = sentence.after_words
        for phrase, length, names in wanted[words[number]]:
            after_words = number + length
            if after_words > end or (length > 1 and words[number:after_words] != phrase):
                continue
            match = PhraseMatch(number, after_words, sentence)
            for name in names:
                if after.get(name, 0) <= number:
                    after[name] = after_words
                    found.setdefault(name, []).append(match)
    return found


def _wanted_phrases(vocabulary: frozenset[str], book: PhraseBook) -> Mapping[str, Sequence[Wanted]]:
    """The phrases whose words are all on a page, by first word, the longest first: only these are searched for."""
    likely = vocabulary & book.words
    possible = [each for word in likely for each in book.by_longest[word] if vocabulary.issuperset(each[0])]
    possible.sort(key=_length, reverse=True)
    alone = _without_their_other(possible, book)
    wanted: dict[str, list[Wanted]] = {}
    for phrase, names in possible:
        left = tuple(name for name in names if name not in alone[phrase]) if phrase in alone else names
        if left:
            wanted.setdefault(phrase[0], []).append((phrase, len(phrase), left))
    return wanted


def _length(listed: Listed) -> int:
    """The number of words of a phrase."""
    return len(listed[0])


def _without_their_other(possible: Sequence[Listed], book: PhraseBook) -> Mapping[Words, Sequence[str]]:
    """The phrases of pairs whose other phrase is not on the page, with the names of the lists of these pairs."""
    own: dict[str, list[Words]] = {}
    for phrase, names in possible:
        for name in names:
            if name in book.pairs:
                own.setdefault(name, []).append(phrase)
    alone: dict[Words, list[str]] = {}
    for name, phrases in own.items():
        for phrase in set(phrases).difference(book.pairs[name].complete(phrases)):
            alone.setdefault(phrase, []).append(name)
    return alone
