"""Problems and the report that gathers them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.problems import WARNING, Place, Problem, Report, closest, suggest
from tests.site_tools import places


def test_a_problem_found_twice_is_listed_once(report: Report) -> None:
    for _ in range(2):
        report.add(Place("a.md", 3, 1), "raw-html", "raw", "Delete it.")

    assert len(report.problems) == 1


def test_problems_stand_by_file_then_line_then_column(report: Report) -> None:
    for place in (Place("b.md", 1, 1), Place("a.md", 10, 1), Place("a.md", 9, 7), Place("a.md", 9, 2)):
        report.extend([Problem(place, "raw-html", "raw", "Delete it.")])

    assert places(report) == ["a.md:9:2", "a.md:9:7", "a.md:10:1", "b.md:1:1"]


def test_a_warning_does_not_stop_a_build(report: Report) -> None:
    report.add(Place("a.md"), "acronym", "unexplained", "Explain it.", severity=WARNING)

    assert not report.has_errors


def test_an_error_stops_a_build(report: Report) -> None:
    report.add(Place("a.md"), "raw-html", "raw", "Delete it.")

    assert report.has_errors


@pytest.mark.parametrize(
    ("name", "known", "guess"),
    [
        ("sumary", ["title", "summary"], "summary"),
        ("excercises.md", ["exercises.md", "symptoms.md"], "exercises.md"),
        ("sciatica/indx.md", ["sciatica/index.md", "sciatica/causes.md"], "sciatica/index.md"),
        ("mood", ["title", "summary"], None),
        ("content/en/a.md", ["content/en/surgery.md"], None),
        ("", ["title"], None),
    ],
)
def test_a_guess_is_made_only_when_something_is_close(name: str, known: list[str], guess: str | None) -> None:
    assert closest(name, known) == guess


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("titel", "title"), ("calout", "callout"), ("emergancy", "emergency"), ("reveiwed", "reviewed"),
        ("alsoKnownAs", "also_known_as"), ("menu-title", "menu_title"), ("Title", "title"), ("nures", "nurse"),
        ("alias", "aliases"), ("expire", "expires"), ("autor", "author"), ("telehelth", "telehealth"),
    ],
)  # fmt: skip
def test_a_slip_is_close(written: str, known: str) -> None:
    assert closest(written, [known, "something else"]) == known


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("prednisone", "prednisolone"), ("hypertension", "hypotension"), ("hyperglycemia", "hypoglycemia"),
        ("fluoxetine", "paroxetine"), ("novolin", "novolog"), ("quinine", "quinidine"), ("dopamine", "dobutamine"),
        ("dr-a-smith", "dr-b-smith"), ("ada", "ida"), ("ben-example", "ada-example"), ("north", "south"),
        ("eastside", "westside"), ("upper-back", "lower-back"), ("left-leg", "right-leg"), ("main", "mail"),
        ("visit-1", "visit-2"), ("visit1", "visit"), ("photo", "phone"), ("text", "test"), ("name", "home"),
        ("people", "page"), ("about", "contact"), ("reviewer", "reviewed by"),
    ],
)  # fmt: skip
def test_another_word_is_not_close(written: str, known: str) -> None:
    assert closest(written, [known]) is None
    assert closest(known, [written]) is None


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("abduction", "adduction"), ("ileum", "ilium"), ("dysphagia", "dysphasia"), ("peroneal", "perineal"),
        ("prostate", "prostrate"), ("mucus", "mucous"),
    ],
)  # fmt: skip
def test_words_of_medicine_may_not_differ(written: str, known: str) -> None:
    assert closest(written, [known], may_differ=False) is None
    assert closest(known, [written], may_differ=False) is None


def test_of_two_names_that_are_equally_close_none_is_guessed() -> None:
    assert closest("publishe", ["publisher", "published"]) is None


def test_the_fix_is_the_guess_or_else_what_to_do() -> None:
    assert suggest("sumary", ["summary"], otherwise="Look it up.") == "Did you mean 'summary'?"
    assert suggest("mood", ["summary"], otherwise="Look it up.") == "Look it up."


@given(some.text(max_size=30), some.lists(some.text(max_size=30), max_size=8))
def test_a_guess_is_always_one_of_the_known_names(name: str, known: list[str]) -> None:
    assert closest(name, known) in [*known, None]
