"""Figures of a decision aid as people write them, and the source that a name stands for."""

from __future__ import annotations

import pytest

from plainleaf.content.decision_aids.declared import find_source
from plainleaf.content.front_matter import EvidenceSource
from tests.content.decision_aids.aids import changed, parse


def figures_in(written: str) -> object:
    """What is read of a figure."""
    prose, report = parse(changed(("Have surgery: 95", f"Have surgery: {written}")))
    assert report.problems == []
    return prose.uses[0].values["outcomes"][0].figures["Have surgery"]


@pytest.mark.parametrize(
    ("written", "read"), [("0", 0), ("7", 7), ("100", 100), ("not known", None), ("Not known", None), ('"64"', 64)]
)
def test_a_figure_is_a_number_of_100_people_or_not_known(written: str, read: int | None) -> None:
    assert figures_in(written) == read


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("101", "from 0 to 100"),
        ("-1", "from 0 to 100"),
        ("many", "from 0 to 100"),
        ("95%", "only the number: 95"),
        ("95 of 100", "only the number: 95"),
        ("95 out of 100 people", "only the number: 95"),
        ("12.5", "Write 12 or 13"),
        ("12,5 %", "Write 12 or 13"),
        ("125 of 141", "how many of 100 people"),
        ("1 in 8", "how many of 100 people"),
        ("unknown", "Write: not known"),
        ('"?"', "Write: not known"),
    ],
)
def test_any_other_figure_is_reported_at_its_place_and_with_what_to_write(written: str, fix: str) -> None:
    _, report = parse(changed(("Have surgery: 95", f"Have surgery: {written}")))

    (problem,) = report.problems
    assert (problem.rule, problem.place.line, problem.place.column) == ("wrong-type", 18, 21)
    assert fix in problem.fix


def sources(*titles: str) -> tuple[EvidenceSource, ...]:
    """Evidence with these titles."""
    return tuple(EvidenceSource(title=title, publisher="BMJ", published="2020") for title in titles)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Surgery for sciatica", "Surgery for sciatica"),
        ("surgery for", "Surgery for sciatica"),
        ("Bed rest", "Bed rest: what it’s for"),
        ("Bed rest: what it's", "Bed rest: what it’s for"),
        ("Rest", ""),
        ("S", ""),
        ("Sciatica", "Sciatica"),
    ],
)
def test_a_source_is_found_by_its_title_or_by_the_first_words_of_one_title(name: str, title: str) -> None:
    evidence = sources("Surgery for sciatica", "Bed rest: what it’s for", "Sciatica", "Sciatica in numbers")

    found = find_source(name, evidence)

    assert (found.title if found else "") == title
