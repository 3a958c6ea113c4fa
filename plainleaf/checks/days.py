"""Days that cannot be right: in the future for what has happened, long before the site, or contradicting each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from plainleaf.checks.evidence.published import last_year
from plainleaf.content.config.settings import Settings
from plainleaf.content.page import Page
from plainleaf.input.fields import fields_of
from plainleaf.input.nodes import Node, place_finder
from plainleaf.input.unclear import Unclear
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, WARNING, Place, Problem, soften

# Nothing on a site for patients was written or checked before this day, so an earlier one is a typo.
EARLIEST = date(2000, 1, 1)
LONGEST_ALERT = timedelta(days=200)
# Nobody plans a page or an alert further ahead: the year is wrong, and nobody would see it.
LONGEST_AHEAD = timedelta(days=2 * 366)
YEAR_OR_DAY = lazy_pattern(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def check_spans(pages: Iterable[Page], as_of: date) -> Iterator[Problem]:
    """Pages whose last day on the site is before their first, and pages that begin or began in an unlikely year."""
    for page in pages:
        first, last = page.basics.publish, page.basics.expires
        yield from _check_first(page, "publish", first, as_of)
        yield from _check_first(page, "starts", getattr(page.details, "starts", None), as_of)
        if first and last and last < first and not page.unclear.touches("publish", "expires"):
            message = f"the page ends on {last.isoformat()}, before it is published on {first.isoformat()}"
            problem = Problem(page.place("expires"), "page-dates", message, "Correct one of the two days.")
            yield soften(problem) if page.basics.draft else problem


def _check_first(page: Page, name: str, first: date | None, as_of: date) -> Iterator[Problem]:
    """The first day of a page or an alert."""
    if first is None or page.unclear.touches(name):
        return
    if first < EARLIEST:
        message = f"{first.isoformat()} is before the year {EARLIEST.year}"
        yield Problem(page.place(name), "early-day", message, "Check the year.", WARNING)
    elif first - as_of > LONGEST_AHEAD:
        message = f"nobody would see this before {first.isoformat()}, which is more than two years ahead"
        yield Problem(page.place(name), "future-day", message, "Check the year.", WARNING)


def check_alerts(alerts: Iterable[Page], as_of: date) -> Iterator[Problem]:
    """Alerts that run so long that nobody reads them any more."""
    for page in alerts:
        first, last = page.details.starts, page.details.expires
        if as_of <= last and last - first > LONGEST_ALERT and not page.unclear.touches("starts", "expires"):
            message = f"this alert runs for {(last - first).days} days, so people will stop reading it"
            fix = f"Let it end after {LONGEST_ALERT.days} days at most, or put what stays true on a page."
            yield Problem(page.place("expires"), "alert-too-long", message, fix, WARNING)


def check_past_days(page: Page, as_of: date) -> Iterator[Problem]:
    """Days of a page on which something has happened, but which are in the future or too long ago."""
    for group in (page.basics, page.review, page.details):
        if group is not None:
            yield from _check_group(group, page.unclear, page.place_of, as_of)


def check_setting_days(settings: Settings, node: Node, unclear: Unclear, as_of: date) -> Iterator[Problem]:
    """Days and times of config.yaml that cannot be right. `node` is its YAML, for the places."""
    place = place_finder(node)
    yield from _check_group(settings, unclear, place, as_of)
    for name, location in settings.locations.items():
        for number, line in enumerate(location.hours):
            path = f"locations.{name}.hours.{number}"
            if unclear.touches(path):
                continue
            if bool(line.opens) != bool(line.closes):
                fix = "Write both 'opens' and 'closes', or neither for a day on which it is closed."
                message = f"'{line.days}' has only one of two times, so patients would read 'Closed'"
                yield Problem(place(path), "hours", message, fix, ERROR)
            elif line.opens and line.closes <= line.opens:
                message = f"'{line.days}' closes at {line.closes}, before it opens at {line.opens}"
                yield Problem(place(path), "hours", message, "Correct one of the two times.", WARNING)


def _check_group(
    group: Struct, unclear: Unclear, place: Callable[[str], Place], as_of: date, prefix: str = ""
) -> Iterator[Problem]:
    """The days of a group of fields, and of the groups in it. `prefix` is its path with a dot."""
    for field in fields_of(type(group)):
        value, path = getattr(group, field.name), f"{prefix}{field.name}"
        if isinstance(value, date) and field.type.is_past and not unclear.touches(path):
            yield from check_past_day(value, place(path), as_of)
        for name, inner in _groups_in(value, path):
            yield from _check_group(inner, unclear, place, as_of, f"{name}.")
    yield from _check_reading(group, unclear, place, as_of, prefix)


def _groups_in(value: Any, path: str) -> Iterator[tuple[str, Struct]]:
    """The groups in the value of a field, each with its path."""
    if isinstance(value, Mapping):
        entries: Iterable[tuple[object, Any]] = value.items()
    else:
        entries = enumerate(value) if isinstance(value, tuple) else ()
    pairs = [(path, value), *((f"{path}.{name}", entry) for name, entry in entries)]
    yield from ((name, each) for name, each in pairs if isinstance(each, Struct) and fields_of(type(each)))


def check_past_day(day: date, place: Place, as_of: date) -> Iterator[Problem]:
    """A day on which something has happened."""
    if day > as_of:
        fix = "Write the day on which it happened, or add the line when it has."
        yield Problem(place, "future-day", f"{day.isoformat()} is still to come", fix, WARNING)
    elif day < EARLIEST:
        message = f"{day.isoformat()} is before the year {EARLIEST.year}"
        yield Problem(place, "early-day", message, "Check the year.", WARNING)


def _check_reading(
    group: Struct, unclear: Unclear, place: Callable[[str], Place], as_of: date, prefix: str
) -> Iterator[Problem]:
    """A source that was read before it was published, or that is still to be published."""
    published, accessed = str(getattr(group, "published", "")), getattr(group, "accessed", None)
    path = f"{prefix}published"
    if unclear.touches(path, f"{prefix}accessed"):
        return
    is_day = bool(YEAR_OR_DAY.fullmatch(published))
    if (last_year(published) or 0) > as_of.year or (is_day and published > as_of.isoformat()[: len(published)]):
        fix = "Correct the year."
        yield Problem(place(path), "future-day", f"'published: {published}' is still to come", fix, WARNING)
    elif is_day and accessed and accessed >= EARLIEST and accessed.isoformat()[: len(published)] < published:
        message = f"it was read on {accessed.isoformat()}, before it was published in {published}"
        yield Problem(place(path), "early-day", message, "Correct one of the two days.", WARNING)
