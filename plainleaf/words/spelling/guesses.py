"""Find misspelt words and guess what was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from msgspec import Struct

from plainleaf.words.cache import memoized
from plainleaf.words.spelling.dictionary import is_in_dictionary

SHORTEST = 7  # letters: shorter words are too often close to another correct word
TWO_MISTAKES = 10  # letters: words of this length or more may contain two mistakes
STEM = 4  # letters: the least that two forms of a word have in common
POSSESSIVE = "'s"
PLURALS = (("ies", "y"), ("iones", "ión"), ("es", ""), ("s", ""))


class Mistake(NamedTuple):
    """A misspelt word, or part of one: its offset in the word, how it is written, what was meant.

    It `is_certain` for a known typo, and a guess otherwise.
    """

    offset: int
    written: str
    meant: str
    is_certain: bool


Speller = Callable[[str], tuple[Mistake, ...]]


class Spelling(Struct, frozen=True):
    """What words are compared with: `targets` may be misspelt, words in `right` and in the language's dictionary are
    correct, `typos` are known mistakes with what was meant, and `endings` are those of forms of one word.
    """

    targets: frozenset[str]
    right: frozenset[str]
    typos: Mapping[str, str]
    endings: frozenset[str]
    language: str


def make_speller(spelling: Spelling) -> Speller:
    """A memoized function that returns the mistakes in a lower-case word.

    A mistake is a known typo, or a word, or a part of a hyphenated word, that is close to just one of the targets, is
    not correct itself, and is not a form of the target that differs only in one of the endings, as 'surgically'
    differs from 'surgical'.
    """
    guess = make_guesser(spelling)
    typos = spelling.typos

    @memoized(50_000)
    def find_mistakes(word: str) -> tuple[Mistake, ...]:
        if word in typos:
            return (Mistake(0, word, typos[word], is_certain=True),)
        found = []
        offset = 0
        for part in word.split("-"):
            meant = guess(part.removesuffix(POSSESSIVE))
            if meant:
                found.append(Mistake(offset, part, meant, is_certain=False))
            offset += len(part) + 1
        return tuple(found)

    return find_mistakes


def make_guesser(spelling: Spelling) -> Callable[[str], str | None]:
    """A function that returns the target of which a lower-case word is a misspelling, or None.

    Targets, words in `right`, and their plurals are never misspelt, and neither is any word of a dictionary: in
    medicine, a letter makes another word. The first letter is assumed correct, so only targets with that letter and a
    similar length are compared. Of two different words that are equally close, none is guessed.
    """
    known, endings = spelling.targets | spelling.right, spelling.endings
    buckets: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for target in sorted(spelling.targets):
        if len(target) >= SHORTEST:
            buckets[target[0], len(target)].append((target, _letters(target)))

    def guess(word: str) -> str | None:
        if len(word) < SHORTEST - 1 or _is_known(word, known):
            return None
        letters = _letters(word)
        near = [
            (distance, target)
            for length in range(len(word) - 2, len(word) + 3)
            for target, its_letters in buckets.get((word[0], length), ())
            if (most := _most_mistakes(word, target)) >= abs(length - len(word))
            and (letters ^ its_letters).bit_count() <= 2 * most
            and (distance := edit_distance(word, target)) <= most
            and not _are_forms(word, target, endings)
        ]
        if not near or is_in_dictionary(word, spelling.language):
            return None
        least, first = min(near)
        others = (target for distance, target in near if distance == least and target != first)
        return first if all(_are_forms(first, other, endings) for other in others) else None

    return guess


def edit_distance(one: str, other: str) -> int:
    """The number of missing, extra, wrong or swapped letters (Damerau-Levenshtein distance with adjacent swaps)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, its_letter in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its_letter))
            is_swap = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its_letter
            row.append(min(cost, before[j - 2] + 1) if is_swap else cost)
        before, above = above, row
    return above[-1]


def _letters(word: str) -> int:
    """The letters of a word as a bit mask. A mistake changes at most two bits, so few words need comparing."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _most_mistakes(word: str, target: str) -> int:
    """The greatest distance that still counts as a misspelling of the target."""
    return 2 if min(len(word), len(target)) >= TWO_MISTAKES else 1


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Whether a word, or its singular, is listed."""
    return word in known or any(
        word.endswith(plural) and word.removesuffix(plural) + single in known for plural, single in PLURALS
    )


def _are_forms(word: str, target: str, endings: Set[str]) -> bool:
    """Whether two words share a stem and differ only in their ending."""
    shared = 0
    for one, other in zip(word, target, strict=False):
        if one != other:
            break
        shared += 1
    return any(not {word[stem:], target[stem:]} - endings - {""} for stem in range(STEM, shared + 1))
