"""Today: the day for which a site is built, when the command line names none. It is the clinic's own."""

from __future__ import annotations

from msgspec.structs import replace

from plainleaf.content.config.read import FILE
from plainleaf.content.config.settings import Settings
from plainleaf.input.unclear import Unclear
from plainleaf.options import Options
from plainleaf.problems import WARNING, Place, Report

# What is wrong without a time zone, and what to do.
NO_ZONE = (
    "the time zone of the clinic is not known, so days begin and end by UTC",
    "Add a line such as 'timezone: America/Detroit'.",
)


def with_day(options: Options, settings: Settings, unclear: Unclear, report: Report) -> Options:
    """The options with a day. A site without a time zone is built for the day in UTC, which is reported."""
    if options.as_of is not None:
        return options
    if not settings.timezone and not unclear.touches("timezone"):
        report.add(Place(FILE), "no-timezone", *NO_ZONE, severity=WARNING)
    from plainleaf.input.addresses.time_zones import today_in  # only where no day is named

    return replace(options, as_of=today_in(settings.timezone))
