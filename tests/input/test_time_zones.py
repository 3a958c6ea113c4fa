"""Time zones: which names there are, what was meant by others, and what day it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plainleaf.input.addresses.time_zones import guess_zone, is_zone, today_in


@pytest.mark.parametrize("name", ["America/Detroit", "America/Argentina/Ushuaia", "Pacific/Kiritimati", "UTC"])
def test_a_city_is_a_time_zone(name: str) -> None:
    assert is_zone(name)


# A short form such as EST is a time zone without summer time, so a clinic in New York would be an hour off.
@pytest.mark.parametrize(
    "name", ["", "EST", "EST5EDT", "US/Eastern", "Etc/GMT+5", "America", "America/Argentina", "Detroit", "GMT",
             "America/Nowhere", "../../etc/passwd", "America/../Europe/Paris", "America/Detroit\0", "localtime"],
)  # fmt: skip
def test_nothing_else_is(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("EST", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("eastern standard time", "America/New_York"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Detroit", "America/Detroit"),
        ("america/detroit", "America/Detroit"),
        ("America/New York", "America/New_York"),
        ("new york", "America/New_York"),
        ("America/Detriot", "America/Detroit"),
        ("Maple Harbor", None),
        ("-5", None),
    ],
)
def test_what_was_meant_is_guessed(written: str, meant: str | None) -> None:
    assert guess_zone(written) == meant


def test_it_is_never_the_same_day_on_both_sides_of_the_date_line() -> None:
    east, west, here = today_in("Pacific/Kiritimati"), today_in("Pacific/Pago_Pago"), datetime.now(UTC).date()

    assert east - west in (timedelta(days=1), timedelta(days=2))
    assert west <= today_in("") <= east
    assert abs(today_in("") - here) <= timedelta(days=1)
