"""What a number says in each language."""

from __future__ import annotations

import pytest

from plainleaf.content.translations.readings import read_number


@pytest.mark.parametrize(
    ("number", "language", "values"),
    [
        ("1,500", "en-US", ("1500",)),
        ("1.500", "en-US", ("1.5",)),
        ("1.500", "en-DE", ("1.5",)),
        ("1.500", "de-DE", ("1500",)),
        ("1,500", "de-US", ("1.5",)),
        ("1,500", "es-US", ("1500",)),
        ("1.500", "es-US", ("1.5", "1500")),
        ("1.500", "es-ES", ("1500",)),
        ("1,500", "es-ES", ("1.5", "1500")),
        ("1.500", "tlh", ("1.5",)),
    ],
)
def test_a_sign_before_three_digits_is_read_by_the_rules_of_language_and_country(
    number: str, language: str, values: tuple[str, ...]
) -> None:
    assert read_number(number, language) == values


@pytest.mark.parametrize("language", ["en-US", "es-US", "es-ES", "de"])
@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("1,5", "1.5"),
        ("1.50", "1.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1,500,000", "1500000"),
        ("1.500.000", "1500000"),
        ("1,234.567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1234.567", "1234.567"),
        ("1\u00a0000", "1000"),
        ("007", "7"),
        ("1000", "1000"),
    ],
)
def test_what_can_be_read_in_one_way_says_the_same_in_every_language(number: str, value: str, language: str) -> None:
    assert read_number(number, language) == (value,)
