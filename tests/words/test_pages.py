"""Near-duplicate articles and off-topic case studies are found."""

from __future__ import annotations

import random

from msgspec.structs import replace

from plainleaf.words import PageText, TextTraits, check_pages
from plainleaf.words.prose import read_prose
from plainleaf.words.rules.duplicates import sample_ngrams
from tests.words.texts import ARTICLE, CASE, LEGAL, OTHER, page

WORDS = [
    f"{first}{last}" for first in "abcdefghijklmnopqrst" for last in ("an", "el", "in", "or", "us", "ity", "ion", "ome")
]


def article(
    path: str, seed: int, *, traits: TextTraits = ARTICLE, names: tuple[str, ...] = (), more: str = ""
) -> PageText:
    """An article of 120 words, the same for the same seed."""
    text = " ".join(random.Random(seed).choices(WORDS, k=120))
    return replace(page(f"{text}. {more}", traits=traits, names=names), path=path)


def test_near_duplicate_articles_give_a_warning_on_the_later_one() -> None:
    pages = [article("b.md", 1, more="With a new last line."), article("a.md", 1), article("c.md", 2)]

    problems = check_pages(pages)

    assert [(one.place.path, one.place.line, one.place.column, one.rule) for one in problems] == [
        ("b.md", 10, 1, "near-duplicate")
    ]
    assert problems[0].severity == "warning"
    assert "a.md" in problems[0].message


def test_a_sample_is_the_same_in_every_process_and_shows_what_articles_share() -> None:
    whole, half, other = (
        set(sample_ngrams(read_prose(each)))
        for each in (article("a.md", 1), article("b.md", 1, more=article("c.md", 3).text), article("d.md", 2))
    )

    assert (len(whole), min(whole)) == (15, 59175494)
    assert whole <= half
    assert whole.isdisjoint(other)


def test_distinct_articles_and_notices_are_accepted() -> None:
    pages = [
        article("a.md", 1),
        article("b.md", 2),
        article("n.md", 1, traits=LEGAL),
        article("s.md", 1, traits=OTHER),
    ]

    assert not check_pages(pages)


def test_short_articles_are_not_compared() -> None:
    short = page("Sciatica is pain that runs down the leg. It often passes by itself.")

    assert not check_pages([short, replace(short, path="content/en/other.md")])


def test_a_case_that_never_names_its_condition_is_an_error() -> None:
    names = ("sciatica", "sciatic nerve pain")

    problems = check_pages([page("A runner tore a thigh muscle.", traits=CASE, names=names)])

    assert [(one.place.line, one.place.column, one.rule, one.severity) for one in problems] == [
        (10, 1, "off-topic", "error")
    ]
    assert "'sciatica'" in problems[0].message


def test_a_case_that_uses_any_name_of_its_condition_is_accepted() -> None:
    names = ("sciatica", "sciatic nerve pain")

    assert not check_pages([page("A driver had Sciatic nerve pain.", traits=CASE, names=names)])
    assert not check_pages([page("It says nothing.", traits=CASE)])
