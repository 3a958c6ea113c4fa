"""The emergency number and the help lines of each country, so that a typo is found.

Where two numbers are listed, both reach help. The numbers are those that travel guides name
(frequentbusinesstraveler.com of 2012, wildabouttravel.boardingarea.com of 2016, calendarz.com), read on 2026-11-29. A
country that is not listed is not judged. Each help line names its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

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
# The names of the help lines: for people who think of suicide, took too much, or are hurt at home. A number of that
# name under 'emergency', 'lines' replaces the country's.
CRISIS, POISON, VIOLENCE = "crisis", "poison", "violence"


class HelpLine(Struct, frozen=True):
    """A country's help line: its number, the page that names it, and the day that page was read."""

    number: str
    source: str
    accessed: str


# By name and country. Countries without a single line, or where none was found, are left out.
HELP_LINES: Mapping[str, Mapping[str, HelpLine]] = {
    CRISIS: {
        "US": HelpLine(
            "988",
            "health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline",
            "2026-11-29",
        ),
        "CA": HelpLine("988", "cmhasaskatoon.ca/9-8-8", "2026-11-29"),
        "GB": HelpLine("116 123", "samaritans.org/how-we-can-help/contact-samaritan", "2026-11-29"),
        "AU": HelpLine("13 11 14", "Lifeline's submission to the Productivity Commission, 2019", "2026-11-29"),
        "NZ": HelpLine(
            "1737",
            "vice.com/en/article/new-zealands-biggest-mental-health-helpline-misses-one-in-four-calls",
            "2026-11-29",
        ),
    },
    POISON: {
        "US": HelpLine("1-800-222-1222", "poisonhelp.hrsa.gov/faq/calling-poison-help", "2026-11-30"),
        "CA": HelpLine(
            "1-844-764-7669",
            "cmascanada.ca/2023/04/11/canadas-new-toll-free-1-844-poison-x-number-for-poison-centres",
            "2026-11-30",
        ),
        "AU": HelpLine("13 11 26", "poisonsinfo.health.qld.gov.au", "2026-11-30"),
        "NZ": HelpLine("0800 764 766", "otago.custhelp.com/app/answers/detail/a_id/2481", "2026-11-30"),
    },
    VIOLENCE: {
        "US": HelpLine(
            "1-800-799-7233",
            "ovc.ojp.gov/news/grantee-news/national-domestic-violence-hotline-answers-6-million-contacts",
            "2026-11-30",
        ),
        "GB": HelpLine("0808 2000 247", "refuge.org.uk/category/news", "2026-11-30"),
    },
}
# Codes that people write instead of those of ISO 3166.
OTHER_CODES = {"UK": "GB", "EL": "GR"}
MIN_REASON_WORDS = 3


def find_help_lines(settings: Settings) -> dict[str, str]:
    """The numbers of the help lines by name: the site's own, or those of the country, if known."""
    lines, countries = settings.emergency.lines, _countries(settings)
    known: dict[str, str] = {}
    for name, by_country in HELP_LINES.items():
        numbers = {by_country[country].number if country in by_country else "" for country in countries}
        number = lines[name].number if name in lines else numbers.pop() if len(numbers) == 1 else ""
        if number:
            known[name] = number
    return known


def _countries(settings: Settings) -> list[str]:
    """The countries where the clinic has a location."""
    written = {location.country.upper() for location in settings.locations.values()}
    return sorted({OTHER_CODES.get(country, country) for country in written})


def check_emergency_number(settings: Settings, place: Place) -> Iterator[Problem]:
    """Report an emergency number that is not that of a country where the clinic has a location."""
    number = settings.emergency.number
    if len(settings.emergency.reason.split()) >= MIN_REASON_WORDS:
        return
    for country in _countries(settings):
        numbers = EMERGENCY_NUMBERS.get(country, (number,))
        if number not in numbers:
            message = f"the emergency number is {number}, but in {country} it is {' or '.join(numbers)}"
            fix = f"Write 'number: \"{numbers[0]}\"', or say in 'reason', in a sentence, why it is another."
            yield Problem(place, "wrong-emergency-number", message, fix)
