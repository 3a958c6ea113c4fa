"""`report`: writes report.html, a table of every page, and reviews.ics, a calendar. Neither is published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jinja2

from plainleaf.command.one_run import build_or_stop, name_unread
from plainleaf.command.site_folder import is_published
from plainleaf.command.site_read import directory_of, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.told import tell_what_is_behind
from plainleaf.command.upkeep.calendar import DueReview, make_calendar
from plainleaf.command.upkeep.events import Event, find_events
from plainleaf.command.upkeep.page_rows import PageRow, make_rows
from plainleaf.index.addresses import LATER, PUBLISHED
from plainleaf.index.directory import Directory
from plainleaf.input.opening import replace_file
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.state.state import Build
from plainleaf.words import find_unread_languages

PAGE, CALENDAR = "report.html", "reviews.ics"


def write_report(options: Options, build: Build, folder: Path) -> int:
    """Check the site and write both files into a folder. Returns the exit code: 0, or 2 when they cannot be written.

    Problems of the site are in the report, so they do not change the exit code.
    """
    if is_published(folder, options):
        return refuse(f"{folder} is part of the site, so the report could be published. Name another folder.")
    report = Report()
    build_or_stop(options, build, report)
    site = read_site(options, Report())
    directory = directory_of(site)
    unread = find_unread_languages(site.inputs.word_lists)
    rows = make_rows(site.inputs, site.pages, directory, report.problems)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        behind = tuple(tell_what_is_behind(site))
        replace_file(folder / PAGE, make_page(directory, rows, find_events(directory), behind, unread).encode())
        replace_file(folder / CALENDAR, make_reviews(directory, rows).encode())
    except OSError as error:
        return refuse(f"{folder} cannot be written: {error.strerror or error}")
    print(f"{folder / PAGE} has every page, {folder / CALENDAR} the days on which reviews are due.")
    return 0


def make_page(
    directory: Directory,
    rows: list[PageRow],
    events: list[Event],
    behind: tuple[tuple[str, ...], ...],
    unread: Sequence[str],
) -> str:
    """The report as one HTML file that needs no other.

    `behind` are the lines about each translation that does not follow its original, `unread` the languages without
    word lists.
    """
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.get_template("report.html.jinja")
    facts = {"clinic": directory.settings.clinic.name, "day": directory.as_of, "rows": rows, "events": events}
    facts |= {"behind": behind}
    return template.render(
        facts, unread=name_unread(unread) if unread else "", waivers=directory.settings.policies.waivers
    )


def make_reviews(directory: Directory, rows: list[PageRow]) -> str:
    """The calendar of the reviews of all pages that are on the site, or will be."""
    shown = (row for row in rows if row.standing in (PUBLISHED, LATER))
    reviews = (DueReview(row.due, row.title, row.path, row.url, row.people) for row in shown if row.due)
    return make_calendar(directory.settings.clinic.name, reviews, directory.as_of)
