"""Amounts in texts of several languages, in a form in which they can be compared."""

from __future__ import annotations

import pytest

from plainleaf.content.translations.amounts import find_amounts, find_values, has_dose, has_number

PHONES = {
    "emergency": "911", "crisis": "988", "nurse": "313-555-0110", "poison": "1-800-222-1222", "help": "116 123",
}  # fmt: skip


def amounts_in(text: str, language: str) -> set[tuple[str, str]]:
    """Unit and value of each amount; those with several values have all of them, joined."""
    return {(each.unit, "|".join(sorted(each.values))) for each in find_amounts(text, language, PHONES)}


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("Take 400 mg every 6 to 8 hours.", "Tome 400 mg cada 6 a 8 horas."),
        ("a 30-minute visit", "una visita de 30 minutos"),
        ("50% of people", "el 50 % de las personas"),
        ("5 percent", "5 por ciento"),
        ("**10 mg** of it", "**10 miligramos** de eso"),
        ("1,200 mg a day", "1,200 mg al día"),
        ("1,200 mg a day", "1200 mg al día"),
        ("1.125 mg a day", "1.125 mg al día"),
        ("1.5 ml", "1,5 ml"),
        ("$120", "$120"),
        ("$1,200", "$1.200"),
        ("Call 911 or 313-555-0110.", "Llame al 911 o al 313-555-0110."),
        ("[Call](phone:nurse)", "[Llame](phone:nurse)"),
        ("[](phone:emergency)", "911"),
        ("[](phone:nurse)", "(313) 555-0110"),
        ("[](phone:poison)", "1-800-222-1222"),
        ("[](phone:poison)", "800-222-1222"),
        ("[](phone:help)", "116123"),
        ("[](phone:other)", "[](phone:other)"),
        ("95 of 100 felt better", "95 de cada 100 mejoraron"),
        ("9 out of 10 adults", "9 de cada 10 adultos"),
        ("from week 20 on", "desde la semana 20"),
        ("2,470 people", "2470 personas"),
        ("figures: Now: 8 Later: not known source: A 5", "figures: Ya: 8 Luego: not known source: A 5"),
        ("2 or 3 tablets", "2 o 3 pastillas"),
    ],
)
def test_the_same_amount_is_the_same_in_both_languages(english: str, spanish: str) -> None:
    found = list(find_amounts(english, "en", PHONES))

    others = list(find_amounts(spanish, "es-US", PHONES))
    assert [each.unit for each in found] == [each.unit for each in others] != []
    assert all(one.is_like(other) and other.is_like(one) for one, other in zip(found, others, strict=True))


@pytest.mark.parametrize(
    ("english", "spanish", "language"),
    [
        ("1,000 mg", "1 mg", "es-US"),
        ("1 mg", "1,000 mg", "es-US"),
        ("1 mg", "1.000 mg", "es-US"),
        ("1,000 mg", "1.000 mg", "es-US"),
        ("1.5 mg", "1.500 mg", "es-US"),
        ("1.5 mg", "1.500 mg", "es-ES"),
        ("1,000 mg", "1,000 mg", "es-ES"),
    ],
)
def test_a_dose_is_not_like_one_that_may_be_a_thousand_times_as_much(english: str, spanish: str, language: str) -> None:
    (one,), (other,) = find_amounts(english, "en-US", PHONES), find_amounts(spanish, language, PHONES)

    assert not one.is_like(other) and not other.is_like(one)


def test_where_a_point_means_thousands_a_dose_may_have_one() -> None:
    (one,), (other,) = find_amounts("1,200 mg", "en-ES", PHONES), find_amounts("1.200 mg", "es-ES", PHONES)

    assert one.is_like(other) and other.is_like(one)


@pytest.mark.parametrize(
    "text",
    [
        "at 8 a.m. on May 14, 2026",
        "half of 1/2 tablet",
        "911 houses",
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


def test_doses_and_the_emergency_number_are_found_in_any_language() -> None:
    assert has_dose("500 miligramos") and has_dose("10 mg") and not has_dose("10 minutes")
    assert has_number("Call 911.", "911") and has_number("[Call](phone:emergency)", "911")
    assert not has_number("313-911-0110", "911")
