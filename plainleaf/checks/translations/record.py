"""The record of a translation in its front matter: whether it belongs there, is whole, and names somebody's check."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.checks.review import wrong_reviewer
from plainleaf.content.front_matter import TranslationRecord
from plainleaf.content.page import Page
from plainleaf.index.directory import Directory
from plainleaf.index.reviewers import Reviewers, person_named
from plainleaf.problems import ERROR, WARNING, Problem


def check_record(page: Page, directory: Directory, reviewers: Reviewers, *, is_strict: bool) -> Iterator[Problem]:
    """What is wrong with the record of a page's translation.

    `is_strict` on sites for real patients: no translation of a clinical page is published there that no clinician has
    checked, or one who may not. A page that has an original is a translation, whether it says so or not.
    """
    record = page.basics.translation
    if page.unclear.touches("translation"):
        return
    if record is None:
        if is_strict and page.kind.is_reviewed and directory.original_of(page) is not None:
            message = "nothing says how this page was translated, or who has checked it"
            fix = f"Add 'translation' with translator and method. Then run: plainleaf review {page.path} --by PERSON"
            yield Problem(page.place("title"), "unreviewed-translation", message, fix)
        return
    if page.language == directory.settings.languages.default:
        message = "this page is in the default language, so it is not a translation"
        yield Problem(page.place("translation"), "misplaced-translation", message, "Delete 'translation'.")
        return
    if (record.reviewer is None) != (record.reviewed is None):
        lacks, has = ("reviewer", "reviewed") if record.reviewer is None else ("reviewed", "reviewer")
        fix = f"Run: plainleaf review {page.path} --by PERSON. Or delete '{has}'."
        message = f"the field '{lacks}' is missing beside '{has}'"
        yield Problem(page.place_of(f"translation.{has}"), "missing-field", message, fix)
    elif is_strict and page.kind.is_reviewed and record.reviewed is None:
        fix = f"Have it checked by a clinician who speaks the language: plainleaf review {page.path} --by PERSON"
        message = "no clinician has checked this translation"
        yield Problem(page.place("translation"), "unreviewed-translation", message, fix)
    yield from _check_reviewer(page, record, reviewers, is_strict=is_strict)


def _check_reviewer(
    page: Page, record: TranslationRecord, reviewers: Reviewers, *, is_strict: bool
) -> Iterator[Problem]:
    """A reviewer who translated the page, or whose roles do not cover it: whom the command `review` refuses."""
    if record.reviewer is None:
        return
    person = person_named(page, record.reviewer.name, reviewers)
    role = page.kind.role_for(page.details)
    if reviewers.is_among(person, record.translator):
        fix = f"Have it checked by another person: plainleaf review {page.path} --by PERSON"
        message = "the translator and the reviewer of the translation are the same person"
        yield Problem(record.reviewer.place, "same-reviewer", message, fix)
    elif reviewers.lacks(person, role) and not page.unclear.touches("kind", "type"):
        yield wrong_reviewer(record.reviewer, role, page.path, reviewers, ERROR if is_strict else WARNING)
