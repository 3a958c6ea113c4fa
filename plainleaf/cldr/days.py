"""Days and times of day, in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import TYPE_CHECKING

from plainleaf.cldr.locales import find_locale, has_words

if TYPE_CHECKING:
    from babel import Locale

# What separates the two ends of days in config.yaml.
TO = " to "
# Interface texts for what CLDR lacks in some languages; "" where it has it.
NO_WORDS: Mapping[str, str] = MappingProxyType({})
MONTHS, WEEKDAYS_TEXT, DATE, NOON_TEXT, MIDNIGHT_TEXT = "months", "weekdays", "date", "noon", "midnight"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NOON, MIDNIGHT = time(12), time(0)
# Between a number and "pm". CLDR has a narrow one, which not every font has. It has "8 am" and "8 AM" for English as
# well, and Babel the latter, which is louder.
NO_BREAK_SPACE = "\u00a0"
# The first day of a month, of which CLDR's patterns have only the number.
FIRST_DAY = {"fr": "1er", "pt": "1º"}


def day_in_words(day: date, tag: str, words: Mapping[str, str] = NO_WORDS) -> str:
    """A day as people write it: 'May 14, 2026' for 'en-US', '14 de mayo de 2026' for 'es'.

    `words` are the interface texts of the language, which have the months that CLDR does not know.
    """
    from babel.dates import format_date

    locale = find_locale(tag)
    if not has_words(locale):
        months = _names_in(words.get(MONTHS, ""), 12)
        # In numbers, year first, which every reader can tell apart. CLDR would have '2026 M05 14'.
        pattern = words.get(DATE, "") if months else day.isoformat()
        filled = pattern.replace("{day}", str(day.day)).replace("{month}", months[day.month - 1] if months else "")
        return filled.replace("{year}", str(day.year))
    text = format_date(day, "long", locale)
    first = FIRST_DAY.get(locale.language, "") if day.day == 1 else ""
    return first + text.removeprefix("1") if first else text


def clock_in_words(written: str, tag: str, words: Mapping[str, str] = NO_WORDS) -> str:
    """A time on the 24-hour clock as people write it: '17:00' is '5 pm' for 'en-US' and '17:00' for 'de'.

    Where a clock has 12 hours, noon and midnight are words, because many people take 12:00 pm for midnight. `words` are
    the interface texts of the language, which have those that CLDR does not know.
    """
    from babel.dates import format_skeleton, format_time

    locale, found = find_locale(tag), time.fromisoformat(written)
    if not _has_halves(locale):
        return format_time(found, "short", locale=locale)
    by_clock = (
        format_time(found, "short", locale=locale) if found.minute else format_skeleton("h", found, locale=locale)
    )
    text = _name_of(found, locale, words) or NO_BREAK_SPACE.join(by_clock.split())
    return text.lower() if locale.language == "en" else text


def lacks_names_of_days(language: str) -> bool:
    """Whether CLDR has no days and months in a language."""
    return not has_words(find_locale(language))


def lacks_noon(language: str) -> bool:
    """Whether CLDR has no word for noon in a language whose clock has 12 hours."""
    locale = find_locale(language)
    return _has_halves(locale) and not _name_of(NOON, locale, NO_WORDS)


def _has_halves(locale: Locale) -> bool:
    """Whether a clock has 12 hours twice a day."""
    return "a" in locale.time_formats["short"].pattern


def _names_in(text: str, count: int) -> tuple[str, ...]:
    """Names that have commas between them, if there are so many; else none."""
    names = tuple(name.strip() for name in re.split("[,،、]", text))
    return names if len(names) == count else ()


def _name_of(found: time, locale: Locale, words: Mapping[str, str]) -> str:
    """The word for noon or midnight, "" for other times and where a language has none."""
    period, names = {NOON: NOON_TEXT, MIDNIGHT: MIDNIGHT_TEXT}.get(found, ""), locale.day_periods
    forms = (names["stand-alone"]["wide"], names["stand-alone"]["abbreviated"], names["format"]["abbreviated"])
    return next((str(form[period]) for form in forms if period in form), "") or words.get(period, "")


def find_weekdays(written: str) -> tuple[int, ...]:
    """The days of the week that 'Monday' or 'Monday to Friday' means, from 0 for Monday; none for other texts."""
    ends = written.split(TO)
    if len(ends) > 2 or any(end not in WEEKDAYS for end in ends):
        return ()
    return tuple(range(WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1]) + 1))


def weekdays_in_words(written: str, tag: str, words: Mapping[str, str]) -> str:
    """'Monday' or 'Monday to Friday' in a language; any other text as it is.

    `words` are its interface texts, which say how it names the two ends, such as 'de {first} a {last}'.
    """
    ends = written.split(TO)
    if tag.partition("-")[0] == "en" or not find_weekdays(written):
        return written
    locale = find_locale(tag)
    own = _names_in(words.get(WEEKDAYS_TEXT, ""), 7) or WEEKDAYS
    names = locale.days["format"]["wide"] if has_words(locale) else own
    first, last = (str(names[WEEKDAYS.index(end)]) for end in (ends[0], ends[-1]))
    return first if len(ends) == 1 else words["hours_range"].replace("{first}", first).replace("{last}", last)
