"""Texts that a '#' cuts off, or that keep curly quotation marks: a warning where that was probably not meant."""

from __future__ import annotations

import pytest

from plainleaf.input import fieldtypes
from plainleaf.input.fields import FieldType
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import WARNING, Place, Report
from tests.site_tools import places, rules

ANY = fieldtypes.line()


def report_of(text: str, type_: FieldType = ANY) -> Report:
    """What is reported of the value of the key 'key' in a YAML text."""
    node = read_yaml(text, Place("a.yaml"))
    assert isinstance(node, Node)
    assert isinstance(node.value, Pairs)
    report = Report()
    type_.read(node.value.values["key"], report)
    return report


@pytest.mark.parametrize(
    ("text", "column", "line"),
    [
        ("key: Symptoms #1 of heel pain", 15, 'key: "Symptoms #1 of heel pain"'),
        ("key: Suite # 2", 12, 'key: "Suite # 2"'),
        ("key: We say #keepmoving", 13, 'key: "We say #keepmoving"'),
        ('key: Ada "the best" #1', 21, "key: 'Ada \"the best\" #1'"),
        ("key: C# and F #2", 15, 'key: "C# and F #2"'),
    ],
)
def test_a_text_that_is_cut_off_is_shown_in_quotes(text: str, column: int, line: str) -> None:
    report = report_of(text)

    assert places(report) == [f"a.yaml:1:{column}"]
    assert rules(report) == ["yaml-comment"]
    assert report.problems[0].severity == WARNING
    assert report.problems[0].fix.startswith(f"Write: {line} ")


@pytest.mark.parametrize("text", ["key: One\n  two #3 four", "key:\n  One\n  two #3 four", "key:\n  One two #3 four"])
def test_a_text_on_several_lines_that_is_cut_off_is_shown_on_one(text: str) -> None:
    report = report_of(text)

    assert rules(report) == ["yaml-comment"]
    assert report.problems[0].fix.startswith('Write: key: "One two #3 four" ')


def test_an_entry_of_a_list_is_cut_off_too() -> None:
    report = report_of("key:\n  - Dr. Smith #2\n  - Dr. Jones # the other\n", fieldtypes.list_of(ANY))

    assert places(report) == ["a.yaml:2:15"]
    assert '- "Dr. Smith #2"' in report.problems[0].fix


@pytest.mark.parametrize(
    "text",
    [
        "key: Symptoms # a comment",
        "key: Symptoms  # 3 signs",
        "key: Symptoms #",
        "key: Symptoms ## more",
        "key: C# 5",
        "key: C#5",
        'key: "Symptoms" #1',
        "key: |\n  Symptoms #1\n",
    ],
)
def test_a_comment_stays_a_comment(text: str) -> None:
    assert report_of(text).problems == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("key: 3 #third", fieldtypes.number(1, 9)),
        ("key: yes #really", fieldtypes.flag()),
        ("key: 2026-05-01 #today", fieldtypes.day()),
        ("key: people/ada.md #the author", fieldtypes.named("a page")),
        ("key: 313-555-0110 #nurse", fieldtypes.phone_number()),
        ("key: ltr #usual", fieldtypes.choice("ltr", "rtl")),
    ],
)
def test_a_value_for_programs_may_have_a_comment_without_a_space(text: str, type_: FieldType) -> None:
    assert report_of(text, type_).problems == []


def test_an_extension_after_a_number_is_no_comment() -> None:
    assert rules(report_of("key: 313-555-0110 #2", fieldtypes.phone_number())) == ["yaml-comment"]


def test_a_value_that_is_all_comment_is_one_problem() -> None:
    report = report_of("key: #1 tip")

    assert rules(report) == ["wrong-type"]
    assert report.problems[0].fix == 'Write: key: "#1 tip"'


@pytest.mark.parametrize("title", ['"“Heel pain”"', "“Heel” pain", "“Heel” and “pain”", "Heel pain", "“ ”", "5” nail"])
def test_quotation_marks_that_were_meant_are_no_problem(title: str) -> None:
    assert rules(report_of(f"key: {title}\n")) == []
