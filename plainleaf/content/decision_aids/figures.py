"""Figures of a decision aid that contradict each other: a note and its figures, and outcomes that exclude others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from plainleaf.content.decision_aids.declared import PEOPLE, ComparedOutcome
from plainleaf.patterns import lazy_pattern
from plainleaf.words import Standard, words_of

# How far the sum of two rounded figures may be off: people of 100.
ROUNDED = 1
# The most letters of a word that comes with "not": "do", "does".
HELPER = 4
# "The exact figure is 12.5.", "La cifra exacta es 12,5." Other notes have figures of other kinds: an age, a risk ratio.
EXACT = lazy_pattern(
    r"\b(?:exact|precis)\w*[^\d.,;:]{0,30}(?<!\w)(\d{1,2}[.,]\d+)(?=[.;)]?(?:\s|$))(?!\s+\w)", re.IGNORECASE
)


class Contradiction(NamedTuple):
    """What contradicts another figure: the number of its outcome, the field and its text, a fact and a fix.

    In a note it may count something else, such as people who had surgery after all, so that is a warning.
    """

    outcome: int
    field: str
    text: str
    message: str
    fix: str
    severity: Literal["error", "warning"] = "error"


def find_contradictions(outcomes: Sequence[ComparedOutcome], standard: Standard) -> Iterator[Contradiction]:
    """The notes that give another figure than their outcome, and opposite outcomes that do not add up to all people."""
    for number, outcome in enumerate(outcomes):
        yield from _in_note(number, outcome, standard)
    for (_, one), (number, other) in combinations(enumerate(outcomes), 2):
        if words_of(one.after) == words_of(other.after) and one.source.name == other.source.name:
            yield from _between(one, other, number, standard)


def _in_note(number: int, outcome: ComparedOutcome, standard: Standard) -> Iterator[Contradiction]:
    counts = [count for count in outcome.figures.values() if count is not None]
    right = {*counts, *(PEOPLE - count for count in counts), *(abs(a - b) for a, b in combinations(counts, 2))}
    for written, share in _shares_in(outcome.note, standard):
        if counts and not any(abs(share - each) <= ROUNDED for each in right):
            message = f"'{written}' is none of the figures of '{outcome.outcome}': {', '.join(map(str, counts))}"
            fix = "Correct one of them. If it counts something else, write it as an outcome of its own."
            yield Contradiction(number, "note", outcome.note, message, fix, "warning")


def _shares_in(note: str, standard: Standard) -> Iterator[tuple[str, float]]:
    """The shares in a text, as so many of 100."""
    grammar = standard.grammar
    for match in grammar.shares.finditer(note):
        written = (match["part"], match["whole"] or match["crowd"] or str(PEOPLE))
        part, whole = (grammar.thousands.sub("", each).replace(",", ".") for each in written)
        yield " ".join(match[0].split()), PEOPLE * float(part) / float(whole)
    for match in EXACT.finditer(note):
        yield match[1], float(match[1].replace(",", "."))


def _between(one: ComparedOutcome, other: ComparedOutcome, number: int, standard: Standard) -> Iterator[Contradiction]:
    """Outcomes that exclude each other: together they must be all people, or at most all."""
    is_opposite, is_either = _are_opposite(one, other, standard), _are_alternatives(one, other, standard)
    for option, count in other.figures.items():
        first = one.figures.get(option)
        if first is None or count is None or not (is_opposite or is_either):
            continue
        both = first + count
        if both > PEOPLE + ROUNDED or (is_opposite and both < PEOPLE - ROUNDED):
            message = f"'{one.outcome}' and '{other.outcome}' are {both} of {PEOPLE} people with '{option}'"
            fix = "Nobody can be counted twice, or left out: look the figures up in their source."
            yield Contradiction(number, "outcome", other.outcome, message, fix)
            return


def _are_opposite(one: ComparedOutcome, other: ComparedOutcome, standard: Standard) -> bool:
    """Whether one outcome denies the other: 'Feel better' and 'Do not feel better'."""
    denials = standard.lists.denials
    first, second = set(words_of(one.outcome)), set(words_of(other.outcome))
    more = (first ^ second) - denials
    is_denied = (not denials.isdisjoint(first)) != (not denials.isdisjoint(second))
    return is_denied and len(more) <= 1 and all(len(word) <= HELPER for word in more)


def _are_alternatives(one: ComparedOutcome, other: ComparedOutcome, standard: Standard) -> bool:
    """Whether two outcomes differ only in how people change: 'Feel better' and 'Feel worse'."""
    changes = standard.lists.changes
    first, second = (set(words_of(each.outcome)) - standard.lists.fillers for each in (one, other))
    return first != second and bool(first & changes and second & changes) and first - changes == second - changes
