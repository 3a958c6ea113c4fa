"""The direction of a text is that of its first letter."""

from __future__ import annotations

import pytest

from plainleaf.cldr.direction import direction_of


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("1 Example Street", "ltr"),
        ("313-555-0100", "ltr"),
        ("٣١٣", "ltr"),
        ("عيادة Example", "rtl"),
        ("Example عيادة", "ltr"),
        ("(عيادة)", "rtl"),
        ("שלום", "rtl"),
        ("诊所", "ltr"),
        ("—", ""),
        ("", ""),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, direction: str) -> None:
    assert direction_of(text) == direction
