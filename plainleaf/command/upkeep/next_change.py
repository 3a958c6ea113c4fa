"""`next-change`: the day on which the site will change by itself, and what will change."""

from __future__ import annotations

from plainleaf.command.site_read import directory_of, read_site
from plainleaf.command.upkeep.events import find_events
from plainleaf.options import Options
from plainleaf.problems import Report


def print_changes(options: Options, *, lists_all: bool) -> int:
    """Print the changes of the next day that has any, or all that are to come. Returns the exit code 0."""
    events = find_events(directory_of(read_site(options, Report())))
    if not events:
        print("Nothing on this site changes by itself.")
    for event in events:
        if lists_all or event.day == events[0].day:
            print(f"{event.day.isoformat()}: {event.path}: {event.what}")
    return 0
