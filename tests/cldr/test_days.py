"""Days and times as readers of each language write them."""

from __future__ import annotations

from datetime import date

import pytest

from plainleaf.cldr.days import (
    clock_in_words,
    day_in_words,
    find_weekdays,
    lacks_names_of_days,
    lacks_noon,
    weekdays_in_words,
)
from plainleaf.cldr.locales import make_tag

WORDS = {"hours_range": "de {first} a {last}", "midnight": "medianoche"}
CREOLE = {
    "hours_range": "{first} rive {last}",
    "months": "janvye, fevriye, mas, avril, me, jen, jiyè, out, septanm, oktòb, novanm, desanm",
    "weekdays": "lendi, madi, mèkredi, jedi, vandredi, samdi, dimanch",
    "date": "{day} {month} {year}",
}


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en-US", "May 14, 2026"),
        ("en-GB", "14 May 2026"),
        ("es-US", "14 de mayo de 2026"),
        ("de", "14. Mai 2026"),
        ("zh-Hans", "2026年5月14日"),
    ],
)
def test_a_day_is_written_by_the_rules_of_its_language(tag: str, words: str) -> None:
    assert day_in_words(date(2026, 5, 14), tag) == words


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("fr-US", "1er novembre 2026"),
        ("fr-CA", "1er novembre 2026"),
        ("pt-US", "1º de novembro de 2026"),
        ("es-US", "1 de noviembre de 2026"),
        ("vi-US", "1 tháng 11, 2026"),
    ],
)
def test_the_first_day_of_a_month_is_written_as_people_say_it(tag: str, words: str) -> None:
    assert day_in_words(date(2026, 11, 1), tag) == words
    assert day_in_words(date(2026, 11, 11), "fr") == "11 novembre 2026"


def test_a_language_that_cldr_does_not_know_gets_a_day_in_numbers() -> None:
    assert day_in_words(date(2026, 5, 14), "ht-US") == "2026-05-14"
    assert day_in_words(date(2026, 5, 14), "ht-US", {"months": "janvye, fevriye", "date": "{day}"}) == "2026-05-14"


def test_a_language_that_cldr_does_not_know_may_have_its_own_names_of_days() -> None:
    assert day_in_words(date(2026, 5, 14), "ht-US", CREOLE) == "14 me 2026"
    assert weekdays_in_words("Monday to Friday", "ht-US", CREOLE) == "lendi rive vandredi"
    assert lacks_names_of_days("ht") and not lacks_names_of_days("es")


def test_noon_is_said_in_the_words_of_a_site_where_cldr_has_none() -> None:
    assert lacks_noon("ar") and not lacks_noon("en") and not lacks_noon("de")
    assert clock_in_words("12:00", "ar-US", {"noon": "12 ظهرًا"}) == "12 ظهرًا"
    assert clock_in_words("00:00", "es-US", WORDS) == "medianoche"
    assert clock_in_words("12:00", "es-US", {"noon": "a las doce"}) == "mediodía"


@pytest.mark.parametrize(
    ("tag", "time", "words"),
    [
        ("en-US", "08:30", "8:30 am"),
        ("en-US", "17:00", "5 pm"),
        ("es-US", "17:00", "5 p.m."),
        ("de", "17:00", "17:00"),
        ("en-US", "11:59", "11:59 am"),
        ("en-US", "17:05", "5:05 pm"),
        ("en-US", "12:00", "noon"),
        ("en-US", "00:00", "midnight"),
        ("es-US", "17:05", "5:05 p.m."),
        ("es-US", "12:00", "mediodía"),
        ("es-US", "00:00", "12 a.m."),
        ("de", "12:00", "12:00"),
    ],
)
def test_a_time_is_written_as_people_say_it(tag: str, time: str, words: str) -> None:
    # A number and what belongs to it stay on one line.
    assert clock_in_words(time, tag) == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("written", "tag", "words"),
    [
        ("Monday", "es", "lunes"),
        ("Monday to Friday", "es-US", "de lunes a viernes"),
        ("Monday to Friday", "en-US", "Monday to Friday"),
        # CLDR has neither Haitian Creole nor Hmong.
        ("Monday to Friday", "ht-US", "de Monday a Friday"),
        ("Friday", "hmn-US", "Friday"),
        ("Monday and Friday", "es", "Monday and Friday"),
        ("Monday to Friday to Sunday", "es", "Monday to Friday to Sunday"),
        ("", "es", ""),
    ],
)
def test_days_of_the_week_are_named_in_their_language(written: str, tag: str, words: str) -> None:
    assert weekdays_in_words(written, tag, WORDS) == words


def test_days_of_the_week_are_known_in_the_order_of_the_week() -> None:
    assert find_weekdays("Tuesday to Thursday") == (1, 2, 3)
    assert find_weekdays("Friday") == (4,)
    assert find_weekdays("on Friday") == ()


def test_a_language_is_written_as_in_its_country_unless_it_names_one() -> None:
    assert make_tag("es", "us") == "es-US"
    assert make_tag("pt-BR", "US") == "pt-BR"
    assert make_tag("es", "") == "es"
