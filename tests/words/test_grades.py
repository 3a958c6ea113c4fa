"""A page that is too hard to read is reported; an easy or short one is not."""

from __future__ import annotations

from plainleaf.words import Limits
from tests.words.texts import LEGAL, check, places

EASY = "We walk to the park and back each day.\n\n"
MIDDLING = "Physical exercises strengthen your back, and regular movement helps recovery.\n\n"
HARD = "Degenerative intervertebral abnormalities characteristically necessitate rehabilitation.\n\n"


def test_a_grade_far_above_the_limit_is_an_error() -> None:
    problems = check(EASY + HARD * 30, "reading-grade")

    assert places(problems) == [(10, 1)]
    assert problems[0].severity == "error"
    assert "SMOG grade" in problems[0].message
    assert "Flesch-Kincaid" in problems[0].message


def test_a_page_between_the_limits_gets_a_warning_that_names_the_hardest_lines() -> None:
    problems = check(EASY * 30 + MIDDLING * 12, "reading-grade", limits=Limits(grade_warn=20, grade_fail=21))

    assert [problem.severity for problem in problems] == ["warning"]
    assert "line 88, 10 words, long ones: 'physical', 'exercises', 'regular', 'recovery'; line 90" in problems[0].fix


def test_a_plainer_word_is_named_where_the_list_has_one_and_capitals_are_spelled_out() -> None:
    problems = check(EASY * 30 + "We utilize MRI and EMG considerably.\n\n" * 20, "reading-grade")

    assert "6 words, long ones: 'utilize' (plainer: 'use'), 'considerably' (plainer: 'much'), 'MRI', 'EMG';" in (
        problems[0].fix
    )


def test_easy_pages_short_pages_and_notices_are_accepted() -> None:
    assert not check(EASY * 40, "reading-grade")
    assert not check(HARD * 29, "reading-grade")
    assert not check(HARD * 40, "reading-grade", traits=LEGAL)


def test_a_spanish_page_is_judged_by_inflesz_and_fernandez_huerta() -> None:
    hard = "La rehabilitación musculoesquelética multidisciplinaria requiere intervenciones individualizadas.\n\n"
    easy = "El dolor baja por la pierna.\n\n"

    message = check(hard * 30, "reading-grade", language="es")[0].message
    assert "INFLESZ" in message
    assert "Fernández-Huerta" in message
    assert not check(easy * 30, "reading-grade", language="es")


def test_the_limits_of_spanish_are_those_of_the_site() -> None:
    text = "La ciática es un dolor que baja por la pierna desde la espalda. " * 30
    strict = Limits(inflesz_warn=100, fernandez_huerta_warn=100)
    lax = Limits(inflesz_warn=0, inflesz_fail=0, fernandez_huerta_warn=0, fernandez_huerta_fail=0)

    assert "target: 100" in check(text, "reading-grade", language="es", limits=strict)[0].message
    hard = "La rehabilitación física requiere paciencia y constancia. " * 30
    assert check(hard, "reading-grade", language="es")[0].severity == "error"
    assert check(hard, "reading-grade", language="es", limits=lax) == []
