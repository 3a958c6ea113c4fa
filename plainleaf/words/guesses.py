"""Find misspelt words and guess what was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from typing import NamedTuple

from plainleaf.words.cache import memoized

SHORTEST = 7  # letters: shorter words are too often close to another correct word
TWO_MISTAKES = 10  # letters: words of this length or more may contain two mistakes
STEM = 4  # letters: the least that two forms of a word have in common
POSSESSIVE = "'s"
PLURALS = (("ies", "y"), ("iones", "ión"), ("es", ""), ("s", ""))


class Mistake(NamedTuple):
    """A misspelt word, or part of one: its offset in the word, how it is written, what was meant."""

    offset: int
    written: str
    meant: str


Speller = Callable[[str], tuple[Mistake, ...]]


def make_speller(targets: Iterable[str], right: Iterable[str], typos: Mapping[str, str], endings: Set[str]) -> Speller:
    """A memoized function that gives the mistakes in a lower-case word.

    `typos` are known mistakes. Otherwise a mistake is a word, or a part of a hyphenated word, that is close to one of
    the targets, is not correct itself, and is not a form of the target that differs only in one of the `endings`, as
    'surgically' differs from 'surgical'.
    """
    guess = make_guesser(targets, right, endings)

    @memoized(50_000)
    def find_mistakes(word: str) -> tuple[Mistake, ...]:
        if word in typos:
            return (Mistake(0, word, typos[word]),)
        found = []
        offset = 0
        for part in word.split("-"):
            meant = guess(part.removesuffix(POSSESSIVE))
            if meant:
                found.append(Mistake(offset, part, meant))
            offset += len(part) + 1
        return tuple(found)

    return find_mistakes


def make_guesser(targets: Iterable[str], right: Iterable[str], endings: Set[str]) -> Callable[[str], str | None]:
    """A function that gives the target of which a lower-case word is a misspelling, or None.

    Targets, words in `right`, and their plurals are never misspelt. The first letter is assumed correct, so only
    targets with that letter and a similar length are compared.
    """
    known = frozenset(targets) | frozenset(right)
    buckets: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for target in sorted(set(targets)):
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
        return min(near)[1] if near else None

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
