"""Doses that are easily misread, and doses above what the label of a medicine allows.

The misread forms are those of the Joint Commission's "Do Not Use" list of abbreviations (2004, updated 2009): a zero
after the point, no zero before it, QD, QOD; and µg from its list for possible inclusion. The daily maxima are in the
word lists, each with its source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import header_above, is_question, is_quoted, lead_in
from plainleaf.words.grammar import Grammar
from plainleaf.words.phrases import sentence_with
from plainleaf.words.prose import PageProse, Sentence
from plainleaf.words.standard import Severity, Standard, problem_at


class Shape(NamedTuple):
    """A way to write a dose: signs, one of which any text with it has; what is wrong with it; and the fix.

    Without a pattern, it is written in the words of the language.
    """

    signs: tuple[str, ...]
    pattern: re.Pattern[str] | None
    severity: Severity
    why: str
    fix: str


TENFOLD = "can be read as ten times as much, when the point is missed"
ZERO_AFTER = Shape((".0", ",0"), None, "error", TENFOLD, "Leave out the point and the zero.")
ZERO_BEFORE = Shape((" .", "(.", "\n.", " ,", "(,", "\n,"), None, "error", TENFOLD, "Write a zero first.")
MICRO = Shape(
    ("\u00b5", "\u03bc"), lazy_pattern(r"(?<=\d)[ \u00a0]?[\u00b5\u03bc]g\b(?!/)"), "warning",
    "can be read as mg, a thousand times as much", "Write micrograms.",
)  # fmt: skip
DAILY = Shape(
    (), lazy_pattern(r"(?<![\w.])(?:[Qq]\.?[Oo]?\.?[Dd]\.?)(?!\w)"), "warning", "is mistaken for other abbreviations",
    "Write the words: every day, or every other day.",
)  # fmt: skip
# The words of texts that may have the last of them.
DAILY_WORDS = frozenset({"qd", "qod", "q"})
# Hours of the day in which repeated doses are counted: most people are asleep in the others.
AWAKE = 16
# What may stand between the name of a medicine and how often it is taken: a few words of the same part of a sentence.
NEAR = lazy_pattern(r"[^,;:]{0,30}")


def dose_slips(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A problem for each dose that is written in a way that has been misread."""
    text = prose.text
    for shape, pattern in _possible_shapes(prose, standard):
        for match in pattern.finditer(text):
            start = len(text[: match.start()].rstrip("0123456789"))
            if not is_quoted(prose, start):
                written = text[start : match.end()]
                yield problem_at(prose, start, "dose-slip", f"'{written}' {shape.why}", shape.fix, shape.severity)


def _possible_shapes(prose: PageProse, standard: Standard) -> Iterator[tuple[Shape, re.Pattern[str]]]:
    """The shapes that a text may contain, with their patterns: most texts have no sign of any."""
    grammar = standard.grammar
    # Digits of other scripts have another shape.
    has_point = b".0" in prose.shape or b",0" in prose.shape or not prose.text.isascii()
    for shape in (ZERO_AFTER, ZERO_BEFORE, MICRO) if has_point else ():
        if any(sign in prose.text for sign in shape.signs):
            written = grammar.zero_after if shape is ZERO_AFTER else grammar.zero_before
            yield shape, shape.pattern or written
    if DAILY.pattern and not DAILY_WORDS.isdisjoint(prose.vocabulary):
        yield DAILY, DAILY.pattern


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
        found = (
            _find_amount(prose, sentence, number, standard)
            or _find_interval(prose, sentence, number)
            or _find_amount_below(prose, sentence, number, standard)
        )
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
    grammar = standard.grammar
    patterns = grammar.amounts if has_limit else (*grammar.amounts, grammar.repeated)
    for match in (each for pattern in patterns for each in pattern.finditer(prose.text, sentence.start, sentence.end)):
        of = grammar.of.match(prose.text, match.end("number"))
        if of and of[1].lower() not in standard.daily_most:
            continue
        if _milligrams(match, grammar) * _times_a_day(match, grammar) > standard.daily_most[prose.words[name]]:
            return match.span()
    return None


def _milligrams(match: re.Match[str], grammar: Grammar) -> float:
    """The milligrams of an amount with a number and a unit."""
    number = float(grammar.thousands.sub("", match["number"]).replace(",", "."))
    return number * (1000 if match["unit"].lower() in grammar.grams else 1)


def _times_a_day(match: re.Match[str], grammar: Grammar) -> int:
    """How often an amount is taken in a day while people are awake, if it is every so many hours."""
    if "hours" in match.re.groupindex:
        return AWAKE // max(1, int(match["hours"]))
    times = (match["times"] or "").lower()
    return int(times) if times.isdecimal() else grammar.times.get(times, 1)


def _find_amount_below(prose: PageProse, sentence: Sentence, name: int, standard: Standard) -> tuple[int, int] | None:
    """The range of an amount above the daily maximum in a list or a table that begins with words such as 'a day'."""
    lead = lead_in(prose, sentence) or header_above(prose, sentence)
    if lead is None or not standard.grammar.a_day.search(prose.text, lead.start, lead.end):
        return None
    words = prose.words[lead.first_word : lead.after_words]
    if not standard.lists.dose_excuses.isdisjoint(words) or not standard.lists.denials.isdisjoint(words):
        return None
    grammar = standard.grammar
    for match in grammar.milligrams.finditer(prose.text, sentence.start, sentence.end):
        if _milligrams(match, grammar) > standard.daily_most[prose.words[name]]:
            return match.span()
    return None


def _find_interval(prose: PageProse, sentence: Sentence, name: int) -> tuple[int, int] | None:
    """The range of an interval of less than four hours after the name of a medicine."""
    after = prose.word_starts[name] + len(prose.words[name])
    for found in prose.phrases("dose_too_often"):
        if found.sentence == sentence and found.first_word > name:
            start, end = found.range_in(prose)
            return (start, end) if NEAR.fullmatch(prose.text, after, start) else None
    return None
