"""When a source was published, as far as the words in `published` say: '2020', '2016, updated December 2020'."""

from __future__ import annotations

from datetime import date

from plainleaf.patterns import lazy_pattern

YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def last_year(published: str) -> int | None:
    """The latest year that the words name, which is that of the last update; None if they name none."""
    return max(map(int, YEAR.findall(published)), default=None)


def is_older(published: str, years: int, as_of: date) -> bool:
    """Whether a source is certainly more than so many years old. A source without a year is not."""
    year = last_year(published)
    # Most sources have a year and no day, so each year counts up to its last day.
    return year is not None and year < as_of.year - years
