"""Notices that a clinic in the US needs, and whether people find them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from plainleaf.content.details import NEEDED_NOTICES, NOTICES
from plainleaf.content.kinds import find_kinds
from plainleaf.index.directory import Directory
from plainleaf.problems import WARNING, Place, Problem


def _may_be_notice(file: str) -> bool:
    """Whether a page of an unknown kind may be a notice, judging by its name or its folder."""
    path = PurePosixPath(file)
    return file.startswith("content/") and ("notices" in path.parts or path.stem in NOTICES)


def missing_notices(directory: Directory, language: str) -> Iterator[Problem]:
    """Notices that a clinic in the US needs and the site lacks, and notices that no footer links to."""
    index, settings = directory.index, directory.settings
    notices = index.published(language, lambda kind: kind.is_notice)
    unclear = [page for page in index.unclear(language) if page.kind.is_notice]
    present = {page.details.notice for page in (*notices, *unclear)}
    # A notice whose name is wrong may be any of those that are missing.
    is_known = not any(page.unclear.hides("notice") for page in unclear)
    of_unclear_kind = [page.path for page in index.unclear(language) if page.unclear.hides("kind")]
    is_known = is_known and not any(map(_may_be_notice, (*of_unclear_kind, *directory.unreadable)))
    (kind, *_) = find_kinds(lambda kind: kind.is_notice)
    for notice in NEEDED_NOTICES:
        may_be_there = directory.may_have_page(language, f"notices/{notice}.md")
        if is_known and notice not in present and not may_be_there:
            message = f"there is no {notice} notice"
            command = f"plainleaf new {kind.name} notices/{notice}.md"
            fix = f"Start one: {command}, with 'notice: {notice}'; then ask your counsel."
            yield Problem(Place("config.yaml"), "missing-notice", message, fix, WARNING)
    listed = {name.name for name in settings.notices}
    for page in notices:
        if page.page not in listed and not directory.unclear.touches("notices"):
            fix = f"Add '- {page.page}' to 'notices' in config.yaml."
            message = "the footer does not link to this notice"
            yield Problem(page.place("notice"), "unlisted-notice", message, fix, WARNING)
