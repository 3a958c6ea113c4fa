"""The emergency number of a country, so that a slip of the finger on the one number that matters is found.

Where two numbers are listed, both reach help. The numbers are those that travel guides name
(frequentbusinesstraveler.com of 2012, wildabouttravel.boardingarea.com of 2016, calendarz.com), read on 2026-11-29. A
country that is not listed is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainleaf.content.config.settings import Settings
from plainleaf.problems import Place, Problem

EUROPEAN_UNION = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
EMERGENCY_NUMBERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(EUROPEAN_UNION, ("112",)),
    "IE": ("112", "999"),
    "US": ("911",),
    "CA": ("911",),
    "GB": ("999", "112"),
    "AU": ("000",),
    "NZ": ("111",),
}


def check_emergency_number(settings: Settings, place: Place) -> Iterator[Problem]:
    """Report an emergency number that is not the one of a country where the clinic has a location."""
    number = settings.emergency.number
    if settings.emergency.reason:
        return
    for country in sorted({location.country.upper() for location in settings.locations.values()}):
        numbers = EMERGENCY_NUMBERS.get(country, (number,))
        if number not in numbers:
            message = f"the emergency number is {number}, but in {country} it is {' or '.join(numbers)}"
            fix = f"Write 'number: \"{numbers[0]}\"', or say in 'reason' why it is another."
            yield Problem(place, "wrong-emergency-number", message, fix)
