"""review.json: every reviewed page and every approved set of red flags, with its people and when it is due again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from plainleaf.checks import approval_status, list_sets
from plainleaf.content.red_flags.sets import RedFlagSets
from plainleaf.index.directory import Directory
from plainleaf.model.jobs import PageJob, TextJob

# The values for a translation that no clinician has checked.
UNCHECKED = {"reviewer": "", "reviewed": "", "due": "", "state": "unchecked-translation"}


def make_review_list(jobs: Iterable[PageJob], red_flags: Mapping[str, RedFlagSets], directory: Directory) -> TextJob:
    """The list of what is reviewed: pages by their address, then sets of red flags by the path of their file."""
    entries = [*_pages(jobs, directory), *_sets(red_flags, directory)]
    return TextJob("review.json", json.dumps(entries, ensure_ascii=False, indent=2) + "\n")


def _pages(jobs: Iterable[PageJob], directory: Directory) -> Iterator[dict[str, str]]:
    languages = directory.settings.languages.names
    pages = (page for language in languages for page in directory.index.published(language))
    owners = {directory.url(page): page.review.owner for page in pages if page.review}
    for job in jobs:
        review, translated = job.page.review, job.page.translated
        if review is not None:
            entry = {
                "address": job.page.canonical,
                "title": job.page.title,
                "owner": owners.get(job.page.url, ""),
                "author": review.author.name,
                "reviewer": review.reviewer.name,
                "reviewed": review.reviewed.isoformat(),
                "due": review.due.isoformat(),
                "state": review.state,
            }
            # Whoever reviewed the original has not read its translation.
            is_unchecked = translated is not None and translated.reviewed is None
            yield entry | UNCHECKED if is_unchecked else entry


def _sets(red_flags: Mapping[str, RedFlagSets], directory: Directory) -> Iterator[dict[str, str]]:
    settings = directory.settings
    for each in list_sets(red_flags, settings.languages.default):
        named, day = each.flags.approved_by, each.flags.approved
        approver = directory.index.find(each.language, named.name) if named else None
        # What is missing is an error, and the list is not published, or a translation that nobody has approved.
        if approver is not None and day is not None:
            due, state = approval_status(each, settings.policies, directory.as_of)
            yield {
                "red_flags": each.path,
                "title": each.flags.title,
                "reviewer": approver.basics.title,
                "reviewed": day.isoformat(),
                "due": due.isoformat(),
                "state": state,
            }
