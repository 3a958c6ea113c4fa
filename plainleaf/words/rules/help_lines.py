"""Suicide, overdose and violence at home: a section about them must give the number to call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import is_quoted, words_around, words_right_before
from plainleaf.words.pairs import find_pairs
from plainleaf.words.prose import PageProse, PhraseMatch
from plainleaf.words.standard import CRISIS, EMERGENCY, POISON, VIOLENCE, Severity, Standard, problem_at, quoted
from plainleaf.words.values import ListName

# What may stand between the digits of a number: "1 (800) 222-1222", "9-8-8", "800-799-SAFE (7233)".
GAP = r"(?:[\s().\u2010-\u2013-]|SAFE){0,8}"
# Digits of a North American number with its country code, and the most that a short number such as 911 has.
LONG_NUMBER, MAX_SHORT_NUMBER = 11, 3
# The number of words before a phrase that can deny it: "do not take too many".
NEAR = 4
# What follows words that need nothing after them: "if you took too much, call".
END = lazy_pattern(r"\W*(?:[.,;:!?)|\n]|$)")


class Line(NamedTuple):
    """A help line: the name of its number, the list of phrases that ask for it, and those that do not.

    `what` names it in a message, and `so` is who calls it. On its subject the emergency number `does_too`. What
    is right too seldom `is_advice`, which sites ask for.
    """

    name: str
    phrases: ListName
    others: ListName
    what: str
    so: str
    rule: str
    severity: Severity
    does_too: bool = False
    is_advice: bool = False


CRISIS_LINE = Line(
    CRISIS,
    "self_harm",
    "not_self_harm",
    what="crisis line",
    so="you think of ending your life",
    rule="crisis-line-missing",
    severity="error",
)
POISON_LINE = Line(
    POISON,
    "poisoning",
    "not_poisoning",
    what="poison line",
    so="somebody took too much or the wrong medicine",
    rule="poison-line-missing",
    severity="warning",
    does_too=True,
    is_advice=True,
)
VIOLENCE_LINE = Line(
    VIOLENCE,
    "violence",
    "not_violence",
    what="line for violence at home",
    so="somebody at home hurts you",
    rule="violence-line-missing",
    severity="warning",
)


def missing_help_lines(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A problem for each section that speaks of such a danger and does not give the country's line for it.

    Nothing is reported where that line is not known.
    """
    for line in (CRISIS_LINE, POISON_LINE, VIOLENCE_LINE):
        is_wanted = standard.limits.advice or not line.is_advice
        if not is_wanted or not standard.help_lines.get(line.name):
            continue
        found = prose.phrases(line.phrases) if line is CRISIS_LINE else _told(prose, line.phrases, standard)
        if found:
            yield from _without(line, found, prose, standard)


def _without(line: Line, told: Sequence[PhraseMatch], prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A problem for each section with one of the phrases and without the line."""
    others = prose.phrases(line.others)
    headings = [each.start for each in prose.paragraphs if each.kind == "heading"]
    number = standard.help_lines[line.name]
    done = -1
    for found in told:
        start, end = found.range_in(prose)
        if start < done or _is_other(found, others) or is_quoted(prose, found.sentence.start):
            continue
        first = max((each for each in headings if each <= start), default=0)
        done = min((each for each in headings if each > start), default=len(prose.page.text))
        if _gives(line, prose.page.text[first:done], standard):
            continue
        message = f"'{quoted(prose, start, end)}', but this section does not give the {line.what}, {number}"
        fix = f"Add for example: If {line.so}, call {number} at any hour."
        yield problem_at(prose, start, line.rule, message, fix, line.severity)


def _is_other(found: PhraseMatch, others: Sequence[PhraseMatch]) -> bool:
    """Whether a phrase is part of one that means something else."""
    return any(other.first_word < found.after_words and found.first_word < other.after_words for other in others)


def _gives(line: Line, section: str, standard: Standard) -> bool:
    """Whether a section gives the line, or another number that does as well."""
    names = (line.name, *([EMERGENCY] if line.does_too else []))
    return any(_has_number(section, name, standard.help_lines.get(name, "")) for name in names)


def _has_number(section: str, name: str, number: str) -> bool:
    digits = re.findall(r"\d", number)
    if not digits:
        return False
    # The code of the country is often left out.
    has_code = len(digits) == LONG_NUMBER and digits[0] == "1"
    before = rf"(?<!\d)(?:1{GAP})?" if has_code else r"(?<!\d)"
    gap = GAP if len(digits) > MAX_SHORT_NUMBER else r"[\s.-]?"
    written = re.compile(before + gap.join(digits[has_code:]) + r"(?!\d)")
    return f"(phone:{name})" in section or written.search(section) is not None


def _told(prose: PageProse, name: ListName, standard: Standard) -> list[PhraseMatch]:
    """The phrases of a list that need no other, and its pairs, as far as they are about a person in danger."""
    listed = prose.phrases(name)
    if not listed:
        return []
    is_poisoning = name == "poisoning"
    found = find_pairs(prose, listed, standard.paired[name], is_ordered=is_poisoning)
    pairs = [each for each in found if not _is_listed(prose, each)]
    if not is_poisoning:
        return pairs
    alone = {(each.first_word, each.after_words) for each in listed}
    return [
        each
        for each in pairs
        if (
            _has_person(prose, each, standard)
            if (each.first_word, each.after_words) in alone
            else _is_too_much(prose, each, standard)
        )
    ]


def _is_listed(prose: PageProse, found: PhraseMatch) -> bool:
    """Whether a phrase is between commas, as one of several causes of something else is."""
    start, end = found.range_in(prose)
    return prose.text[:start].rstrip(" ").endswith(",") and prose.text[end : end + 1] == ","


def _has_person(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether the sentence speaks of a person, of signs or of help: "overdose" alone may be a cause among others."""
    return not standard.lists.poisoning_subjects.isdisjoint(words_around(prose, found))


def _is_too_much(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether a pair is not denied, and continues as it must."""
    is_denied = not standard.lists.denials.isdisjoint(words_right_before(prose, found, NEAR))
    return not is_denied and _ends(prose, found, standard)


def _ends(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether nothing follows words that would mean something else with it: "too much", but not "too much time"."""
    if prose.words[found.after_words - 1] not in standard.lists.open_amounts:
        return True
    return END.match(prose.text, found.range_in(prose)[1]) is not None
