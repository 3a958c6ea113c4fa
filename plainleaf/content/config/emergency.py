"""The emergency number and the crisis line of a country, so that a slip of the finger on such a number is found.

Where two numbers are listed, both reach help. The numbers are those that travel guides name
(frequentbusinesstraveler.com of 2012, wildabouttravel.boardingarea.com of 2016, calendarz.com), read on 2026-11-29. A
country that is not listed is not judged. The sources of the crisis lines are beside them.
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
# For people who think of suicide, each with the page that named it, read on 2026-11-29.
CRISIS_LINES: Mapping[str, str] = {
    "US": "988",  # health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline
    "CA": "988",  # cmhasaskatoon.ca/9-8-8
    "GB": "116 123",  # samaritans.org/how-we-can-help/contact-samaritan
    "AU": "13 11 14",  # Lifeline's submission to the Productivity Commission, 2019
    "NZ": "1737",  # vice.com/en/article/new-zealands-biggest-mental-health-helpline-misses-one-in-four-calls
}
# The name of a number under 'emergency', 'lines' that takes the place of the country's line.
CRISIS = "crisis"
# Countries that people write otherwise than ISO 3166 does.
OTHER_CODES = {"UK": "GB", "EL": "GR"}
WORDS_OF_A_REASON = 3


def find_crisis_number(settings: Settings) -> str:
    """The number to call for people who think of suicide: the site's own, or that of the country; "" if unknown."""
    if CRISIS in settings.emergency.lines:
        return settings.emergency.lines[CRISIS].number
    known = {CRISIS_LINES.get(country, "") for country in _countries(settings)}
    return known.pop() if len(known) == 1 else ""


def _countries(settings: Settings) -> list[str]:
    """The countries where the clinic has a location."""
    written = {location.country.upper() for location in settings.locations.values()}
    return sorted({OTHER_CODES.get(country, country) for country in written})


def check_emergency_number(settings: Settings, place: Place) -> Iterator[Problem]:
    """Report an emergency number that is not the one of a country where the clinic has a location."""
    number = settings.emergency.number
    if len(settings.emergency.reason.split()) >= WORDS_OF_A_REASON:
        return
    for country in _countries(settings):
        numbers = EMERGENCY_NUMBERS.get(country, (number,))
        if number not in numbers:
            message = f"the emergency number is {number}, but in {country} it is {' or '.join(numbers)}"
            fix = f"Write 'number: \"{numbers[0]}\"', or say in 'reason', in a sentence, why it is another."
            yield Problem(place, "wrong-emergency-number", message, fix)
