"""The standard that pages are judged by, indexed once for many pages, and helpers for rules to report problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeVar, get_args

from msgspec import Struct

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.book import Companions, PhraseBook, make_book
from plainleaf.words.grammar import Grammar, make_grammar
from plainleaf.words.hazards.index import HazardIndex, index_hazards
from plainleaf.words.inline import PLACEHOLDERS
from plainleaf.words.pairs import PairIndex, index_pairs
from plainleaf.words.phrases import PhraseIndex, Words, expand_phrase, expand_phrases, phrase_index, words_of
from plainleaf.words.prose import PageProse, place_at
from plainleaf.words.readability.scores import TermIndex, index_terms
from plainleaf.words.spelling.guesses import Speller, Spelling, make_speller
from plainleaf.words.spelling.joined import make_splitter
from plainleaf.words.values import Limits, PhraseField, TermForms
from plainleaf.words.wordlists import MixUp, Slip, WordLists

Severity = Literal["error", "warning"]
# A word that is mistaken for, or typed instead of, another one.
Written = TypeVar("Written", MixUp, Slip)
# The name of a phone number in config.yaml, and the number.
NamedNumber = tuple[str, str]

# The lookbehind comes after the first capital, so that the regex engine can search for capitals alone.
ACRONYM = lazy_pattern(r"([A-Z](?<![\w&].)[A-Z]{1,5})s?(?![\w&])")
# What writers leave for themselves: other checks decide whether it may be published.
TO_DO = frozenset({"TODO", "FIXME", "TBD"})
# In plainleaf's own texts, and the same in other languages: so a new language needs no word lists for them.
IN_EVERY_LANGUAGE = frozenset({"PDF", "TTY"})
# letters: a one-word term is always checked for misspellings; of a longer term, only its words of this length or more,
# because short ones are often ordinary words.
LONG_WORD = 9
PHONE_DIGITS = 10
# The names of the help lines: for people who think of suicide, took too much, or are hurt at home.
CRISIS, POISON, VIOLENCE = "crisis", "poison", "violence"
HELP_LINES = (CRISIS, POISON, VIOLENCE)
EMERGENCY = "emergency"


class Standard(Struct, frozen=True):
    """The word lists of the page's language, the terms of the site and the limits, indexed for lookup.

    `phones` has the names of the site's numbers by their ten digits. `help_lines` are the numbers for people in
    danger by their names, as far as they are known. `paired` has the lists of which two phrases say something together.
    """

    lists: WordLists
    terms: TermIndex
    limits: Limits
    acronyms: frozenset[str]
    find_mistakes: Speller
    split: Callable[[str], str]
    plain: Mapping[str, str]
    book: PhraseBook
    grammar: Grammar
    paired: Mapping[str, PairIndex]
    hazards: HazardIndex
    permits: PhraseIndex
    harmless: PhraseIndex
    daily_most: Mapping[str, int]
    not_the_same: Mapping[Words, frozenset[Words]]
    same_as: frozenset[Words]
    same_after: frozenset[Words]
    article_sections: Mapping[Words, str]
    stigma: Mapping[Words, str]
    mixups: Mapping[str, tuple[MixUp, ...]]
    slips: Mapping[str, tuple[Slip, ...]]
    phones: Mapping[str, str]
    help_lines: Mapping[str, str]


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
    paired, hazards = _index_paired(lists), index_hazards(lists.hazards)
    not_the_same = _index_conditions(lists)
    stigma = _index_plainer(lists.stigma) if limits.advice else {}
    return Standard(
        lists=lists,
        terms=index_terms(terms),
        limits=limits,
        acronyms=lists.acronyms
        | TO_DO
        | IN_EVERY_LANGUAGE
        | {found for term in terms for form in term.forms for found in ACRONYM.findall(form)},
        find_mistakes=make_speller(spelling),
        split=make_splitter(lists.joined, lists.medical | right, language),
        plain=dict(lists.plain),
        book=_make_book(lists, {**paired, "hazards": hazards}, {"conditions": not_the_same, "stigma": stigma}),
        grammar=make_grammar(lists),
        paired=paired,
        hazards=hazards,
        permits=phrase_index(lists.permits),
        harmless=phrase_index(lists.harmless),
        daily_most={name.lower(): int(most) for name, most in lists.daily_most if most.isdecimal()},
        not_the_same=not_the_same,
        same_as=expand_phrases(lists.same_as),
        same_after=expand_phrases(lists.same_after),
        article_sections={form: line.split("|")[0] for line in lists.article_sections for form in expand_phrase(line)},
        stigma=stigma,
        mixups=_index_by_word([each for listed in lists.mixups for each in _both_ways(listed)]),
        slips=_index_by_word(lists.slips),
        # Of two names for one number the first counts.
        phones={key: name for name, number in reversed(phones) if (key := phone_key(number))},
        help_lines={name: number for name, number in phones if name in (*HELP_LINES, EMERGENCY)},
    )


def _index_paired(lists: WordLists) -> dict[str, PairIndex]:
    """The lists with pairs of phrases, by their names."""
    return {
        "red_flags": index_pairs(lists.red_flag_pairs, lists.red_flag_signs),
        "medicine_orders": index_pairs(lists.medicine_pairs, lists.medicine_orders, lists.breaks),
        "rest_pairs": index_pairs(lists.rest_pairs, ()),
        "poisoning": index_pairs(lists.poisoning_pairs, lists.poisoning),
        "open_channels": index_pairs(lists.open_channel_pairs, ()),
        "violence": index_pairs(lists.violence_pairs, lists.violence),
    }


def _make_book(lists: WordLists, pairs: Mapping[str, Companions], others: Mapping[str, Iterable[Words]]) -> PhraseBook:
    """The phrases that the rules look for, by the names of their lists."""
    fields = {name: expand_phrases(getattr(lists, name)) for name in get_args(PhraseField)}
    return make_book({**fields, **others}, pairs)


def _index_plainer(pairs: Sequence[tuple[str, str]]) -> dict[Words, str]:
    """For each phrase the plainer words that are listed with it."""
    return {words: plainer for phrase, plainer in pairs for words in expand_phrase(phrase)}


def _index_by_word(listed: Sequence[Written]) -> dict[str, tuple[Written, ...]]:
    """For each word the entries that have it."""
    found: dict[str, list[Written]] = {}
    for each in listed:
        found.setdefault(each.word, []).append(each)
    return {word: tuple(each) for word, each in found.items()}


def _both_ways(mixup: MixUp) -> Iterable[MixUp]:
    """A word that is mistaken for another one, and if it goes both ways, the other one too."""
    yield mixup
    if mixup.both_ways:
        yield MixUp(
            word=mixup.other,
            means=mixup.other_means,
            other=mixup.word,
            other_means=mixup.means,
            near=mixup.unless,
            unless=mixup.near,
        )


def _index_conditions(lists: WordLists) -> dict[Words, frozenset[Words]]:
    """For each name of a condition the names of those that are not the same."""
    named = [expand_phrases(tuple(line.split(","))) for line in lists.conditions]
    every = frozenset[Words]().union(*named)
    others = {name: every - names for names in named for name in names}
    for one, other in lists.not_the_same:
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
