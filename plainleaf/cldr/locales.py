"""Locales: which rules of CLDR a page follows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# Of languages that CLDR does not know, such as Haitian Creole and Hmong.
UNKNOWN = "root"
# What it calls the fifth month.
NO_NAME = "M05"


@cache
def find_locale(tag: str) -> Locale:
    """The locale of a language tag such as 'es-US', or the nearest that CLDR knows."""
    # Imported late: a build without changes writes no day.
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    for count in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:count]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(UNKNOWN)


def has_words(locale: Locale) -> bool:
    """Whether CLDR has the names of days and months in a language, not only its code."""
    return str(locale.months["format"]["wide"][5]) != NO_NAME


def make_tag(language: str, country: str) -> str:
    """The tag of a language as it is written in a country ('es-US'), unless the language names a country or script."""
    return f"{language}-{country.upper()}" if country and "-" not in language else language
