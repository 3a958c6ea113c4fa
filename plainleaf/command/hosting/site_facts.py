"""What a manifest says of a site besides its files: its day, what ends when, and the commit of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from plainleaf.command.git import PLAIN_LOG, ask_git, has_uncommitted
from plainleaf.command.site_read import directory_of, read_site
from plainleaf.command.upkeep.events import find_events
from plainleaf.hosting import Ending, Manifest, SiteFacts, make_manifest
from plainleaf.index.addresses import OVER
from plainleaf.index.directory import Directory
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.state.state import open_state

ALERT, PAGE = "alert", "page"
# What a site is made from.
SOURCES = ("config.yaml", "content", "static", "templates")


def read_manifest(options: Options) -> Manifest:
    """The manifest of the site that was built last, as it is on the day of that build. Raises OSError."""
    record = open_state(options).load_record()
    if record is not None and record.day:
        # Nobody who looks later may take it for the site of another day.
        with suppress(ValueError):
            options = replace(options, as_of=date.fromisoformat(record.day))
    read = read_site(options, Report())
    directory = directory_of(read)
    settings, events = read.inputs.settings, find_events(directory)
    commit, committed = find_commit(options.root)
    site = SiteFacts(
        settings.address,
        read.options.day.isoformat(),
        settings.timezone,
        settings.host,
        settings.clinic.demonstration,
        events[0].day.isoformat() if events else "",
        tuple(_find_endings(directory)),
        tuple(sorted(_find_over(directory))),
        commit,
        committed,
    )
    return make_manifest(options.real_out, site, settings.keep)


def _find_endings(directory: Directory) -> Iterator[Ending]:
    """What is on the site today and will not be after a day that is known."""
    for language in directory.settings.languages.names:
        for alert in directory.index.alerts(language):
            if alert.details.starts <= directory.as_of <= alert.details.expires:
                yield Ending(alert.details.expires.isoformat(), ALERT)
        for page in directory.index.published(language):
            if page.kind.has_own_page and page.basics.expires:
                yield Ending(page.basics.expires.isoformat(), PAGE, directory.url(page))


def _find_over(directory: Directory) -> set[str]:
    """The addresses of pages that have ended, if no other page is there now."""
    index = directory.index
    pages = [page for page in index.pages.values() if page.kind.has_own_page and not page.unclear]
    now = {directory.url(page) for page in pages if index.is_published(page)}
    return {directory.url(page) for page in pages if index.statuses[page.path] == OVER} - now


def find_commit(root: Path) -> tuple[str, int]:
    """The commit of the site's sources and its time in seconds since 1970; "" and 0 if they are not in one as they are.

    Whoever has changed the sources since the commit has another site than everybody else who has the commit.
    """
    said = ask_git(root, "log", "-1", "--format=%H %ct", *PLAIN_LOG)[1]
    commit, _, time = said.strip().partition(" ")
    return (commit, int(time)) if time.isdigit() and not has_uncommitted(root, *SOURCES) else ("", 0)
