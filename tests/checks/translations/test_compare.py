"""Translations beside their originals: what has changed, numbers that differ, and every sort of build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.problems import Report
from plainleaf.state.state import MemoryState
from tests.site_stages import check_sources
from tests.site_tools import (
    MakeSite,
    build_by,
    build_folder,
    bytes_below,
    write_files,
)
from tests.site_variants import in_two_languages
from tests.test_resident import options_of_server

ABOUT = "content/{}/about.md"
ENGLISH = """---
title: About us
summary: Who we are.
---

We see you for 30 minutes, 2 times a week.

In an emergency, call 911.
"""
SPANISH = """---
title: Nosotros
summary: Quiénes somos.
translation:
  translator: Eva Example
  method: person
  source: "{}"
---

Lo vemos 30 minutos, dos veces por semana.

En una emergencia, llame al 911.
"""


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site with a page in two languages, whose translation follows its original."""
    root = make_site()
    in_two_languages(root)
    write_files(root, {ABOUT.format("en"): ENGLISH})
    write(root, "es", SPANISH.format(marks_of(root)))
    return root


def marks_of(root: Path) -> str:
    """The marks of the original as it is now."""
    pages = read(load(root, Report()), Report()).pages
    return next(each.blocks for each in pages if each.path == ABOUT.format("en"))


def write(root: Path, language: str, text: str) -> None:
    """Write the page in a language."""
    write_files(root, {ABOUT.format(language): text})


def told(problems: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Rule, severity and line of each problem."""
    return [(each["rule"], each["severity"], each["line"]) for each in problems]


def test_a_translation_that_follows_its_original_has_no_problem(root: Path) -> None:
    assert check_sources(root).problems == []


def test_a_changed_original_is_known_in_the_next_build_and_patients_are_told(root: Path) -> None:
    build_folder(root)
    write(root, "en", ENGLISH.replace("We see you", "We treat you"))

    result = build_folder(root)

    assert told(result.problems) == [("stale-translation", "warning", 7)]
    assert "1 part at line 6" in result.problems[0]["message"]
    page = root / "public/es/about/index.html"
    assert "The original has changed since it was translated." in page.read_text("utf-8")
    write(root, "en", ENGLISH)
    assert build_folder(root).problems == []
    assert "The original has changed" not in page.read_text("utf-8")


def test_a_change_of_what_is_about_safety_is_an_error(root: Path) -> None:
    build_folder(root)
    write(root, "en", ENGLISH.replace("In an emergency,", "If you feel numb,"))

    result = build_folder(root)

    assert told(result.problems) == [("stale-translation", "error", 7)]
    assert "at line 8" in result.problems[0]["message"]


@pytest.mark.parametrize(
    ("old", "new", "severity", "line"),
    [
        ("30 minutos", "300 minutos", "warning", 10),
        ("dos veces", "muchas veces", "warning", 10),
        ("30 minutos", "30 días", "warning", 10),
        ("llame al 911", "llame al 119", "error", 12),
        ("llame al 911", "llámenos", "error", 12),
        ("30 minutos", "30 minutos y 10 mg", "error", 10),
    ],
)
def test_a_number_that_differs_from_the_original_is_found_at_its_block(
    old: str, new: str, severity: str, line: int, root: Path
) -> None:
    build_folder(root)
    text = (root / ABOUT.format("es")).read_text("utf-8")
    write(root, "es", text.replace(old, new))

    result = build_folder(root)

    found = [each for each in told(result.problems) if each[0] != "wrong-emergency-number"]
    assert found == [("different-number", severity, line)]


@pytest.mark.parametrize("english", ["911", "[](phone:emergency)", "[911](phone:emergency)"])
@pytest.mark.parametrize("spanish", ["911", "[](phone:emergency)", "[911](phone:emergency)"])
def test_the_emergency_number_may_be_typed_or_a_link_in_either_language(english: str, spanish: str, root: Path) -> None:
    write(root, "en", ENGLISH.replace("911", english))
    write(root, "es", SPANISH.format(marks_of(root)).replace("911", spanish))

    assert check_sources(root).rules == []


def test_the_numbers_of_the_site_may_be_typed_or_a_link(root: Path) -> None:
    number = "313-555-0100"
    write(root, "en", ENGLISH.replace("We see you", "[Call us](phone:appointments): we see you"))
    write(root, "es", SPANISH.format(marks_of(root)).replace("Lo vemos", f"{number}: lo vemos"))
    same = build_folder(root).rules
    write(root, "es", SPANISH.format(marks_of(root)).replace("Lo vemos", "313-555-0101: lo vemos"))

    other = build_folder(root).problems

    assert "different-number" not in same
    found = [each for each in other if each["rule"] == "different-number"]
    assert told(found) == [("different-number", "warning", 10)]
    assert f"says '{number}'" in found[0]["message"]


DOSES = "\n- Morning: 10 mg\n- Noon: 10 mg\n- Night: 20 mg\n"
SAME_DOSES = "\n- Mañana: 10 mg\n- Mediodía: 10 mg\n- Noche: 20 mg\n"


@pytest.mark.parametrize(
    ("spanish", "problems"),
    [
        (SAME_DOSES, []),
        ("\n- Mañana: 20 mg\n- Mediodía: 10 mg\n- Noche: 10 mg\n", [14, 16]),
        ("\n- Mañana: 10 mg\n- Mediodía: 20 mg\n- Noche: 20 mg\n", [15]),
        ("\n- Mañana y mediodía: 10 mg, 10 mg\n- Noche: 20 mg\n", []),
        ("\n- Mañana y mediodía: 10 mg, 20 mg\n- Noche: 20 mg\n", [15]),
        ("\n- Mañana y mediodía: 10 mg\n- Noche: 20 mg\n", [2]),
    ],
)
def test_each_dose_must_be_in_the_part_where_the_original_has_it(spanish: str, problems: list[int], root: Path) -> None:
    write(root, "en", ENGLISH + DOSES)
    write(root, "es", SPANISH.format(marks_of(root)) + spanish)

    found = told(check_sources(root).problems)

    assert [(rule, severity) for rule, severity, _ in found] == [("different-number", "error")] * len(problems)
    assert [line for _, _, line in found] == problems


def test_the_emergency_number_must_be_in_the_part_where_the_original_has_it(root: Path) -> None:
    write(root, "en", ENGLISH + "\nIf you cannot walk, call 911.\n")
    write(root, "es", SPANISH.format(marks_of(root)) + "\nSi no puede caminar, llámenos.\n")

    (found,) = check_sources(root).problems

    assert told([found]) == [("different-number", "error", 14)]
    assert "content/en/about.md:10 says '911', and that part of this page does not" in found["message"]


@pytest.mark.parametrize("dose", ["100 mg", "10 mcg"])
def test_a_dose_that_was_changed_is_one_mistake(dose: str, root: Path) -> None:
    write(root, "en", ENGLISH.replace("We see you", "You get 10 mg"))
    write(root, "es", SPANISH.format(marks_of(root)).replace("Lo vemos", f"Recibe {dose}"))

    found = [each for each in check_sources(root).problems if each["rule"] == "different-number"]

    assert told(found) == [("different-number", "error", 10)]
    assert f"'{dose}' where content/en/about.md:6 says '10 mg'" in found[0]["message"]


@pytest.mark.parametrize(
    ("dose", "also"),
    [("1 mg", ""), ("1000 mcg", ""), ("1.000 mg", ", and may be read as 1 or 1000")],
)
def test_a_dose_a_thousand_times_too_small_is_found(dose: str, also: str, root: Path) -> None:
    write(root, "en", ENGLISH.replace("We see you", "Take 1,000 mg"))
    write(root, "es", SPANISH.format(marks_of(root)).replace("Lo vemos", "Tome 1,000 mg"))
    assert build_folder(root).problems == []
    write(root, "es", SPANISH.format(marks_of(root)).replace("Lo vemos", f"Tome {dose}"))

    (found,) = build_folder(root).problems

    assert told([found]) == [("different-number", "error", 10)]
    assert f"this page says '{dose}' where content/en/about.md:6 says '1,000 mg'{also}" in found["message"]


def test_a_number_that_changes_in_the_original_alone_is_found_in_the_translation(root: Path) -> None:
    build_folder(root)
    write(root, "en", ENGLISH.replace("30 minutes", "45 minutes"))

    result = build_folder(root)

    assert sorted(result.rules) == ["different-number", "stale-translation"]
    (found,) = (each for each in result.problems if each["rule"] == "different-number")
    assert "says '30 minutos' where content/en/about.md:6 says '45 minutes'" in found["message"]


@pytest.mark.matrix
def test_every_sort_of_build_tells_the_same(root: Path) -> None:
    served, options = MemoryState(), options_of_server(root, root / "served")
    for new in ("We treat you", "We see you", "We heal you", "We see you 20 minutes and"):
        write(root, "en", ENGLISH.replace("We see you", new))

        plain = build_folder(root)

        clean = build_folder(root, "--clean", out=root / "clean")
        several = build_folder(root, "--clean", "--jobs", "2", out=root / "several")
        checked = check_sources(root)
        assert plain.problems == clean.problems == several.problems == checked.problems
        assert bytes_below(root / "public") == bytes_below(root / "clean") == bytes_below(root / "several")
        _, found = build_by(options, served)
        lines = [(each.rule, each.severity, each.place.line) for each in sorted(found)]
        assert lines == told(plain.problems)
