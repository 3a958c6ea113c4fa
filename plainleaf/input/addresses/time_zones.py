"""Time zones by their names in the time zone database, such as America/Detroit, and what day it is there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from plainleaf.problems import closest

UTC = "UTC"
# Names that people in the US say. The zones are those of the largest city that keeps the time.
SAID = {
    "America/New_York": ("et", "est", "edt", "eastern", "us/eastern", "est5edt"),
    "America/Chicago": ("ct", "cst", "cdt", "central", "us/central", "cst6cdt"),
    "America/Denver": ("mt", "mst", "mdt", "mountain", "us/mountain", "mst7mdt"),
    "America/Phoenix": ("arizona", "us/arizona"),
    "America/Los_Angeles": ("pt", "pst", "pdt", "pacific", "us/pacific", "pst8pdt"),
    "America/Anchorage": ("akst", "akdt", "alaska", "us/alaska"),
    "Pacific/Honolulu": ("hst", "hawaii", "us/hawaii"),
}

CONTINENTS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


def today_in(zone: str) -> date:
    """What day it is now in a time zone; UTC for ''."""
    return datetime.now(ZoneInfo(zone or UTC)).date()


def is_zone(name: str) -> bool:
    """Whether a time zone has this name. Short forms such as EST, which know no summer time, do not count."""
    if name != UTC and not name.startswith(CONTINENTS):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: it is the name of a folder of zones.
        return False
    return True


def guess_zone(written: str) -> str | None:
    """The time zone that was probably meant, None if none is close."""
    plain = written.strip().casefold().removesuffix(" time").removesuffix(" standard")
    said = (zone for zone, names in SAID.items() if plain in names)
    return next(said, None) or _find_city(plain.replace(" ", "_")) or closest(written, _places())


def _find_city(plain: str) -> str | None:
    """The only zone with this name or this city."""
    found = [zone for zone in _places() if plain in (zone.casefold(), zone.casefold().rpartition("/")[2])]
    return found[0] if len(found) == 1 else None


@cache
def _places() -> Collection[str]:
    """The zones that are named for a city."""
    return sorted(zone for zone in available_timezones() if zone.startswith(CONTINENTS))
