"""The checks of one page: its words and its safety.

A page is checked with no other in sight, so it may be checked in any process. Of others it is told a few facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from plainleaf.checks.page_text import make_page_text
from plainleaf.checks.safety import Roles, check_safety
from plainleaf.content.components import Component
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.problems import Problem
from plainleaf.words import Limits, Standard, TermForms, WordLists, examine_page, make_standard, store_sample


class Criteria(Struct, frozen=True):
    """What pages are checked by: values alone, so that they can be sent to another process.

    Word lists and terms are by language, and so are the rules that cannot be judged by them: `unjudged`. `roles` are of
    the pages that others may link to, `components` by the name of their folder.
    """

    words: Mapping[str, WordLists]
    terms: Mapping[str, tuple[TermForms, ...]]
    unjudged: Mapping[str, frozenset[str]]
    limits: Limits
    roles: Roles
    components: Mapping[str, Component]
    reads_words: bool


class Checker(Struct, frozen=True):
    """The same with the words of each language ready to be looked up. Made once per process."""

    criteria: Criteria
    standards: Mapping[str, Standard]


class Asked(Struct, frozen=True):
    """A page to check, with its text, and names that its readers may know."""

    page: Page
    body: Body
    names: tuple[str, ...]


class Found(Struct, frozen=True):
    """What the checks found on a page, and the sample by which it is compared with others."""

    problems: tuple[Problem, ...]
    sample: bytes


def make_checker(criteria: Criteria, languages: frozenset[str]) -> Checker:
    """Make the words of some languages ready."""
    if not criteria.reads_words:
        return Checker(criteria, {})
    standards = {
        language: make_standard(criteria.words[language], criteria.terms[language], criteria.limits)
        for language in languages
    }
    return Checker(criteria, standards)


def check_pages(checker: Checker, asked: Sequence[Asked]) -> list[Found]:
    """What is found on each page."""
    return [_check_page(checker, each) for each in asked]


def _check_page(checker: Checker, asked: Asked) -> Found:
    page, body = asked.page, asked.body
    criteria = checker.criteria
    problems = tuple(check_safety(page, body, criteria.components, criteria.roles))
    if not criteria.reads_words:
        return Found(problems, b"")
    text = make_page_text(page, body, asked.names, criteria.components)
    words = examine_page(text, checker.standards[page.language])
    unjudged = criteria.unjudged[page.language]
    found = (problem for problem in words.problems if problem.rule not in unjudged)
    return Found((*problems, *found), store_sample(words.sample))
