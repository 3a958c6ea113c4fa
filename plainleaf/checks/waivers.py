"""Waivers: warnings that a named person has decided to leave, for a reason and until a day.

Errors cannot be waived, except the reading grade: nobody decides that patients may read something unsafe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from plainleaf.content.config.policies import Waiver
from plainleaf.index.directory import Directory
from plainleaf.problems import WARNING, Problem

MIN_REASON_WORDS = 3
# As long as the default time between two reviews.
LONGEST = timedelta(days=2 * 366)
WAIVABLE_ERRORS = ("reading-grade",)


def valid_waivers(directory: Directory) -> tuple[Waiver, ...]:
    """The waivers that hold on the day of the directory: with a reason, by a person of the site, and not over."""
    waivers = directory.settings.policies.waivers
    return tuple(each for each in waivers if not _find_fault(each, directory) and not _is_over(each, directory.as_of))


def find_waiver(problem: Problem, waivers: Iterable[Waiver]) -> Waiver | None:
    """The waiver by which a problem is not reported, if there is one."""
    if problem.severity != WARNING and problem.rule not in WAIVABLE_ERRORS:
        return None
    named = (each for each in waivers if (each.rule, each.file) == (problem.rule, problem.place.path))
    return next(named, None)


def check_waivers(directory: Directory, used: Collection[Waiver], *, knows_use: bool) -> Iterator[Problem]:
    """What is wrong with waivers: no reason, no such person, over, or, where that is known, not one of the `used`."""
    for each in directory.settings.policies.waivers:
        place = each.by.place
        if fault := _find_fault(each, directory):
            message, fix = fault
            yield Problem(place, "wrong-waiver", message, fix)
        elif _is_over(each, directory.as_of):
            message = f"the waiver of '{each.rule}' in {each.file} ended on {each.until.isoformat()}"
            fix = "Fix what it was for and delete it, or decide again: until which day, and why."
            yield Problem(place, "waiver-over", message, fix, WARNING)
        elif each.until - directory.as_of > LONGEST:
            until = f"until {each.until.isoformat()}, more than two years from now"
            message = f"the waiver of '{each.rule}' in {each.file} lasts {until}"
            fix = "Decide again sooner: write a day within two years."
            yield Problem(place, "waiver-too-long", message, fix, WARNING)
        elif knows_use and each not in used:
            message = f"the waiver of '{each.rule}' in {each.file} hides nothing"
            fix = "Delete it, or write the rule and the file as a report names them. Errors cannot be waived."
            yield Problem(place, "waiver-unused", message, fix, WARNING)


def _find_fault(waiver: Waiver, directory: Directory) -> tuple[str, str] | None:
    """Why a waiver does not count, and what to do; None if it does."""
    if len(waiver.reason.split()) < MIN_REASON_WORDS:
        return f"'{waiver.reason}' is no reason for a waiver", "Say in a sentence why the text may stay as it is."
    person = directory.index.find(directory.settings.languages.default, waiver.by.name)
    if person is None or not person.kind.is_person:
        return f"no person has the page '{waiver.by.name}'", "Name the page of whoever decided it: people/NAME.md."
    return None


def _is_over(waiver: Waiver, as_of: date) -> bool:
    return waiver.until < as_of
