"""Suicide, overdose and violence at home: the line for it is given in the same section."""

from __future__ import annotations

import pytest

from plainleaf.problems import Problem
from plainleaf.words import Limits, examine_page, make_standard
from tests.words.texts import lists, page

PHONES = (("crisis", "988"),)


def found_in(text: str, language: str = "en", phones: tuple[tuple[str, str], ...] = PHONES) -> list[Problem]:
    """The sections of a text that lack the crisis line."""
    standard = make_standard(lists(language), (), Limits(), language, phones)
    found = examine_page(page(text, language=language), standard).problems
    return [problem for problem in found if problem.rule == "crisis-line-missing"]


@pytest.mark.parametrize(
    "text",
    [
        "Some people think of suicide.",
        "Suicidal thoughts can come with this medicine.",
        "If you feel suicidal, tell us.",
        "You may have thoughts of hurting yourself.",
        "Do you think about harming yourself?",
        "They may want to hurt themselves.",
        "Some people think of killing themselves.",
        "He wanted to kill himself.",
        "Self-harm is common in long illness.",
        "Young people may self harm.",
        "Some cut or burn themselves to harm themselves on purpose.",
        "You may think of ending your life.",
        "She tried to take her own life.",
        "He thought about ending it all.",
        "You may feel that you do not want to live.",
        "People say they don’t want to live any more.",
        "Some no longer want to live.",
        "I did not want to be alive.",
        "You may not want to wake up.",
        "Some days I want to die.",
        "You may wish you were dead.",
        "Life may seem not worth living.",
        "It can feel as if life is no longer worth living.",
        "You see no reason to live.",
        "You may think others would be better off without you.",
        "I felt I was better off dead.",
        "Many see no point in living.",
        "Call us if you have thoughts about harming yourself.",
    ],
)
def test_a_section_about_not_wanting_to_live_gives_the_crisis_line(text: str) -> None:
    (problem,) = found_in(text)

    assert problem.severity == "error"
    assert found_in(f"{text} Call or text 988.") == []
    assert found_in(f"{text}\n\nCall [](phone:crisis).") == []


@pytest.mark.parametrize(
    "text",
    [
        "It hurts to live with this pain.",
        "You do not want to live with this pain for years.",
        "A dead leg is a numb leg.",
        "Some call it killing pain.",
        "This medicine kills the pain, and kills germs.",
        "You will not hurt yourself by walking.",
        "You cannot harm yourself with these exercises.",
        "Lift with care, so that you do not hurt yourself.",
        "I could die of shame, but I did not ask.",
        "Nerve cells can die without blood.",
        "The disc tissue is dead.",
        "Pain can change your life.",
        "Surgery can save your life.",
        "You can take your life back.",
        "This is the end of your treatment.",
        "You do not want to wake the whole house.",
        "Do not want too much at once.",
        "You may want to live in a house without stairs.",
        "Your life is worth living well.",
        "Harm is rare.",
        "Falls can kill.",
        "You will live a long life.",
        "The risk of death is low.",
        "People with back pain live as long as others.",
        "Do not end your exercises too soon.",
        "I was dead tired.",
        "Painkillers can harm you.",
        "There is no point in scans at first.",
        "She wishes to live near the sea.",
        "You don’t want to live on pills.",
    ],
)
def test_other_words_about_pain_and_life_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_the_number_counts_only_in_the_same_section() -> None:
    text = "## One\n\nCall 988.\n\n## Two\n\nYou may want to die. Others want to die too.\n\n## Three\n\nCall 988."

    (problem,) = found_in(text)

    assert (problem.place.line, problem.place.column) == (16, 9)


@pytest.mark.parametrize("written", ["9-8-8", "988", "9 8 8"])
def test_the_number_is_known_however_it_is_written(written: str) -> None:
    assert found_in(f"If you want to die, call {written}.") == []


def test_another_number_with_the_same_digits_is_none() -> None:
    assert len(found_in("If you want to die, call 313-555-0198 or 9880.")) == 1


def test_nothing_is_said_where_the_line_of_the_country_is_unknown() -> None:
    assert found_in("You may want to die.", phones=()) == []


def test_a_source_may_speak_of_suicide() -> None:
    assert found_in("Ask us.[^a]\n\n[^a]: National Institute, Suicide in chronic pain, 2019.") == []


def test_spanish_has_its_words_too() -> None:
    assert len(found_in("Quizá ya no quiere vivir.", "es")) == 1
    assert found_in("No quiere vivir con dolor.", "es") == []


LINES = (*PHONES, ("poison", "1-800-222-1222"), ("violence", "1-800-799-7233"), ("emergency", "911"))


def rules_in(text: str, language: str = "en", lines: tuple[tuple[str, str], ...] = LINES) -> list[str]:
    """The rules about lines for people in danger, and about typed numbers, that a text breaks."""
    standard = make_standard(lists(language), (), Limits(advice=True), language, lines)
    found = examine_page(page(text, language=language), standard).problems
    return [each.rule for each in found if each.rule.endswith(("line-missing", "typed-phone"))]


@pytest.mark.parametrize(
    "number",
    ["1-800-222-1222", "1 (800) 222-1222", "800-222-1222", "1.800.222.1222", "[](phone:poison)", "911",
     "[](phone:emergency)"],
)  # fmt: skip
def test_the_poison_line_or_the_emergency_number_will_do_and_may_be_typed(number: str) -> None:
    assert rules_in("You took too many pills.") == ["poison-line-missing"]
    assert rules_in(f"You took too many pills. Call {number}.") == []


@pytest.mark.parametrize("number", ["1-800-799-7233", "(800) 799-7233", "[](phone:violence)"])
def test_the_line_for_violence_at_home_may_be_typed(number: str) -> None:
    assert rules_in("Are you afraid of your partner?") == ["violence-line-missing"]
    assert rules_in(f"Are you afraid of your partner? Call {number}.") == []


@pytest.mark.parametrize("number", ["1-800-222-1223", "1-800-222-12225"])
def test_a_number_that_is_nearly_the_poison_line_is_none(number: str) -> None:
    assert "poison-line-missing" in rules_in(f"You took too many pills. Call {number}.")


def test_the_emergency_number_is_not_the_line_for_violence_at_home() -> None:
    assert rules_in("If your partner hits you, call 911.") == ["violence-line-missing"]


def test_each_danger_needs_its_own_line() -> None:
    text = "If your partner hits you, or you want to die, or you took too many pills, call 1-800-222-1222."

    assert sorted(rules_in(text)) == ["crisis-line-missing", "violence-line-missing"]


def test_nothing_is_said_of_lines_that_are_not_known() -> None:
    assert rules_in("If your partner hits you, tell us. You took too many pills.", lines=PHONES) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Si usted tomó demasiadas pastillas, no espere.", ["poison-line-missing"]),
        ("Si usted tomó demasiadas pastillas, llame al 1-800-222-1222.", []),
        ("Una sobredosis puede dañar su hígado.", ["poison-line-missing"]),
        ("Tomó demasiado tiempo.", []),
        ("¿Tiene miedo de su pareja?", ["violence-line-missing"]),
        ("Su pareja le golpea. Llame al 1-800-799-7233.", []),
        ("Su pareja puede ayudarle.", []),
    ],
)
def test_spanish_has_words_for_poison_and_violence(text: str, found: list[str]) -> None:
    assert rules_in(text, "es") == found


def test_the_poison_line_is_asked_for_only_where_a_site_wants_advice() -> None:
    standard = make_standard(lists("en"), (), Limits(), "en", LINES)

    assert rules_in("You took too many pills.") == ["poison-line-missing"]
    found = examine_page(page("You took too many pills."), standard).problems
    assert "poison-line-missing" not in [each.rule for each in found]
