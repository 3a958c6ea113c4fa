"""Days and times of day, in the words of a language."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from plainleaf.cldr.locales import find_locale, has_words

if TYPE_CHECKING:
    from babel import Locale

# What separates the two ends of days in config.yaml.
TO = " to "
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOON, MIDNIGHT = time(12), time(0)
# Between a number and "pm". CLDR has a narrow one, which not every font has. It has "8 am" and "8 AM" for English as
# well, and Babel the latter, which is louder.
NO_BREAK_SPACE = "\u00a0"


def day_in_words(day: date, tag: str) -> str:
    """A day as people write it: 'May 14, 2026' for 'en-US', '14 de mayo de 2026' for 'es'."""
    from babel.dates import format_date

    locale = find_locale(tag)
    # In numbers, year first, which every reader can tell apart. CLDR would have '2026 M05 14'.
    return format_date(day, "long", locale) if has_words(locale) else day.isoformat()


def clock_in_words(written: str, tag: str) -> str:
    """A time on the 24-hour clock as people write it: '17:00' is '5 pm' for 'en-US' and '17:00' for 'de'.

    Where a clock has 12 hours, noon and midnight are words, because many people take 12:00 pm for midnight.
    """
    from babel.dates import format_skeleton, format_time

    locale, found = find_locale(tag), time.fromisoformat(written)
    if "a" not in locale.time_formats["short"].pattern:
        return format_time(found, "short", locale=locale)
    by_clock = (
        format_time(found, "short", locale=locale) if found.minute else format_skeleton("h", found, locale=locale)
    )
    text = _name_of(found, locale) or NO_BREAK_SPACE.join(by_clock.split())
    return text.lower() if locale.language == "en" else text


def _name_of(found: time, locale: Locale) -> str:
    """The word for noon or midnight, "" for other times and where a language has none."""
    period, names = {NOON: "noon", MIDNIGHT: "midnight"}.get(found, ""), locale.day_periods
    forms = (names["stand-alone"]["wide"], names["stand-alone"]["abbreviated"], names["format"]["abbreviated"])
    return next((str(form[period]) for form in forms if period in form), "")


def find_weekdays(written: str) -> tuple[int, ...]:
    """The days of the week that 'Monday' or 'Monday to Friday' means, from 0 for Monday; none for other texts."""
    ends = written.split(TO)
    if len(ends) > 2 or any(end not in WEEKDAYS for end in ends):
        return ()
    return tuple(range(WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1]) + 1))


def weekdays_in_words(written: str, tag: str, between: str) -> str:
    """'Monday' or 'Monday to Friday' in a language; any other text as it is.

    `between` says how a language names the two ends, such as 'de {first} a {last}'.
    """
    ends = written.split(TO)
    if tag.partition("-")[0] == "en" or not find_weekdays(written):
        return written
    locale = find_locale(tag)
    names = locale.days["format"]["wide"] if has_words(locale) else WEEKDAYS
    first, last = (names[WEEKDAYS.index(end)] for end in (ends[0], ends[-1]))
    return first if len(ends) == 1 else between.replace("{first}", first).replace("{last}", last)
