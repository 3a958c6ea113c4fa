"""Locales: which rules of CLDR a page follows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# Of languages that CLDR does not know, its root has dates in numbers, year first, which every reader can tell apart.
UNKNOWN = "root"


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


def make_tag(language: str, country: str) -> str:
    """The tag of a language as it is written in a country ('es-US'), unless the language names a country or script."""
    return f"{language}-{country.upper()}" if country and "-" not in language else language
