"""Reports: the same facts for people and for programs."""

from __future__ import annotations

import json

import pytest

from plainleaf.problems import WARNING, Place, Problem, Report
from plainleaf.problems.reports import FORMATS, count_in_words, format_report

LINK = Problem(
    Place("content/en/a.md", 6, 29), "broken-link", "no page 'excercises.md'", "Did you mean 'exercises.md'?"
)
LATE = Problem(
    Place("content/en/é, b:c%.md", 3), "review-overdue", "due on 2026-05-14\nand not done", "Review it.", WARNING
)


@pytest.fixture
def full_report() -> Report:
    """A report with an error and a warning."""
    report = Report()
    report.extend([LATE, LINK])
    return report


def test_people_get_place_message_rule_and_fix(full_report: Report) -> None:
    assert format_report(full_report, "text").startswith(
        "content/en/a.md:6:29: error: no page 'excercises.md' [broken-link]\n  fix: Did you mean 'exercises.md'?\n"
    )


def test_color_is_only_used_on_request(full_report: Report) -> None:
    assert "\033[" not in format_report(full_report, "text")
    colored = format_report(full_report, "text", with_color=True)
    assert "\033[31merror\033[0m" in colored
    assert "\033[33mwarning\033[0m" in colored


def test_json_has_every_fact_in_a_flat_object(full_report: Report) -> None:
    problems = json.loads(format_report(full_report, "json"))

    assert problems[0] == {
        "path": "content/en/a.md",
        "line": 6,
        "column": 29,
        "severity": "error",
        "rule": "broken-link",
        "message": "no page 'excercises.md'",
        "fix": "Did you mean 'exercises.md'?",
    }
    assert [problem["severity"] for problem in problems] == ["error", "warning"]


def test_github_gets_one_line_per_problem_with_special_characters_escaped(full_report: Report) -> None:
    lines = format_report(full_report, "github").splitlines()

    assert lines[0] == (
        "::error file=content/en/a.md,line=6,col=29,title=broken-link::"
        "no page 'excercises.md'%0Afix: Did you mean 'exercises.md'?"
    )
    assert lines[1].startswith("::warning file=content/en/é%2C b%3Ac%25.md,line=3,col=1,title=review-overdue::")
    assert len(lines) == 2


def test_a_message_cannot_inject_a_github_command(report: Report) -> None:
    report.add(Place("a.md"), "x", "50% \r\n::error::", "Write 100%25.")

    text = format_report(report, "github")

    assert text.count("\n") == 1
    assert "50%25 %0D%0A::error::" in text
    assert "100%2525" in text


def test_sarif_says_which_rule_is_broken_where(full_report: Report) -> None:
    sarif = json.loads(format_report(full_report, "sarif"))

    run = sarif["runs"][0]
    assert sarif["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["broken-link", "review-overdue"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["region"] == {"startLine": 6, "startColumn": 29}
    assert run["results"][1]["level"] == "warning"
    assert " " not in run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_report_is_still_valid_for_programs(form: str) -> None:
    text = format_report(Report(), form)

    if form in ("json", "sarif"):
        json.loads(text)
    else:
        assert text == ""


@pytest.mark.parametrize(
    ("errors", "warnings", "words"),
    [(0, 0, "no problems"), (1, 0, "1 error"), (2, 1, "2 errors, 1 warning"), (0, 2, "2 warnings")],
)
def test_a_report_is_summed_up_in_words(errors: int, warnings: int, words: str, report: Report) -> None:
    for line in range(errors):
        report.add(Place("a.md", line + 1), "x", "m", "f")
    for line in range(warnings):
        report.add(Place("b.md", line + 1), "x", "m", "f", severity=WARNING)

    assert count_in_words(report) == words


def test_lines_to_paste_keep_their_indentation(report: Report) -> None:
    report.add(Place("config.yaml"), "missing-field", "it is missing", "Add these lines.\nbrand:\n  primary: …")

    text = format_report(report, "text")

    assert text.splitlines()[1:] == ["  fix: Add these lines.", "       brand:", "         primary: …"]


def test_many_problems_with_one_cause_are_one_for_people_and_each_at_its_line_for_programs(report: Report) -> None:
    for number in range(1, 8):
        report.add(Place(f"page-{number}.md", number, 1), "unknown-red-flags", "there is no set 'x'", "Bring it back.")
    report.add(Place("page-3.md", 9, 1), "broken-link", "no page 'y.md'", "Check the path.")

    text, programs = format_report(report, "text"), json.loads(format_report(report, "json"))

    assert text == (
        "page-1.md:1:1: error: there is no set 'x' [unknown-red-flags]\n  fix: Bring it back.\n"
        "  also in 6 more places: page-2.md:2, page-3.md:3, page-4.md:4, page-5.md:5, …\n"
        "page-3.md:9:1: error: no page 'y.md' [broken-link]\n  fix: Check the path.\n"
    )
    assert len(programs) == 8


def test_few_problems_that_say_the_same_are_all_shown(report: Report) -> None:
    for number in range(1, 5):
        report.add(Place(f"page-{number}.md", 1, 1), "unknown-red-flags", "there is no set 'x'", "Bring it back.")

    assert format_report(report, "text").count("no set 'x'") == 4
