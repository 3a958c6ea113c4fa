"""Patterns that need the words of a language: amounts of a medicine, and full forms next to an acronym.

They are made from the word lists, so that rules contain no words of any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from plainleaf.patterns import lazy_pattern
from plainleaf.words.phrases import expand_phrase
from plainleaf.words.wordlists import WordLists

# Symbols that all languages share. Grams are not among them: grams of food are no dose.
DOSE_SYMBOLS = ("mg", "mcg", "ml", "mL")
NOTHING = "(?!)"


class Grammar(Struct, frozen=True):
    """How a language writes what the rules look for.

    `zero_after` and `zero_before` are doses such as 5.0 mg and .5 mg. `amounts` are those of a day, with the groups
    number, unit and times; `milligrams` are any, and `a_day` says that they are for a day; `repeated` are those of
    every so many hours, with the group hours. `of` follows a number and has in its first group what there is so much
    of. `times` says how often each word for it is. `grams` are the names of that unit. `shares` are parts of people,
    with the groups part and whole, which is None in percent. `full_form_before` and `full_form_after` stand beside an
    acronym that they explain.
    """

    zero_after: re.Pattern[str]
    zero_before: re.Pattern[str]
    amounts: tuple[re.Pattern[str], ...]
    milligrams: re.Pattern[str]
    a_day: re.Pattern[str]
    repeated: re.Pattern[str]
    of: re.Pattern[str]
    times: Mapping[str, int]
    grams: frozenset[str]
    thousands: re.Pattern[str]
    shares: re.Pattern[str]
    full_form_before: re.Pattern[str]
    full_form_after: re.Pattern[str]


def make_grammar(lists: WordLists) -> Grammar:
    """The patterns of the language of some word lists. Without lists, those with words match nothing."""
    unit = rf"(?:{_any_of([*DOSE_SYMBOLS, *lists.dose_units])})\b"
    times = {each: int(count) for line, count in lists.dose_times if count.isdecimal() for each in _spellings(line)}
    points = "".join(map(re.escape, sorted(lists.thousands)))
    # In languages with a point between thousands, "4.000 mg" is four thousand.
    zeros = "0{1,2}" if "." in lists.thousands else "0+"
    every, hours = _any_of(lists.dose_every), _any_of(lists.dose_hours)
    milligrams = _milligrams(lists, points)
    names, asides = _any_phrase(lists.acronym_names), _any_of(lists.fillers)
    return Grammar(
        # The lookbehind comes after the point, so that the regex engine can search for points alone.
        zero_after=lazy_pattern(rf"\.(?<=\d\.){zeros} ?{unit}|,(?<=\d,)0{{1,2}} ?{unit}"),
        zero_before=lazy_pattern(rf"\.(?<![\w.,]\.)\d+ ?{unit}|,(?<=[\s(],)\d+ ?{unit}"),
        milligrams=lazy_pattern(rf"(?<![\w.,]){milligrams}", re.IGNORECASE),
        a_day=lazy_pattern(rf"\b(?:{_any_phrase(lists.dose_days)}|{_any_phrase(lists.dose_totals)})\b", re.IGNORECASE),
        amounts=_amounts(lists, milligrams, _any_of(times)),
        repeated=lazy_pattern(
            rf"{milligrams}[^.;,]{{0,30}}? (?:{every}) (?P<hours>\d{{1,2}}) (?:{hours})", re.IGNORECASE
        ),
        of=lazy_pattern(rf"[ ]?\w+ (?:{_any_of(lists.dose_of)}) (?:(?:{asides}) )?([^\W\d_]+)", re.IGNORECASE),
        times=times,
        grams=frozenset({"g", *lists.dose_grams}),
        thousands=lazy_pattern(rf"[{points}\u00a0\u202f](?=\d{{3}})"),
        shares=_shares(lists, points),
        # The full form comes before: "(MRI", "(called an MRI" or ", also called PCOS".
        full_form_before=lazy_pattern(
            rf"\([\"“]?(?:[^\W\d_]+ ){{0,3}}$|\([\"“]?(?:{names}),? [\"“]?$"
            rf"|,? (?:(?:{asides}) )?(?:{names}) (?:(?:{asides}) )?[\"“]?$"
        ),
        # It follows: "MRI (magnetic …)" or "MRI is short for magnetic …".
        full_form_after=lazy_pattern(
            rf"\s*+\(([^()]{{3,80}})\)|,?\s++(?:{_any_phrase(lists.acronym_meanings)})\s++(.{{3,80}})"
        ),
    )


def _milligrams(lists: WordLists, points: str) -> str:
    """A pattern of a number of milligrams or grams: 4,000 mg."""
    unit = _any_of(["mg", "g", *lists.dose_milligrams, *lists.dose_grams])
    return rf"(?P<number>\d{{1,3}}(?:[{points}\u00a0\u202f]\d{{3}})+|\d+(?:[.,]\d+)?) ?(?P<unit>{unit})\b"


def _amounts(lists: WordLists, milligrams: str, times: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of how much a day."""
    a_day, total = _any_phrase(lists.dose_days), _any_phrase(lists.dose_totals)
    tablets = _any_of(lists.dose_tablets)
    texts = (
        # "800 mg three times a day"
        rf"{milligrams}[^.;]{{0,40}}?(?:(?P<times>{times}) )?\b(?:{a_day})\b",
        # "The daily limit is 4,000 mg."
        rf"\b(?:{total})\b[^.;]{{0,40}}?\b{milligrams}(?P<times>)",
        # "12 tablets of Tylenol 500 mg in 24 hours"
        rf"(?P<times>\b\d{{1,2}}) (?:{tablets})\b(?: \w+){{0,3}}[ ,(]{{1,2}}"
        rf"(?P<number>\d{{1,4}}) ?(?P<unit>mg)\b[^.;]{{0,20}}?\b(?:{a_day})\b",
    )
    return tuple(lazy_pattern(text, re.IGNORECASE) for text in texts)


def _shares(lists: WordLists, points: str) -> re.Pattern[str]:
    """A pattern of a part of a round number of people, "95 of 100", or of all, "95 percent of people"."""
    mark = f"[{points or ','}]"
    part = rf"(?<![\w.,/$-])(?P<part>\d{{1,3}}(?:{mark}\d{{3}})+|\d+(?:[.,]\d+)?)"
    round_number = rf"[125]0{{1,2}}|10{{0,2}}{mark}?000"
    whole = rf"(?P<whole>{round_number})(?!\w|[.,/%-]\d| ?%)"
    unit = _any_of([*DOSE_SYMBOLS, "g", *lists.dose_units, *lists.dose_milligrams, *lists.dose_grams])
    percent, of, people = _any_phrase(lists.percents), _any_of(lists.dose_of), _any_of(lists.counted_people)
    return lazy_pattern(
        rf"{part}(?:(?:\s(?:{people}))?\s(?:{_any_phrase(lists.share_of)})\s{whole}(?!\s(?:{unit})\b)"
        rf"|\s(?:{_any_of(lists.share_in)})\s(?:every\s)?(?P<crowd>{round_number})\s(?:\w+\s)?(?:{people})\b"
        rf"|(?:\s?%|\s(?:{percent}))\s(?:{of})\s(?:\w+\s)?(?:{people})\b)",
        re.IGNORECASE,
    )


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or NOTHING


def _any_phrase(phrases: Iterable[str]) -> str:
    """A pattern of any of some listed phrases, with any white space between their words."""
    spelled = {each for phrase in phrases for each in _spellings(phrase)}
    return _any_of(spelled).replace(r"\ ", r"\s++")


def _spellings(phrase: str) -> Iterable[str]:
    """The phrases that a listed one expands to."""
    return (" ".join(words) for words in expand_phrase(phrase))
