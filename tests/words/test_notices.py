"""Notices that end, in text that stays, and near misses that are true at any time."""

from __future__ import annotations

import pytest

from plainleaf.words import TextTraits
from tests.words.texts import OTHER, check, places

# Two more that we wrote are not found, because days and visit are in two sentences: "Were you exposed to mpox in the
# last 21 days? Wait outside the clinic." and "In the past 10 days, did you have any of these? Tell us at the office:".
NOTICES = [
    "The ramp is closed this winter.",
    "This winter, please use the side door.",
    "We close early this summer.",
    "Are you going skiing this winter? Ask us first.",
    "Our hours change this autumn.",
    "Masks are required this flu season.",
    "This holiday season we are open on Mondays only.",
    "The pool is closed this coming spring.",
    "During this respiratory season, visitors wait outside.",
    "Call before you come if you were exposed to flu in the last 14 days.",
    "Do not enter the office if in the past 10 days you had COVID-19.",
    "If you traveled abroad within the last 21 days, tell us before your visit.",
    "Reschedule your visit if you had influenza within the past 7 days.",
    "Wear a mask at your visit if you had COVID in the last five days.",
    "Tell the front desk when you arrive if you were near measles in the past three weeks.",
    "People exposed to norovirus in the last 3 days should not come in.",
    "Stay in your car and call the office if you had coronavirus in the last 14 days.",
    "If you travelled in the past two weeks, call before coming.",
    "Call us before you come if, in the last 14 days, you:\n\n- had a test for flu\n- coughed",
    "Do not come to your appointment if:\n\n- you were exposed to flu in the last 7 days\n- you have a fever",
    "If you traveled to a country with the 2014 Ebola outbreak, tell us.",
    "Because of the 2020 pandemic, wear a mask.",
    "During the 2025 measles outbreak, call us before you come.",
    "In the 2019 measles outbreak, stay home with a rash.",
    "If you have been near the 2016 outbreak, call first.",
    "In the 2022 mpox outbreak, do not enter without a mask.",
    "Because of the 2020 epidemic, call before you visit.",
    "With the surge of 2021, call ahead.",
    "Tell us if you visited a farm in the outbreak of 2024.",
    "If you live where the 2018 epidemic is, call ahead.",
]

FINE = [
    "Walk on cleared paths in winter.",
    "Each winter, more people slip and fall.",
    "Winter sports can start the pain.",
    "Wear warm clothes this winter weather or not.",
    "Put on this winter coat over your brace.",
    "This fall can break a bone.",
    "A loose spring: this spring is in the mattress.",
    "The flu season runs from October to May.",
    "Last winter she slipped on ice.",
    "Have you lost weight in the last 3 months?",
    "Call us if the pain began in the last 14 days.",
    "In the last 14 days, did the pain wake you at night?",
    "Call the office if you had a fever in the last 3 days.",
    "Tell us at your visit if you had a flu shot in the last 14 days.",
    "Tell us at your visit if you had a COVID-19 vaccine in the past two weeks.",
    "Bring a list of drugs that you took in the past 7 days to your appointment.",
    "The pain got better in the last 2 weeks before her visit.",
    "If you had an injection in the past 2 weeks, tell the office.",
    "Flu can make your back ache for 7 days.",
    "Most people with flu feel better within 14 days.",
    "Flu spreads fast. Wash your hands.",
    "If you have flu, call before you come.",
    "During an outbreak of norovirus, call before you come.",
    "In a pandemic, we may see you by video.",
    "The 2020 pandemic changed how clinics work.",
    "During the 2020 pandemic, we learned to see people by video.",
    "A study of 2021 followed people through the pandemic.",
    "The outbreak of 2014 began in West Africa.",
    "Since 2020, wear a brace only if a clinician tells you to.",
    "In 2023, tell us became our slogan.",
    "Call us before you come if you cough.",
    "Stay home if you have a fever.",
    "Masks are at the door.",
    "The last 14 days of your plan are the hardest.",
    "You will feel this season after season.",
    "Come in within 2 weeks of your injection.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTICES)
def test_a_notice_that_ends_is_a_warning(text: str) -> None:
    problems = check(f"{text}\n", "dated-notice", traits=OTHER)

    assert [problem.severity for problem in problems] == ["warning"]


@pytest.mark.parametrize("text", FINE)
def test_what_is_true_at_any_time_is_none(text: str) -> None:
    assert check(f"{text}\n", "dated-notice", traits=OTHER) == []


def test_the_place_is_that_of_the_words_that_grow_old() -> None:
    assert places(check("We are here.\n\nThe ramp is closed this winter.\n", "dated-notice")) == [(12, 20)]


def test_a_text_with_a_last_day_may_say_so() -> None:
    assert check(f"{NOTICES[0]}\n", "dated-notice", traits=TextTraits(has_end=True)) == []


@pytest.mark.parametrize(
    ("text", "is_notice"),
    [
        ("La rampa está cerrada este invierno.", True),
        ("Llame antes de venir a su cita si tuvo gripe en los últimos 14 días.", True),
        ("Por el brote de 2020, no venga sin mascarilla.", True),
        ("En invierno hay hielo en la rampa.", False),
        ("Diga en su cita si recibió la vacuna de la gripe en los últimos 14 días.", False),
        ("El brote de 2014 empezó en África.", False),
    ],
)
def test_notices_in_spanish_are_known_too(text: str, is_notice: bool) -> None:
    assert bool(check(f"{text}\n", "dated-notice", language="es", traits=OTHER)) == is_notice
