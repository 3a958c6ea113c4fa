"""Reviews: who stands behind a page, when it is due again, and whether the text is still the one that was read."""

from __future__ import annotations

from datetime import date, timedelta

from plainleaf.cards import PersonCard
from plainleaf.details import LegalSource
from plainleaf.directory import Directory
from plainleaf.front_matter import Reviewed, Source
from plainleaf.page import Page
from plainleaf.problems import WARNING, Report
from plainleaf.resolve import Resolver
from plainleaf.views import Change, Reference, Review

DUE_SOON = timedelta(days=90)
LAPSES_AFTER = timedelta(days=365)


def due_date(reviewed: date, months: int) -> date:
    """The day `months` calendar months later; the last day of that month when it is shorter."""
    year, month = divmod(reviewed.month - 1 + months, 12)
    first_after = date(reviewed.year + year + (month == 11), (month + 1) % 12 + 1, 1)
    last_day = (first_after - timedelta(days=1)).day
    return date(reviewed.year + year, month + 1, min(reviewed.day, last_day))


def state_of_review(page: Page, due: date, as_of: date) -> str:
    """current, due-soon, overdue, lapsed, or edited when the text is not the one that was reviewed."""
    if page.is_edited:
        return "edited"
    if as_of > due + LAPSES_AFTER:
        return "lapsed"
    if as_of > due:
        return "overdue"
    return "due-soon" if as_of > due - DUE_SOON else "current"


def make_review(page: Page, resolver: Resolver) -> Review | None:
    """The review of a page as its end shows it; None for kinds that have none."""
    review, directory = page.review, resolver.directory
    if review is None:
        return None
    author = _person(page, "author", resolver)
    reviewer = _person(page, "reviewer", resolver)
    if author is None or reviewer is None:
        return None
    months = review.review_every or directory.settings.policies.review_every
    due = due_date(review.reviewed, months)
    state = state_of_review(page, due, directory.as_of)
    _check(page, review, due, state, resolver)
    changes = tuple(Change(change.date, change.type, change.note) for change in review.changes)
    return Review(author, reviewer, review.reviewed, due, state, make_references(review.evidence), changes)


def make_references(sources: tuple[Source, ...] | tuple[LegalSource, ...]) -> tuple[Reference, ...]:
    """Sources as pages list them."""
    return tuple(Reference(each.title, each.publisher, each.published, each.address, each.accessed) for each in sources)


def _person(page: Page, role: str, resolver: Resolver) -> PersonCard | None:
    name = getattr(page.review, role)
    person = resolver.page_of_kind(name, lambda kind: kind.is_person, from_root=True)
    return resolver.directory.person(person) if person else None


def _check(page: Page, review: Reviewed, due: date, state: str, resolver: Resolver) -> None:
    directory, report = resolver.directory, resolver.report
    if review.author.name == review.reviewer.name:
        fix = "Name another person, who has checked the page."
        report.add(review.reviewer.place, "same-reviewer", "the author and the reviewer are the same person", fix)
    if review.reviewed > directory.as_of:
        message = f"the review of {review.reviewed.isoformat()} has not happened yet"
        fix = "Write the day on which the page was reviewed."
        report.add(page.place("reviewed"), "future-review", message, fix, severity=WARNING)
    if not review.review_mark:
        fix = f"When the reviewer agrees with this very text, add 'review_mark: {page.mark}'."
        message = "it cannot be told whether the text was edited after its review"
        report.add(page.place("reviewed"), "no-review-mark", message, fix, severity=WARNING)
    _report_state(page, due, state, directory, report)


def _report_state(page: Page, due: date, state: str, directory: Directory, report: Report) -> None:
    stale = directory.settings.policies.stale
    if state == "edited":
        fix = f"Have it reviewed, then write the day in 'reviewed' and 'review_mark: {page.mark}'."
        message = "the text was edited after its review; the page says so"
        report.add(page.place("review_mark"), "edited-since-review", message, fix, severity=WARNING)
    if state in ("overdue", "lapsed"):
        message = f"the review of this page was due on {due.isoformat()}"
        fix = "Have the page reviewed, and write the day in 'reviewed'."
        report.add(page.place("reviewed"), f"review-{state}", message, fix, severity=stale)
