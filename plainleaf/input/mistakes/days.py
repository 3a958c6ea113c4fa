"""Days and times as people write them: which one was meant, if it is clear."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from plainleaf.patterns import lazy_pattern

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# English short forms, and the names in Spanish, French and German, without accents.
NAMES = (
    "jan enero janvier januar", "feb febrero fevrier februar", "mar marzo mars marz maerz", "apr abril avril",
    "mayo mai", "jun junio juin juni", "jul julio juillet juli", "aug agosto aout", "sep sept septiembre septembre",
    "oct octubre octobre oktober", "nov noviembre novembre", "dec diciembre decembre dezember",
)  # fmt: skip
BIG_FIRST = lazy_pattern(r"(\d{4})\s*[-/. ‐‑–—]\s*(\d{1,2})\s*[-/. ‐‑–—]\s*(\d{1,2})(?:[T ].*)?|(\d{4})(\d\d)(\d\d)")
YEAR_LAST = lazy_pattern(r"(\d{1,2})\s*[-/. ‐‑–—]\s*(\d{1,2})\s*[-/. ‐‑–—]\s*(\d{4}|\d\d)")
MONTH_FIRST = lazy_pattern(r"(?:[^\W\d]+,? +)?([^\W\d]+)[. ]+(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")
DAY_FIRST = lazy_pattern(
    r"(?:[^\W\d]+,? +)?(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[ -](?:de |of )?([^\W\d]+)\.?,?[ -](?:de |del )?(\d{4})"
)
WITHOUT_DAY = lazy_pattern(r"\d{4}(?:-\d\d?)?|[^\W\d]+\.?,? +\d{4}|\d\d?/\d{4}")
CLOCK = lazy_pattern(r"(\d{1,2})(?:\s*[:.h]\s*(\d\d))?\s*(?:([ap])\.?\s*m?\.?|uhr|h|o'clock)?", re.IGNORECASE)
FOUR_DIGITS = lazy_pattern(r"(\d\d)(\d\d)(?: ?hrs?)?")
NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
LAST_MINUTE = "23:59"


def day_fix(value: str) -> str:
    """How to write a day, "" if it is not clear which one is meant."""
    found = [*dict.fromkeys(_days(value.strip()))]
    real = [each for each in found if _is_real(*each)]
    if len(real) == 1:
        return "Write: {:04}-{:02}-{:02}".format(*real[0])
    if real:
        ways = (f"{year:04}-{month:02}-{day:02} for {MONTHS[month - 1]} {day}" for year, month, day in real)
        return f"Write {', or '.join(ways)}."
    if found:
        likely = next((each for each in found if 1 <= each[1] <= len(MONTHS)), found[0])
        return _why_not(*likely[:2])
    if WITHOUT_DAY.fullmatch(value.strip()):
        return "Add the day, as in 2026-05-01."
    return ""


def _days(value: str) -> Iterator[tuple[int, int, int]]:
    """Each year, month and day that a text may mean."""
    if found := BIG_FIRST.fullmatch(value):
        year, one, two = (int(each) for each in found.groups() if each)
        yield (year, one, two)
        if one > len(MONTHS):
            yield (year, two, one)
    elif found := YEAR_LAST.fullmatch(value):
        one, two, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
        yield (year, one, two)
        yield (year, two, one)
    elif (found := MONTH_FIRST.fullmatch(value)) and (month := _month(found[1])):
        yield (int(found[3]), month, int(found[2]))
    elif (found := DAY_FIRST.fullmatch(value)) and (month := _month(found[2])):
        yield (int(found[3]), month, int(found[1]))


def _month(name: str) -> int:
    """The number of a month, 0 for no month's name."""
    plain = "".join(each for each in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(each))
    numbers = (number for number, each in enumerate(MONTHS, 1) if plain in (each.lower(), *NAMES[number - 1].split()))
    return next(numbers, 0)


def _is_real(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _why_not(year: int, month: int) -> str:
    """Why a day does not exist."""
    if not year:
        return "Write the year with four digits, as in 2026-05-01."
    if not 1 <= month <= len(MONTHS):
        return f"There is no month {month}. The year comes first, then the month, then the day, as in 2026-05-01."
    days = monthrange(year, month)[1]
    name = f"{MONTHS[month - 1]} {year}" if month == 2 else MONTHS[month - 1]
    return f"{name} has {days} days. Write one from {year:04}-{month:02}-01 to {year:04}-{month:02}-{days}."


def time_fix(value: str) -> str:
    """How to write a time of day, "" if it is not clear which one is meant."""
    value = value.strip().lower()
    if value in NAMED_TIMES:
        return f"Write: {NAMED_TIMES[value]}"
    found = CLOCK.fullmatch(value) or FOUR_DIGITS.fullmatch(value)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower() if found.re.groups > 2 else ""
    if (hour, minute) == (24, 0):
        return f"Write {LAST_MINUTE} for the end of the day, or 00:00 for its beginning."
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return "A day goes from 00:00 to 23:59."
    if half or len(found[1]) == 2 or not hour:
        return f"Write: {hour:02}:{minute:02}"
    return (
        f"Write {hour:02}:{minute:02} for {value} in the morning, or {hour + 12:02}:{minute:02} for {value} after noon."
    )
