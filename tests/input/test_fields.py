"""Declared fields: each mistake is reported once, at its place, with a guess at what was meant."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import Struct

from plainleaf.input.fields import declare, fields_of, read_group, read_groups
from plainleaf.input.fieldtypes import day, group_of, line, list_of, text
from plainleaf.input.nodes import Node
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Report
from tests.growth import is_within
from tests.site_tools import places, rules


class Step(Struct, frozen=True, kw_only=True):
    """One step of an exercise."""

    does: str = declare(line(), "What to do.", required=True)


class Exercise(Struct, frozen=True, kw_only=True):
    """An exercise, as a test declares it."""

    title: str = declare(line(), "Its name.", required=True, example="Walking")
    summary: str = declare(text(), "What it is for.", required=True)
    seen: date | None = declare(day(), "When it was last checked.")
    steps: tuple[Step, ...] = declare(list_of(group_of(Step)), "What to do.", required=True)
    level: str = declare(line(), "How hard it is.", default="easy")


class Author(Struct, frozen=True, kw_only=True):
    """Who wrote it."""

    author: str = declare(line(), "Who wrote it.", required=True)


class Plan(Struct, frozen=True, kw_only=True):
    """A plan, whose first step is a group."""

    name: str = declare(line(), "Its name.", required=True)
    first: Step | None = declare(group_of(Step), "What to do first.")


GOOD = "title: Walk\nsummary: It helps.\nsteps:\n  - does: Go.\n"


def node_of(written: str) -> Node:
    """The YAML of a file 'exercise.yaml'."""
    node = read_yaml(written, Place("exercise.yaml"))
    assert isinstance(node, Node)
    return node


def test_a_group_has_its_values_and_defaults_for_missing_fields(report: Report) -> None:
    exercise = read_group(Exercise, node_of(GOOD), report)

    assert exercise == Exercise(title="Walk", summary="It helps.", seen=None, steps=(Step(does="Go."),), level="easy")
    assert report.problems == []


def test_a_missing_field_is_reported_with_its_help_and_an_example(report: Report) -> None:
    read_group(Exercise, node_of(GOOD.replace("title: Walk\n", "")), report)

    assert rules(report) == ["missing-field"]
    assert places(report) == ["exercise.yaml:1:1"]
    assert "'title: Walking'" in report.problems[0].fix
    assert "Its name." in report.problems[0].fix


def test_a_field_without_a_value_is_reported_where_the_value_should_be(report: Report) -> None:
    read_group(Exercise, node_of(GOOD.replace("Walk", "")), report)

    assert rules(report) == ["missing-field"]
    assert places(report) == ["exercise.yaml:1:7"]


def test_a_required_list_may_not_be_empty(report: Report) -> None:
    read_group(Exercise, node_of("title: Walk\nsummary: It helps.\nsteps: []\n"), report)

    assert rules(report) == ["missing-field"]
    assert places(report) == ["exercise.yaml:3:8"]


def test_a_misspelt_field_is_one_mistake_and_not_two(report: Report) -> None:
    read_group(Exercise, node_of(GOOD.replace("summary", "sumary")), report)

    assert rules(report) == ["unknown-field"]
    assert places(report) == ["exercise.yaml:2:1"]
    assert report.problems[0].fix == "Did you mean 'summary'?"


def test_a_field_that_two_groups_declare_is_named_once_in_the_fix(report: Report) -> None:
    read_groups((Exercise, Exercise), node_of(GOOD + "zebra: Run\n"), report)

    assert report.problems[-1].fix.count(" title") == 1


def test_a_field_that_is_already_there_is_never_suggested(report: Report) -> None:
    read_group(Exercise, node_of(GOOD + "titel: Run\n"), report)

    assert rules(report) == ["unknown-field"]
    assert "Did you mean 'title'" not in report.problems[0].fix
    assert "use one of" in report.problems[0].fix


def test_every_mistake_of_a_group_is_reported_in_one_run(report: Report) -> None:
    read_group(Exercise, node_of("titel: Walk\nseen: soon\nmood: good\nsteps: go\n"), report)

    assert rules(report) == ["missing-field", "unknown-field", "wrong-type", "unknown-field", "wrong-type"]


def test_a_mistake_in_a_nested_group_has_the_place_of_its_line(report: Report) -> None:
    read_group(Exercise, node_of(GOOD + "  - do: Stop.\n"), report)

    assert rules(report) == ["unknown-field"]
    assert places(report) == ["exercise.yaml:5:5"]


def test_a_text_instead_of_a_group_is_a_wrong_type(report: Report) -> None:
    read_group(Exercise, node_of("- Walk\n"), report)

    assert rules(report) == ["wrong-type"]
    assert "a list is not a group" in report.problems[0].message


def test_a_text_instead_of_a_list_of_groups_is_answered_with_their_lines(report: Report) -> None:
    read_group(Exercise, node_of("title: Walk\nsummary: It helps.\nsteps: Go.\n"), report)

    assert rules(report) == ["wrong-type"]
    assert places(report) == ["exercise.yaml:3:8"]
    assert report.problems[0].fix == "Write lines for it, such as:\nsteps:\n  - does: …"


def test_a_field_of_a_group_that_is_outside_is_moved_into_it(report: Report) -> None:
    read_group(Plan, node_of("name: A\ndoes: Go.\n"), report)

    assert rules(report) == ["unknown-field"]
    assert report.problems[0].fix == "Move it below 'first', with two spaces more in front."


@pytest.mark.parametrize("word", ["none", "No", "n/a", "None.", "-none-", "''"])
def test_an_optional_field_that_says_that_there_is_nothing_may_be_left_out(word: str, report: Report) -> None:
    read_group(Exercise, node_of(f"{GOOD}seen: {word}\n"), report)

    assert rules(report) == ["wrong-type"]
    assert report.problems[0].fix == "Delete the line: 'seen' may be left out."


def test_a_text_may_be_a_word_for_nothing(report: Report) -> None:
    exercise = read_group(Exercise, node_of(f"{GOOD}level: none\n"), report)

    assert exercise.level == "none"
    assert not report.count


def test_a_text_instead_of_a_group_in_a_list_is_answered_with_its_keys(report: Report) -> None:
    read_group(Exercise, node_of("title: Walk\nsummary: It helps.\nsteps:\n  - Go.\n"), report)

    assert rules(report) == ["wrong-type"]
    assert report.problems[0].fix == "Write a line for each: 'does: …'."


def test_groups_in_one_mapping_share_one_set_of_names(report: Report) -> None:
    exercise, author = read_groups((Exercise, Author), node_of(GOOD + "author: Ada\n"), report)

    assert (exercise.title, author.author) == ("Walk", "Ada")
    assert report.problems == []


def test_a_field_of_another_group_can_be_suggested_too(report: Report) -> None:
    read_groups((Exercise, Author), node_of(GOOD + "autor: Ada\n"), report)

    assert [problem.fix for problem in report.problems] == ["Did you mean 'author'?"]


def test_the_declarations_of_a_group_can_be_listed_for_the_docs() -> None:
    found = fields_of(Exercise)

    assert [field.name for field in found] == ["title", "summary", "seen", "steps", "level"]
    assert found[3].type.group is Step


def test_thousands_of_unknown_keys_take_a_time_that_grows_with_their_number() -> None:
    short, long = (
        read_yaml("steps:\n" + "".join(f"key{each}: a\n" for each in range(count)), Place("a.md"))
        for count in (600, 6000)
    )
    assert isinstance(short, Node)
    assert isinstance(long, Node)

    assert is_within(lambda node: read_group(Exercise, node, Report()), short, long, 10)
