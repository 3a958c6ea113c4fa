"""Articles that say the same and case studies about something else are found."""

from __future__ import annotations

import random

from msgspec.structs import replace

from plainleaf.reading import PageText, check_pages
from tests.reading.texts import page

WORDS = [
    f"{first}{last}" for first in "abcdefghijklmnopqrst" for last in ("an", "el", "in", "or", "us", "ity", "ion", "ome")
]


def article(path: str, seed: int, *, kind: str = "topic", names: tuple[str, ...] = (), more: str = "") -> PageText:
    """An article of 120 words that are the same for the same seed."""
    text = " ".join(random.Random(seed).choices(WORDS, k=120))
    return replace(page(f"{text}. {more}", kind=kind, names=names), path=path)


def test_two_near_duplicate_articles_are_a_warning_on_the_later_one() -> None:
    pages = [article("b.md", 1, more="With a new last line."), article("a.md", 1), article("c.md", 2)]

    problems = check_pages(pages)

    assert [(one.place.path, one.place.line, one.place.column, one.rule) for one in problems] == [
        ("b.md", 10, 1, "near-duplicate")
    ]
    assert problems[0].severity == "warning"
    assert "a.md" in problems[0].message


def test_articles_of_their_own_and_notices_are_right() -> None:
    pages = [
        article("a.md", 1),
        article("b.md", 2),
        article("n.md", 1, kind="notice"),
        article("s.md", 1, kind="service"),
    ]

    assert not check_pages(pages)


def test_short_articles_are_not_compared() -> None:
    short = page("Sciatica is pain that runs down the leg. It often passes by itself.")

    assert not check_pages([short, replace(short, path="content/en/other.md")])


def test_a_case_about_a_thigh_muscle_on_a_sciatica_page_is_an_error() -> None:
    names = ("sciatica", "sciatic nerve pain")

    problems = check_pages([page("A runner tore a thigh muscle.", kind="case-study", names=names)])

    assert [(one.place.line, one.place.column, one.rule, one.severity) for one in problems] == [
        (10, 1, "off-topic", "error")
    ]
    assert "'sciatica'" in problems[0].message


def test_a_case_that_names_its_condition_in_any_way_is_right() -> None:
    names = ("sciatica", "sciatic nerve pain")

    assert not check_pages([page("A driver had Sciatic nerve pain.", kind="case-study", names=names)])
    assert not check_pages([page("It says nothing.", kind="case-study")])
