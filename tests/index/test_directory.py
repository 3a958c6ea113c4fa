"""The clinic's directory: numbers and times as people read them and as phones dial them."""

from __future__ import annotations

import pytest

from plainleaf.content.config.settings import HoursSetting, PhoneSetting
from plainleaf.index.directory import clock_in_words, make_phone, times_in_words


@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("313-555-0100", "tel:+13135550100"),
        ("1-800-555-0100", "tel:+18005550100"),
        ("711", "tel:711"),
        ("911", "tel:911"),
    ],
)
def test_a_number_can_be_dialled_from_anywhere(number: str, url: str) -> None:
    phone = make_phone(PhoneSetting(label="Appointments", number=number))

    assert (phone.number, phone.url) == (number, url)


@pytest.mark.parametrize(
    ("time", "words"),
    [("00:00", "12:00 am"), ("08:30", "8:30 am"), ("11:59", "11:59 am"), ("12:00", "12:00 pm"), ("17:05", "5:05 pm")],
)
def test_a_time_is_written_as_people_say_it(time: str, words: str) -> None:
    assert clock_in_words(time) == words


def test_a_day_without_times_is_closed() -> None:
    assert times_in_words(HoursSetting(days="Sunday")) == "Closed"
    assert times_in_words(HoursSetting(days="Monday", opens="08:00", closes="17:00")) == "8:00 am to 5:00 pm"
