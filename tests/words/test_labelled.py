"""Word rules find what they are for, and leave good texts alone: precision and recall on labelled passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.words.labelled import CHECKS, FLOORS, HELD_BACK, PASSAGES, load_passages, measure_rule, names, with_figures

FEWEST = 15
# Good passages that were held back and that a rule may report, as measured. What it misses there has no limit, so that
# nobody is tempted to make a rule with them.
MAX_FALSE_ALARMS = {"error": 0, "warning": 1}


@pytest.mark.parametrize("name", names())
def test_a_rule_reaches_the_floors_of_its_severity(name: str) -> None:
    figures = measure_rule(name)
    precision, recall = FLOORS[figures.severity]

    assert figures.precision >= precision, figures.false_alarms
    assert figures.recall >= recall, figures.missed


@pytest.mark.parametrize("folder", [PASSAGES, HELD_BACK])
@pytest.mark.parametrize("name", names())
def test_passages_are_many_and_each_is_there_once(name: str, folder: Path) -> None:
    labelled = load_passages(name, folder)
    passages = [*labelled["bad"], *labelled["good"]]

    assert len(set(passages)) == len(passages)
    assert min(len(labelled["bad"]), len(labelled["good"])) >= FEWEST


@pytest.mark.parametrize("name", names())
def test_a_rule_stays_quiet_on_good_passages_that_were_held_back(name: str) -> None:
    figures = measure_rule(name, HELD_BACK)

    assert len(figures.false_alarms) <= MAX_FALSE_ALARMS[figures.severity], figures.false_alarms


@pytest.mark.parametrize("name", names())
def test_passages_that_are_held_back_are_nowhere_else(name: str) -> None:
    seen, held_back = load_passages(name), load_passages(name, HELD_BACK)

    assert not {*seen["bad"], *seen["good"]} & {*held_back["bad"], *held_back["good"]}


def test_the_figures_in_the_document_are_those_of_now() -> None:
    text = CHECKS.read_text(encoding="utf-8")

    assert text == with_figures(text), "run: python -m tests.words.labelled"
