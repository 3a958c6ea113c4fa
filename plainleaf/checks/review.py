"""Reviews: when a page is due again, whether its text is still the reviewed one, and what is wrong with the review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from plainleaf.checks.days import EARLIEST, check_past_day
from plainleaf.content.config.policies import Policies
from plainleaf.content.front_matter import Reviewed
from plainleaf.content.page import Page
from plainleaf.index.reviewers import Reviewers, person_named
from plainleaf.input.fields import Named
from plainleaf.problems import ERROR, WARNING, Problem, soften

DUE_SOON = timedelta(days=90)
LAPSES_AFTER = timedelta(days=365)
LATE = ("overdue", "lapsed")


def due_date(reviewed: date, months: int) -> date:
    """The day `months` calendar months later; the last day of that month when it is shorter."""
    year, month = divmod(reviewed.month - 1 + months, 12)
    first_after = date(reviewed.year + year + (month == 11), (month + 1) % 12 + 1, 1)
    last_day = (first_after - timedelta(days=1)).day
    return date(reviewed.year + year, month + 1, min(reviewed.day, last_day))


def due_of(review: Reviewed, policies: Policies) -> date:
    """The day on which the next review is due, by the page's own interval or else by the clinic's policy."""
    return due_date(review.reviewed, review.review_every or policies.review_every)


def review_status(page: Page, due: date, as_of: date) -> str:
    """The status of a page's review: current, due-soon, overdue, lapsed, or edited if the text was changed after it."""
    return "edited" if page.is_edited else lateness(due, as_of)


def lateness(due: date, as_of: date) -> str:
    """How late a review is that is due on a day: current, due-soon, overdue or lapsed."""
    if as_of > due + LAPSES_AFTER:
        return "lapsed"
    if as_of > due:
        return "overdue"
    return "due-soon" if as_of > due - DUE_SOON else "current"


def check_review(
    page: Page, policies: Policies, as_of: date, reviewers: Reviewers, *, is_strict: bool
) -> Iterator[Problem]:
    """What is wrong with the review of a page as of a day; nothing for kinds that are not reviewed.

    `is_strict` on sites for real patients: nothing is published there that was edited after its review, or that was
    reviewed by somebody who may not review it, or on a day to come.
    """
    review = page.review
    if review is None:
        return
    unclear = page.unclear
    severity = ERROR if is_strict else WARNING
    yield from _check_reviewer(page, review, reviewers, severity)
    if review.reviewed > as_of and not unclear.hides("reviewed"):
        message = f"the review date {review.reviewed.isoformat()} is in the future"
        fix = "Write the day on which the page was reviewed."
        yield Problem(page.place("reviewed"), "future-review", message, fix, severity)
    is_mark_clear = not unclear.touches("review_mark", "title", "summary", *page.details.__struct_fields__)
    needs_mark = not review.review_mark and not page.is_unchecked_translation
    if needs_mark and is_mark_clear and not unclear.hides("reviewed"):
        fix = f"When a reviewer has read it, run: plainleaf review {page.path} --by PERSON"
        message = "without a review mark nobody can tell whether the text was edited after its review"
        yield Problem(page.place("reviewed"), "no-review-mark", message, fix, WARNING)
    due = due_of(review, policies)
    status = review_status(page, due, as_of)
    if status == "edited" and is_mark_clear:
        fix = f"Have it reviewed again: plainleaf review {page.path} --by PERSON"
        message = "the text was edited after its review" + ("" if is_strict else "; the page says so")
        yield Problem(page.place("review_mark"), "edited-since-review", message, fix, severity)
    elif not page.is_unchecked_translation and not unclear.touches("reviewed", "changes"):
        yield from _check_changes(page, review, as_of, severity)
    if review.reviewed < EARLIEST and not unclear.hides("reviewed"):
        yield from check_past_day(review.reviewed, page.place("reviewed"), as_of)
    # The review that a translation names is that of its original, where it is reported.
    elif status in LATE and not page.is_unchecked_translation and not page.unclear.touches("reviewed", "review_every"):
        message = f"the review of this page was due on {due.isoformat()}"
        fix = "Have the page reviewed, and write the day in 'reviewed'."
        yield Problem(page.place("reviewed"), f"review-{status}", message, fix, policies.stale)


def _check_changes(page: Page, review: Reviewed, as_of: date, severity: str) -> Iterator[Problem]:
    """A clinical change after the day of the review: the reviewer cannot have read it then."""
    changed = [change.date for change in review.changes if change.type == "clinical" and change.date <= as_of]
    last = max(changed, default=review.reviewed)
    if last > review.reviewed:
        message = f"the clinical change of {last.isoformat()} is later than the review of {review.reviewed.isoformat()}"
        who = f"Have it reviewed: plainleaf review {page.path} --by PERSON."
        fix = f"{who} If only the wording changed, write 'type: editorial' for that change."
        yield Problem(page.place("reviewed"), "edited-since-review", message, fix, severity)


def _check_reviewer(page: Page, review: Reviewed, reviewers: Reviewers, severity: str) -> Iterator[Problem]:
    """A reviewer who wrote the page, or whose roles do not cover it."""
    if page.unclear.touches("reviewer"):
        return
    reviewer = person_named(page, review.reviewer.name, reviewers)
    if not page.unclear.touches("author") and reviewer == person_named(page, review.author.name, reviewers):
        fix = "Name another person, who has checked the page."
        message = "the author and the reviewer are the same person"
        yield Problem(review.reviewer.place, "same-reviewer", message, fix)
        return
    role = page.kind.role_for(page.details)
    if reviewers.lacks(reviewer, role) and not page.unclear.touches("kind", "type"):
        yield wrong_reviewer(review.reviewer, role, page.path, reviewers, severity)


def wrong_reviewer(named: Named, role: str, path: str, reviewers: Reviewers, severity: str) -> Problem:
    """The problem of a file that was reviewed by somebody who lacks the role for it."""
    message = f"'{named.name}' does not have the role '{role}', which a reviewer of this file needs"
    able = reviewers.having(role)
    fix = f"Have it reviewed by {' or '.join(able)}: plainleaf review {path} --by PERSON"
    if not able:
        fix = f"Add '{role}' to 'reviews' of a person who is competent, and have that person review it."
    return Problem(named.place, "wrong-reviewer", message, fix, severity)


def soften_scheduled(problems: Iterable[Problem], page: Page) -> list[Problem]:
    """The problems of a page or an alert that is to be published later, softened: until then they block nothing."""
    assert page.begins is not None
    why = f"scheduled: must be fixed before {page.begins.isoformat()}"
    return [soften(problem, why) for problem in problems]
