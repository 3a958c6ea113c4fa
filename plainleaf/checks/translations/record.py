"""The record of a translation in its front matter: whether it belongs there, is whole, and names somebody's check."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.page import Page
from plainleaf.problems import Problem


def check_record(page: Page, default: str, *, is_strict: bool) -> Iterator[Problem]:
    """What is wrong with the record of a page's translation; nothing for a page without one.

    `default` is the language of the originals. `is_strict` on sites for real patients: no translation of a clinical
    page is published there that no clinician has checked.
    """
    record = page.basics.translation
    if record is None or page.unclear.touches("translation"):
        return
    if page.language == default:
        message = "this page is in the default language, so it is no translation"
        yield Problem(page.place("translation"), "misplaced-translation", message, "Delete 'translation'.")
    elif (record.reviewer is None) != (record.reviewed is None):
        lacks, has = ("reviewer", "reviewed") if record.reviewer is None else ("reviewed", "reviewer")
        fix = f"Run: plainleaf review {page.path} --by PERSON. Or delete '{has}'."
        message = f"the field '{lacks}' is missing beside '{has}'"
        yield Problem(page.place_of(f"translation.{has}"), "missing-field", message, fix)
    elif is_strict and page.kind.is_reviewed and record.reviewed is None:
        fix = f"Have it checked by a clinician who speaks the language: plainleaf review {page.path} --by PERSON"
        message = "no clinician has checked this translation"
        yield Problem(page.place("translation"), "unreviewed-translation", message, fix)
