"""What a page is held against, made ready once for many pages, and how a rule says what it found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from plainleaf.problems import Problem
from plainleaf.words.guesses import Speller, make_speller
from plainleaf.words.inline import PLACEHOLDERS
from plainleaf.words.phrases import PhraseIndex, phrase_index, spelt_out, words_of
from plainleaf.words.prose import PageProse, place_at
from plainleaf.words.scores import TermIndex, index_terms
from plainleaf.words.values import Limits, TermForms
from plainleaf.words.wordlists import WordLists

Severity = Literal["error", "warning"]

# The look at what stands before comes after the first capital, for then the engine looks for capitals alone.
ACRONYM = re.compile(r"([A-Z](?<![\w&].)[A-Z]{1,5})s?(?![\w&])")
# A term of one word is looked for as it is; the words of a longer term are often ordinary, if they are short.
LONG_WORD = 9


class Standard(Struct, frozen=True):
    """The word lists of the page's language, the terms of the site and the limits, ready to be looked up."""

    lists: WordLists
    terms: TermIndex
    limits: Limits
    acronyms: frozenset[str]
    find_mistakes: Speller
    claims: PhraseIndex
    not_claims: PhraseIndex
    rest: PhraseIndex
    rest_names: PhraseIndex
    not_the_same: tuple[tuple[PhraseIndex, PhraseIndex], ...]
    same_as: frozenset[tuple[str, ...]]
    shop: PhraseIndex
    email_promises: PhraseIndex
    email_promises_in_notices: PhraseIndex


def make_standard(lists: WordLists, terms: Sequence[TermForms], limits: Limits) -> Standard:
    """Make the lists ready, once for many pages; the last few are kept for whoever asks again."""
    return _make_standard(lists, tuple(terms), limits)


@lru_cache(maxsize=8)
def _make_standard(lists: WordLists, terms: tuple[TermForms, ...], limits: Limits) -> Standard:
    """Make every index that the rules look into."""
    forms = [words_of(form) for term in terms for form in term.forms]
    targets = {word for words in forms for word in words if len(words) == 1 or len(word) >= LONG_WORD}
    right = lists.right.union(*forms)
    return Standard(
        lists=lists,
        terms=index_terms(terms),
        limits=limits,
        acronyms=lists.acronyms | {found for term in terms for form in term.forms for found in ACRONYM.findall(form)},
        find_mistakes=make_speller(lists.medical | targets, right, dict(lists.typos), lists.endings),
        claims=phrase_index(lists.claims),
        not_claims=phrase_index(lists.not_claims),
        rest=phrase_index(lists.rest),
        rest_names=phrase_index(lists.rest_names),
        not_the_same=tuple((phrase_index((one,)), phrase_index((other,))) for one, other in lists.not_the_same),
        same_as=frozenset(words for phrase in lists.same_as for words in spelt_out(phrase)),
        shop=phrase_index(lists.shop),
        email_promises=phrase_index(lists.email_promises),
        email_promises_in_notices=phrase_index(lists.email_promises_in_notices),
    )


def problem_at(prose: PageProse, offset: int, rule: str, message: str, fix: str, severity: Severity) -> Problem:
    """A problem with the character of the prose that stands at `offset`."""
    return Problem(place_at(prose, offset), rule, message, fix, severity)


def quoted(prose: PageProse, start: int, end: int, *, most: int = 60) -> str:
    """Words of the prose for a message: on one line, shortened to about `most` characters."""
    text = " ".join(PLACEHOLDERS.sub(" ", prose.text[start:end]).split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
