"""Behind an invisible character, a problem is where an editor shows it; an escape is reported where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.input.files import as_written
from plainleaf.problems import Place, Problem
from tests.site_tools import CheckSite, MakeSite, Write, about_page, minimal_config


def _problem(line: int, column: int, rule: str = "raw-html") -> Problem:
    return Problem(Place("a.md", line, column), rule, "a fact", "a fix")


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [("ab", 1, 1), ("\u200bab", 1, 2), ("a\u200bb\u2060c", 3, 5), ("a\u200bb\u2060c", 1, 1), ("a\u2028bc", 3, 3)],
    ids=["none", "at the start", "two before", "two behind", "a space in its place"],
)
def test_a_column_counts_the_invisible_characters_before_it(
    line: str, column: int, expected: int, write: Write
) -> None:
    root = write("a.md", f"first\n{line}\n")

    moved = as_written([_problem(2, column), _problem(1, 1, "control-character")], root)

    assert moved[0].place.column == expected


def test_only_places_on_lines_with_invisible_characters_move(tmp_path: Path, write: Write) -> None:
    write("a.md", "one\nt\u200bwo\nthree")
    problems = [_problem(1, 3), _problem(2, 2, "control-character"), _problem(3, 4)]

    assert as_written(problems, tmp_path) == problems


def test_a_report_shows_the_columns_of_the_file(make_site: MakeSite, check_site: CheckSite) -> None:
    site = make_site(files={"content/en/about.md": about_page("a\u200bb \u2060[the bus](bus.md)")})

    found = [(each["rule"], each["line"], each["column"]) for each in check_site(site).problems]

    assert found == [("control-character", 6, 2), ("control-character", 6, 5), ("broken-link", 6, 16)]


@pytest.mark.parametrize(
    ("written", "column"),
    [
        (r'"A \x07"', 11),
        (r'"A \u202e b"', 11),
        (r'"A \U0000202E b"', 11),
        (r'"A \\x07 \a"', 17),
        (r'"\L"', 9),
    ],
)
def test_an_escape_for_an_invisible_character_is_reported_at_its_place(
    written: str, column: int, make_site: MakeSite, check_site: CheckSite
) -> None:
    site = make_site(files={"content/en/about.md": about_page("Text.", f"owner: {written}\n")})

    problem = check_site(site).problems[0]

    assert (problem["rule"], problem["line"], problem["column"]) == ("control-character", 4, column)
    assert problem["message"].startswith("'\\")


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("config.yaml", minimal_config(("name: Main office", r'name: "Main \x1b office"')), (21, 17)),
        ("content/en/terms.yaml", '- term: disc\n  says: "A\n    cushion \\u200b."\n', (3, 13)),
        ("content/en/about.md", about_page('::: inset\nlabel: "a\\x07"\n\nText.\n:::'), (7, 10)),
    ],
)
def test_escapes_are_found_wherever_yaml_is_written(
    name: str, text: str, place: tuple[int, int], make_site: MakeSite, check_site: CheckSite
) -> None:
    problems = check_site(make_site(files={name: text})).problems

    assert [(p["line"], p["column"]) for p in problems if p["rule"] == "control-character"] == [place]
