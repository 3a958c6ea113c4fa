"""The clinic's directory: numbers and times as people read them and as phones dial them."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import MakeSite, minimal_config


@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("313-555-0100", "tel:+13135550100"),
        ("1-800-555-0100", "tel:+18005550100"),
        ("711", "tel:711"),
        ("911", "tel:911"),
        ("+52 55 1234 5678", "tel:+525512345678"),
    ],
)
def test_a_number_can_be_dialled_from_anywhere(number: str, url: str, make_site: MakeSite) -> None:
    files = {"config.yaml": minimal_config(("313-555-0100", number))}

    phone = plan_site(make_site(files=files)).job("about/index.html").site.phones["appointments"]

    assert (phone.number, phone.url) == (number, url)


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("{days: Sunday}", "Closed"),
        ('{days: Monday, opens: "08:00", closes: "12:00"}', "8\u00a0am to noon"),
    ],
)
def test_times_are_in_words_and_a_day_without_times_is_closed(line: str, times: str, make_site: MakeSite) -> None:
    usual = '{days: Monday to Friday, opens: "08:00", closes: "17:00"}'
    files = {"config.yaml": minimal_config((usual, line))}

    (place,) = plan_site(make_site(files=files)).job("about/index.html").site.locations

    assert place.hours[0].times == times
