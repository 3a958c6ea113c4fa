"""Amounts in texts of several languages, in a form in which they can be compared."""

from __future__ import annotations

import pytest

from plainleaf.content.translations.amounts import find_amounts, find_values, has_dose, has_number, values_of

SHORT = frozenset({"911", "988"})


def amounts_in(text: str, language: str) -> set[tuple[str, str]]:
    """Unit and value of each amount; those with several values have all of them, joined."""
    return {(each.unit, "|".join(sorted(each.values))) for each in find_amounts(text, language, SHORT)}


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Take 400 mg every 6 to 8 hours.", "Tome 400 mg cada 6 a 8 horas."),
        ("a 30-minute visit", "una visita de 30 minutos"),
        ("50% of people", "el 50 % de las personas"),
        ("5 percent", "5 por ciento"),
        ("**10 mg** of it", "**10 miligramos** de eso"),
        ("1,200 mg a day", "1.200 mg al día"),
        ("1.5 ml", "1,5 ml"),
        ("$120", "$120"),
        ("Call 911 or 313-555-0110.", "Llame al 911 o al 313-555-0110."),
        ("[Call](phone:nurse)", "[Llame](phone:nurse)"),
        ("2 or 3 tablets", "2 o 3 pastillas"),
    ],
)
def test_the_same_amount_is_the_same_in_both_languages(english: str, spanish: str) -> None:
    found = list(find_amounts(english, "en", SHORT))

    others = list(find_amounts(spanish, "es-US", SHORT))
    assert [each.unit for each in found] == [each.unit for each in others] != []
    assert all(one.values & other.values for one, other in zip(found, others, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "at 8 a.m. on May 14, 2026",
        "half of 1/2 tablet",
        "911 people",
        "[see 5](https://example.org/10-mg) {#after-6-weeks}",
        "a note[^2] minutes later",
        "10 mgs",
        "the 24/7 line",
    ],
)
def test_what_cannot_be_compared_is_no_amount(text: str) -> None:
    assert amounts_in(text, "en") - {("phone", "911")} == set()


def test_a_number_in_words_has_a_value() -> None:
    assert {"2", "30"} <= find_values("Dos veces, durante media hora", "es")
    assert {"2", "12"} <= find_values("twice, or a dozen", "en")
    assert find_values("zwei", "de") == frozenset()


def test_a_number_may_have_two_values_where_languages_write_it_in_two_ways() -> None:
    assert values_of("1,500") == {"1500", "1.5"}
    assert values_of("1,500,000") == {"1500000"}
    assert values_of("1.50") == {"1.5"}
    assert values_of("007") == {"7"}


def test_doses_and_the_emergency_number_are_found_in_any_language() -> None:
    assert has_dose("500 miligramos") and has_dose("10 mg") and not has_dose("10 minutes")
    assert has_number("Call 911.", "911") and has_number("[Call](phone:emergency)", "911")
    assert not has_number("313-911-0110", "911")
