"""Events: the days on which a site changes although nobody changes a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from plainleaf.checks import LAPSES_AFTER, due_of, review_status
from plainleaf.content.config.read import FILE
from plainleaf.content.page import Page
from plainleaf.index.addresses import LATER, PUBLISHED
from plainleaf.index.directory import Directory

DAY = timedelta(days=1)


class Event(Struct, frozen=True, order=True):
    """A change to come: the first day on which the site is different, the file that says so, and what happens."""

    day: date
    path: str
    what: str


def find_events(directory: Directory) -> list[Event]:
    """Every change after the day the directory is for, in order. Drafts and unclear pages are left out."""
    index = directory.index
    shown = [page for page in index.pages.values() if index.statuses[page.path] in (PUBLISHED, LATER)]
    events = [event for page in shown if not page.unclear for event in _of_page(page, directory)]
    events += _of_closures(directory)
    return sorted(event for event in events if event.day > directory.as_of)


def _of_page(page: Page, directory: Directory) -> Iterator[Event]:
    """Also days that are over, which find_events leaves out."""
    if not page.kind.has_own_page:
        yield Event(page.details.starts, page.path, "the alert begins")
        yield Event(page.details.expires + DAY, page.path, "the alert ends")
        return
    if page.basics.publish:
        yield Event(page.basics.publish, page.path, "the page is published")
    if page.basics.expires:
        yield Event(page.basics.expires + DAY, page.path, "the page is taken off the site")
    # The page says that its text was edited, whatever day it is.
    if page.review is not None and not page.is_edited:
        due = due_of(page.review, directory.settings.policies)
        yield Event(due + DAY, page.path, "the review is overdue, and the page says so")
        yield Event(due + LAPSES_AFTER + DAY, page.path, "the review has lapsed, and the page says so")


def _of_closures(directory: Directory) -> Iterator[Event]:
    for place in directory.settings.locations.values():
        for closure in place.closures:
            what = f"{place.name}: the closing on {closure.date.isoformat()} is no longer listed"
            yield Event(closure.date + DAY, FILE, what)


def state_of_review(page: Page, directory: Directory) -> tuple[str, date] | None:
    """The state of a page's review and the day on which the next one is due; None for kinds without reviews."""
    if page.review is None:
        return None
    due = due_of(page.review, directory.settings.policies)
    return review_status(page, due, directory.as_of), due
