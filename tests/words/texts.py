"""Texts and lists for the tests of the word checks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import plainleaf.words
from plainleaf.problems import Place, Problem, Report
from plainleaf.words import Limits, PageText, TermForms, TextTraits, WordLists, check_page, read_words

WORDS = Path(plainleaf.words.__file__).parent / "lists"
# Kinds of text.
ARTICLE = TextTraits(is_article=True, is_compared=True)
CASE = TextTraits(is_article=True, is_compared=True, names_subject=True)
LEGAL = TextTraits(is_legal=True)
OTHER = TextTraits()
TERMS = (
    TermForms("sciatica"),
    TermForms("magnetic resonance imaging", "MRI", ("MRI scan", "MRI scans")),
    TermForms("sacroiliac joint", "SI joint"),
    TermForms("piriformis muscle", None, ("piriformis",)),
)
TERMS_ES = (
    TermForms("ciática"),
    TermForms("resonancia magnética", "RM", ("resonancias magnéticas",)),
    TermForms("músculo piriforme", None, ("piriforme",)),
)


@cache
def lists(language: str = "en") -> WordLists:
    """The word lists that plainleaf ships."""
    report = Report()
    words = read_words((WORDS / f"{language}.yaml").read_text(encoding="utf-8"), Place(f"{language}.yaml"), report)
    assert report.problems == []
    return words


def page(
    text: str,
    *,
    traits: TextTraits = ARTICLE,
    language: str = "en",
    names: tuple[str, ...] = (),
) -> PageText:
    """A page whose text begins on line 10 of its file."""
    return PageText("content/en/page.md", 10, traits, language, "A page", text, names, ("question",))


def check(
    text: str,
    rule: str,
    *,
    traits: TextTraits = ARTICLE,
    language: str = "en",
    names: tuple[str, ...] = (),
    limits: Limits | None = None,
) -> list[Problem]:
    """The problems of one rule that a text has."""
    given = page(text, traits=traits, language=language, names=names)
    found = check_page(given, lists(language), TERMS, limits or Limits())
    return [problem for problem in found if problem.rule == rule]


def places(problems: list[Problem]) -> list[tuple[int, int]]:
    """Line and column of each problem."""
    return [(problem.place.line, problem.place.column) for problem in problems]
