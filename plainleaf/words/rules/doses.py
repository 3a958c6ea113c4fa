"""Doses that are easily misread, and doses above what the label of a medicine allows.

What is misread comes from the Joint Commission's "Do Not Use" list of abbreviations (2004, updated 2009): a zero after
the point, no zero before it, QD, QOD; and µg from its list for possible inclusion. The daily maxima are in the word
lists, each with its source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from plainleaf.problems import Problem
from plainleaf.words.context import is_question, is_quoted
from plainleaf.words.phrases import sentence_with
from plainleaf.words.prose import PageProse, Sentence
from plainleaf.words.standard import Severity, Standard, problem_at

# Not grams: those of food are no dose.
UNIT = r"(?:mg|mcg|micrograms?|milligrams?|ml|mL|units?|tablets?)\b"


class Shape(NamedTuple):
    """A way to write a dose: signs of which a text has one if it may hold it, what is wrong with it, and the fix."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    severity: Severity
    why: str
    fix: str


TENFOLD = "can be read as ten times as much, when the point is missed"
SHAPES = (
    # The lookbehind comes after the point, so that the regex engine can search for points alone.
    Shape((".0",), re.compile(rf"\.(?<=\d\.)0+ ?{UNIT}"), "error", TENFOLD, "Leave out the point and the zero."),
    Shape((" .", "(.", "\n."), re.compile(rf"\.(?<![\w.,]\.)\d+ ?{UNIT}"), "error", TENFOLD, "Write a zero first."),
    Shape(
        (), re.compile(r"(?<=\d)[  ]?[\u00b5\u03bc]g\b(?!/)"), "warning", "can be read as mg, a thousand times as much",
        "Write micrograms.",
    ),
    Shape(
        (), re.compile(r"(?<![\w.])(?:[Qq]\.?[Oo]?\.?[Dd]\.?)(?!\w)"), "warning", "is mistaken for other abbreviations",
        "Write the words: every day, or every other day.",
    ),
)  # fmt: skip
# The words of texts that may have the last of them.
DAILY = frozenset({"qd", "qod", "q"})
MILLIGRAMS = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?) ?(?P<unit>mg|milligrams?|g|grams?)\b"
AMOUNT = re.compile(
    rf"{MILLIGRAMS}[^.;]{{0,40}}?"
    r"(?:(?P<times>once|twice|three times|four times|five times|six times|\d times) )?"
    r"\b(?:(?:a|per|each|every|one|any) day|daily|(?:every |in |within |per |over )?24 hours)"
)  # fmt: skip
# "The daily limit is 4,000 mg."
DAILY_AMOUNT = re.compile(
    r"\b(?:daily|24-hour) (?:limit|maximum|max|total|amount)\b[^.;]{0,40}?"
    rf"\b{MILLIGRAMS}(?P<times>)"
)
# "12 tablets of Tylenol 500 mg in 24 hours"
TABLETS = re.compile(
    r"(?P<times>\b\d{1,2}) (?:tablets|caplets|capsules|pills)\b(?: of \w+)?[ ,(]{1,2}"
    r"(?P<number>\d{1,4}) ?(?P<unit>mg)\b[^.;]{0,20}?\b(?:(?:a|per|each|every|one) day|daily|24 hours)"
)
# "800 mg of ibuprofen every 6 hours"
REPEATED = re.compile(rf"{MILLIGRAMS}[^.;,]{{0,30}}? every (?P<hours>\d{{1,2}}) hours")
# Hours of the day in which such doses are counted: most people are asleep in the others.
AWAKE = 16
# … and what it is an amount of: '2,000 mg of salt'.
OF = re.compile(r"[ ]?\w+ of (?:the |an? )?([a-z]+)")
# At most a few words after the name of the medicine, in the same part of the sentence.
SHORT_INTERVAL = re.compile(
    r"[^,;:]{0,30}\b(hourly|every (?:hour|(?:1|2|3|one|two|three)(?: hours|-hour| to \w+ hours)))", re.IGNORECASE
)
TIMES = {"once": 1, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def dose_slips(prose: PageProse, _: Standard) -> Iterator[Problem]:
    """A problem for each dose that is written in a way that has been misread."""
    text = prose.text
    zero_after, zero_before, micro, daily = SHAPES
    possible = [shape for shape in (zero_after, zero_before) if any(sign in text for sign in shape.signs)]
    possible += [micro] if "\u00b5" in text or "\u03bc" in text else []
    possible += [] if DAILY.isdisjoint(prose.vocabulary) else [daily]
    for shape in possible:
        for match in shape.pattern.finditer(text):
            start = len(text[: match.start()].rstrip("0123456789"))
            if not is_quoted(prose, start):
                written = text[start : match.end()]
                yield problem_at(prose, start, "dose-slip", f"'{written}' {shape.why}", shape.fix, shape.severity)


def doses_above_label(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence with more of a medicine in a day, or more often, than its label allows."""
    if prose.vocabulary.isdisjoint(standard.daily_most):
        return
    reported = -1
    for number in prose.numbers_of(standard.daily_most):
        sentence = sentence_with(prose, number)
        if sentence is None or sentence.start == reported or is_quoted(prose, sentence.start):
            continue
        words = prose.words[sentence.first_word : sentence.after_words]
        if is_question(prose, sentence) or not standard.lists.dose_excuses.isdisjoint(words):
            continue
        found = _find_amount(prose, sentence, number, standard) or _find_interval(prose, sentence, number)
        if found and not _is_refused(prose, sentence, found[0], standard):
            reported = sentence.start
            start, end = found
            name, written = prose.words[number], " ".join(prose.text[start:end].split())
            most = standard.daily_most[name]
            message = (
                f"'{written}' is more, or more often, than the label of {name} allows (at most {most:,} mg in 24 hours)"
            )
            fix = "Write what the label says, or have a clinician check the dose."
            yield problem_at(prose, start, "above-daily-dose", message, fix, "error")


def _is_refused(prose: PageProse, sentence: Sentence, start: int, standard: Standard) -> bool:
    """Whether people are told not to take that much. 'Do not take more than' permits what it names."""
    after = bisect_left(prose.word_starts, start)
    before = prose.words[sentence.first_word : after]
    lists = standard.lists
    return not lists.denials.isdisjoint(before) and lists.dose_limits.isdisjoint(before)


def _find_amount(prose: PageProse, sentence: Sentence, name: int, standard: Standard) -> tuple[int, int] | None:
    """The range of an amount in a sentence that is above the daily maximum of a medicine."""
    has_limit = not standard.lists.dose_limits.isdisjoint(prose.words[sentence.first_word : sentence.after_words])
    patterns = (AMOUNT, DAILY_AMOUNT, TABLETS) if has_limit else (AMOUNT, DAILY_AMOUNT, TABLETS, REPEATED)
    for match in (each for pattern in patterns for each in pattern.finditer(prose.text, sentence.start, sentence.end)):
        of = OF.match(prose.text, match.end("number"))
        if of and of[1].lower() not in standard.daily_most:
            continue
        milligrams = float(match["number"].replace(",", "")) * (1 if match["unit"].startswith("m") else 1000)
        if milligrams * _times_a_day(match) > standard.daily_most[prose.words[name]]:
            return match.span()
    return None


def _times_a_day(match: re.Match[str]) -> int:
    """How often an amount is taken in a day, while people are awake, where it is every so many hours."""
    if match.re is REPEATED:
        return AWAKE // max(1, int(match["hours"]))
    times = (match["times"] or "once").split()[0]
    return int(times) if times.isdecimal() else TIMES[times]


def _find_interval(prose: PageProse, sentence: Sentence, name: int) -> tuple[int, int] | None:
    """The range of an interval of less than four hours after the name of a medicine."""
    if {"every", "hourly"}.isdisjoint(prose.words[name : sentence.after_words]):
        return None
    after = prose.word_starts[name] + len(prose.words[name])
    match = SHORT_INTERVAL.match(prose.text, after, sentence.end)
    return match.span(1) if match else None
