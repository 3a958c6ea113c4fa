"""Things that do harm together are found where a text allows them, and not where it warns."""

from __future__ import annotations

import pytest

from tests.words.texts import check

BACK = "Sciatica is leg pain from the low back.\n\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A glass of wine with oxycodone helps you sleep.", 1),
        ("Wine with oxycodone is dangerous.", 0),
        ("Is wine with oxycodone fine?", 0),
        ("If you drink wine and take oxycodone, call us.", 0),
        ("If one tablet does not help, have a beer with your oxycodone.", 1),
        ("## Wine and oxycodone\n\nThis is fine in the evening.", 1),
        ("With oxycodone, you can have:\n\n- coffee\n- a glass of wine", 1),
        ("With oxycodone, do not have:\n\n- a glass of wine", 0),
        ("| Medicine | Wine |\n|---|---|\n| Oxycodone | wine is fine |", 1),
        ("Opioids and wine.", 0),
    ],
)
def test_a_mixture_is_found_where_it_is_allowed(text: str, count: int) -> None:
    assert len(check(f"{text}\n", "unsafe-medicine")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Insist on an MRI if your doctor does not offer one.", 1),
        ("An MRI is done as soon as your doctor suspects cauda equina syndrome.", 0),
        ("Some people think that everybody should have an MRI.", 0),
        ("Nobody needs an MRI before any treatment starts.", 0),
    ],
)
def test_an_order_needs_no_permission_and_a_doctor_is_no_excuse(text: str, count: int) -> None:
    assert len(check(f"{BACK}{text}\n", "unsafe-advice")) == count


def test_a_hazard_of_the_back_is_one_on_pages_about_it_alone() -> None:
    text = "Everybody should have an X-ray at the first visit.\n"

    assert check(text, "unsafe-advice") == []
    assert len(check(f"{BACK}{text}", "unsafe-advice")) == 1
