"""Figures that cannot be, other numbers for emergencies, and doses whose day stands above them."""

from __future__ import annotations

import pytest

from plainleaf.words import TextTraits
from tests.words.labelled import find_problems
from tests.words.texts import check

THANKS = TextTraits(follows_form=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "After one year, 95 of 10 in both groups felt better."),
        ("en", "It helps 12 out of 10 people."),
        ("en", "About 1,200 in every 1,000 adults have it."),
        ("en", "About 120 percent of people get better."),
        ("en", "It comes back in 101% of all patients."),
        ("en", "- 15 of 10 walk again"),
        ("es", "Mejoran 95 de cada 10 personas."),
        ("es", "El 120 por ciento de las personas mejora."),
        ("es", "El 120 % de los pacientes mejora."),
    ],
)
def test_a_share_of_more_than_all_is_an_error(language: str, text: str) -> None:
    (problem,) = find_problems("impossible-figure", text, language)

    assert problem.severity == "error"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "After one year, 95 of 100 in both groups felt better."),
        ("en", "It helps 10 out of 10 people."),
        ("en", "Leg pain was 2.8 out of 10."),
        ("en", "Use 1,500 of 2,000 calories for food."),
        ("en", "One tablet has 200 of 100 mg granules."),
        ("en", "The bill was $300 of 200 that we owed."),
        ("en", "Costs rose by 120 percent of the price."),
        ("en", "Version 2.30 of 10 forms is here."),
        ("en", "Page 110 of 1000 has it, and 300 of 250 is no round number."),
        ("es", "Mejoran 95 de cada 100 personas."),
        ("es", "El 20 de 10 de 2026, tome 300 de 100 mg."),
        ("es", "Mejoran 1.000 de cada 10.000 personas."),
    ],
)
def test_other_figures_are_left_alone(language: str, text: str) -> None:
    assert find_problems("impossible-figure", text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "In an emergency, call 912.", 1),
        ("en", "For any emergency, dial 411 from your phone.", 1),
        ("en", "In an emergency, call 911 and not 411.", 0),
        ("en", "In an emergency, call 988 or text it.", 0),
        ("en", "For help with food or an emergency shelter, call 211.", 0),
        ("en", "In an emergency, phone 200 people if you like.", 1),
        ("en", "Call 311 about the street light.", 0),
        ("es", "En caso de emergencia, llame al 912.", 1),
        ("es", "En caso de emergencia, llame al 911.", 0),
        ("es", "En una emergencia, marque el 112.", 1),
        ("es", "En una emergencia, marque el 911.", 0),
        ("es", "En una emergencia, marque el", 0),
    ],
)
def test_no_other_short_number_is_for_emergencies(language: str, text: str, count: int) -> None:
    assert len(find_problems("wrong-emergency-number", text, language)) == count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Each day take:\n\n- 3,000 mg of ibuprofen\n- a glass of water", 1),
        ("en", "| Medicine | A day |\n|---|---|\n| Water | 2 l |\n| Ibuprofen | 2400 mg |", 1),
        ("en", "| Medicine | Daily limit |\n|---|---|\n| Ibuprofen | 1,200 mg |", 0),
        ("en", "| Medicine | Doses in the trial each day |\n|---|---|\n| Ibuprofen | 2400 mg |", 0),
        ("en", "Do not take each day:\n\n- 3,000 mg of ibuprofen", 0),
        ("en", "The bottle holds:\n\n- 3,000 mg of ibuprofen", 0),
        ("es", "Cada día tome:\n\n- 3000 mg de ibuprofeno\n- un vaso de agua", 1),
        ("es", "| Medicina | Al día |\n|---|---|\n| Ibuprofeno | 2400 mg |", 1),
        ("es", "| Medicina | Al día |\n|---|---|\n| Ibuprofeno | 1200 mg |", 0),
    ],
)
def test_a_dose_is_for_a_day_where_the_words_above_say_so(language: str, text: str, count: int) -> None:
    assert len(find_problems("above-daily-dose", text, language)) == count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Your appointment is confirmed.", 1),
        ("en", "Payment received. Thank you for your payment.", 1),
        ("en", "Your appointment is confirmed only when we call you.", 0),
        ("en", "If your payment was accepted, a receipt comes by email.", 0),
        ("en", "Your visit is not booked yet.", 0),
        ("es", "Su cita está confirmada.", 1),
        ("es", "Su cita aún no está confirmada.", 0),
    ],
)
def test_a_page_after_a_form_cannot_know_what_came_of_it(language: str, text: str, count: int) -> None:
    found = check(text, "false-confirmation", traits=THANKS, language=language)

    assert len(found) == count
    assert check(text, "false-confirmation", language=language) == []
