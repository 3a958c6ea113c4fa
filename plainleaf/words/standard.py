"""The standard that pages are judged by, indexed once for many pages, and helpers for rules to report problems."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from plainleaf.problems import Problem
from plainleaf.words.guesses import Speller, Spelling, make_speller
from plainleaf.words.inline import PLACEHOLDERS
from plainleaf.words.pairs import PairIndex, index_pairs
from plainleaf.words.phrases import PhraseIndex, expand_phrase, phrase_index, words_of
from plainleaf.words.prose import PageProse, place_at
from plainleaf.words.readability.scores import TermIndex, index_terms
from plainleaf.words.values import Limits, TermForms
from plainleaf.words.wordlists import WordLists

Severity = Literal["error", "warning"]
# The name of a phone number in config.yaml, and the number.
NamedNumber = tuple[str, str]
# A phrase.
Words = tuple[str, ...]

# The lookbehind comes after the first capital, so that the regex engine can search for capitals alone.
ACRONYM = re.compile(r"([A-Z](?<![\w&].)[A-Z]{1,5})s?(?![\w&])")
# What writers leave for themselves: whether it may be published is judged elsewhere.
TO_DO = frozenset({"TODO", "FIXME", "TBD"})
# letters: a one-word term is always checked for misspellings; of a longer term, only its words of this length or more,
# because short ones are often ordinary words.
LONG_WORD = 9
PHONE_DIGITS = 10
# The name of the number for people who think of suicide.
CRISIS = "crisis"


class Standard(Struct, frozen=True):
    """The word lists of the page's language, the terms of the site and the limits, indexed for lookup.

    `phones` has the names of the site's numbers by their ten digits. `crisis` is the number of the crisis line, "" if
    it is not known.
    """

    lists: WordLists
    terms: TermIndex
    limits: Limits
    acronyms: frozenset[str]
    find_mistakes: Speller
    plain: Mapping[str, str]
    claims: PhraseIndex
    not_claims: PhraseIndex
    rest: PhraseIndex
    rest_names: PhraseIndex
    rest_wider: PhraseIndex
    red_flags: PairIndex
    harmless: PhraseIndex
    urgent: PhraseIndex
    medicine_orders: PairIndex
    daily_most: Mapping[str, int]
    conditions: PhraseIndex
    not_the_same: Mapping[Words, frozenset[Words]]
    same_as: frozenset[tuple[str, ...]]
    shop: PhraseIndex
    vague_links: frozenset[Words]
    email_promises: PhraseIndex
    email_promises_in_notices: PhraseIndex
    phones: Mapping[str, str]
    self_harm: PhraseIndex
    not_self_harm: PhraseIndex
    crisis: str


def make_standard(
    lists: WordLists, terms: Sequence[TermForms], limits: Limits, language: str, phones: Sequence[NamedNumber] = ()
) -> Standard:
    """Index the lists of a language and the site's phone numbers, once for many pages; the last few are cached."""
    return _make_standard(lists, tuple(terms), limits, language, tuple(phones))


@lru_cache(maxsize=8)
def _make_standard(
    lists: WordLists, terms: tuple[TermForms, ...], limits: Limits, language: str, phones: tuple[NamedNumber, ...]
) -> Standard:
    """Build every index that the rules use."""
    forms = [words_of(form) for term in terms for form in term.forms]
    targets = {word for words in forms for word in words if len(words) == 1 or len(word) >= LONG_WORD}
    right = lists.right.union(*forms)
    spelling = Spelling(lists.medical | targets, right, dict(lists.typos), lists.endings, language)
    return Standard(
        lists=lists,
        terms=index_terms(terms),
        limits=limits,
        acronyms=lists.acronyms
        | TO_DO
        | {found for term in terms for form in term.forms for found in ACRONYM.findall(form)},
        find_mistakes=make_speller(spelling),
        plain=dict(lists.plain),
        claims=phrase_index(lists.claims),
        not_claims=phrase_index(lists.not_claims),
        rest=phrase_index(lists.rest),
        rest_names=phrase_index(lists.rest_names),
        rest_wider=phrase_index(lists.rest_wider),
        red_flags=index_pairs(lists.red_flag_pairs, lists.red_flag_signs),
        harmless=phrase_index(lists.harmless),
        urgent=phrase_index(lists.urgent),
        medicine_orders=index_pairs(lists.medicine_pairs, lists.medicine_orders),
        daily_most={name.lower(): int(most) for name, most in lists.daily_most if most.isdecimal()},
        conditions=phrase_index(tuple(name for pair in lists.not_the_same for name in pair)),
        not_the_same=_index_pairs(lists.not_the_same),
        same_as=frozenset(words for phrase in lists.same_as for words in expand_phrase(phrase)),
        shop=phrase_index(lists.shop),
        vague_links=frozenset(words for phrase in lists.vague_links for words in expand_phrase(phrase)),
        email_promises=phrase_index(lists.email_promises),
        email_promises_in_notices=phrase_index(lists.email_promises_in_notices),
        # Of two names for one number the first counts.
        phones={key: name for name, number in reversed(phones) if (key := phone_key(number))},
        self_harm=phrase_index(lists.self_harm),
        not_self_harm=phrase_index(lists.not_self_harm),
        crisis=dict(phones).get(CRISIS, ""),
    )


def _index_pairs(pairs: Sequence[tuple[str, str]]) -> dict[Words, frozenset[Words]]:
    """For each name of a condition the names of those that are not the same."""
    others: dict[Words, frozenset[Words]] = {}
    for one, other in pairs:
        for names, different in ((one, other), (other, one)):
            for name in expand_phrase(names):
                others[name] = others.get(name, frozenset()).union(expand_phrase(different))
    return others


def phone_key(number: str) -> str:
    """The ten digits of a number, however it is written; "" for one of another country or with letters in it."""
    digits = "".join(filter(str.isdecimal, number)).removeprefix("1")
    return digits if len(digits) == PHONE_DIGITS else ""


def problem_at(prose: PageProse, offset: int, rule: str, message: str, fix: str, severity: Severity) -> Problem:
    """A problem at the place of a character of the prose."""
    return Problem(place_at(prose, offset), rule, message, fix, severity)


def quoted(prose: PageProse, start: int, end: int, *, most: int = 60) -> str:
    """Words of the prose for a message: on one line, shortened to about `most` characters."""
    text = " ".join(PLACEHOLDERS.sub(" ", prose.text[start:end]).split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
