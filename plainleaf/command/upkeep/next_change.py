"""`next-change`: the day on which the site will change by itself, and what will change."""

from __future__ import annotations

from plainleaf.command.upkeep.events import find_events
from plainleaf.content.config.today import settle_day
from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.index.overview import make_directory
from plainleaf.options import Options
from plainleaf.problems import Report


def print_changes(options: Options, *, lists_all: bool) -> int:
    """Print the changes of the next day that has any, or all that are to come. Gives the exit code 0."""
    inputs = load(options.root, Report())
    options = settle_day(options, inputs.settings, inputs.unclear, Report())
    events = find_events(make_directory(inputs, read(inputs, Report()), options))
    if not events:
        print("Nothing on this site changes by itself.")
    for event in events:
        if lists_all or event.day == events[0].day:
            print(f"{event.day.isoformat()}: {event.path}: {event.what}")
    return 0
