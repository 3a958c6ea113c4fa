"""What patients would miss without notice: pages without the page above them, alerts that one language lacks.

And what they might see against somebody's will: pages under names that other programs read in another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import PurePosixPath

from plainleaf.content.kinds import find_kinds, names_of_kinds
from plainleaf.content.page import Page
from plainleaf.index.addresses import DRAFT, PUBLISHED, parent_path
from plainleaf.index.directory import Directory
from plainleaf.problems import WARNING, Place, Problem


def find_vanishing(directory: Directory, language: str) -> Iterator[Problem]:
    """Pages of a language whose hub is missing, and hubs and alerts that some readers do not get."""
    pages = [page for page in directory.index.published(language) if page.kind.has_own_page]
    yield from _missing_hubs(pages, directory)
    yield from _unpublished_above(pages, directory)
    yield from _alerts_elsewhere(directory, language)
    yield from _misread_names(pages)


def _missing_hubs(pages: list[Page], directory: Directory) -> Iterator[Problem]:
    """Parts of a condition without a condition above them: nothing lists them."""
    hub = find_kinds(lambda kind: kind.is_hub)[0].name
    for page in pages:
        path = parent_path(page.page)
        if not page.kind.is_part or path is None or directory.may_have_page(page.language, path):
            continue
        above = directory.index.find(page.language, path)
        if above is not None and (above.kind.is_hub or above.unclear or not directory.index.is_published(above)):
            continue
        is_at_top = path == "index.md"
        folder = PurePosixPath(path).parent
        why = f"'{path}' is not a {names_of_kinds(lambda kind: kind.is_hub)}" if above else f"there is no '{path}'"
        message = f"this {page.kind.name} belongs to no {hub}: {why}"
        fix = f"Move it into the folder of its {hub}" + ("." if is_at_top else f", or start one: {_start(hub, folder)}")
        yield Problem(page.place("kind"), "no-hub", message, fix)


def _misread_names(pages: Iterable[Page]) -> Iterator[Problem]:
    """Pages called '_index.md' or 'Index.md', or below a name such as '_drafts', which is nothing special here."""
    for page in pages:
        *_, name = parts = PurePosixPath(page.page).parts
        marked = next((part for part in parts if part.startswith("_")), "")
        if name.lower().lstrip("_") == "index.md" and name != "index.md":
            message = f"the page of a folder is called 'index.md'; '{name}' is a page in it"
            yield Problem(Place(page.path), "file-name", message, "Rename it to 'index.md'.", WARNING)
        elif marked:
            message = f"other programs leave out '{marked}', but here this page is on the site"
            fix = f"If it is not finished, write 'draft: yes'. If it is, rename '{marked}' to '{marked.lstrip('_')}'."
            yield Problem(Place(page.path), "file-name", message, fix, WARNING)


def _start(hub: str, folder: PurePosixPath) -> str:
    return f"plainleaf new {hub} {folder}/index.md"


def _unpublished_above(pages: list[Page], directory: Directory) -> Iterator[Problem]:
    """Index pages that are not on the site while pages below them are."""
    below: dict[str, list[Page]] = {}
    for page in pages:
        above = _nearest_above(page, directory)
        # The home page is reported by itself.
        if above is not None and above.page != "index.md" and not directory.index.may_be_published(above):
            below.setdefault(above.page, []).append(page)
    for path, found in below.items():
        above = directory.index.find(found[0].language, path)
        assert above is not None
        is_draft = directory.index.statuses[above.path] == DRAFT
        field = "draft" if is_draft else "publish" if above.basics.publish else "expires"
        what = "a draft" if is_draft else "not on the site on this day"
        message = f"this page is {what}, but {_count(len(found))} below it on the site, such as '{found[0].page}'"
        fix = "Publish it, or make those below it drafts too."
        yield Problem(above.place(field), "hub-not-published", message, fix, WARNING)


def _nearest_above(page: Page, directory: Directory) -> Page | None:
    """The next page above a page; a folder between them need not have one."""
    path = parent_path(page.page)
    while path is not None and directory.index.find(page.language, path) is None:
        path = parent_path(path)
    return directory.index.find(page.language, path) if path else None


def _count(number: int) -> str:
    return "a page is" if number == 1 else f"{number} pages are"


def _alerts_elsewhere(directory: Directory, language: str) -> Iterator[Problem]:
    """Alerts of this language that readers of another one do not get."""
    index, names = directory.index, directory.settings.languages.names
    for page in index.alerts(language):
        if index.statuses[page.path] != PUBLISHED or page.details.expires < directory.as_of:
            continue
        for other in (name for name in names if name != language):
            # What is in a file that cannot be read is not known.
            has_unclear = any(each.language == other and each.unclear for each in index.pages.values())
            if has_unclear or directory.may_have_page(other, page.page):
                continue
            today = max(page.details.starts, directory.as_of)
            alerts = index.alerts(other)
            missed = _first_missed(page, today, alerts)
            if missed is not None:
                is_later = any(missed < each.details.starts <= page.details.expires for each in alerts)
                days = f" on {missed}" if is_later else f" from {missed} on" if missed > today else ""
                message = f"people who read {names[other].name} do not get this alert{days}"
                fix = _tell(index.find(other, page.page), other, page)
                yield Problem(page.place("title"), "alert-in-one-language", message, fix, WARNING)


def _first_missed(page: Page, today: date, others: Iterable[Page]) -> date | None:
    """The first day of an alert, not before today, on which none of the others is shown; None if there is none."""
    day = today
    for other in sorted(others, key=lambda other: other.details.starts):
        if other.details.starts <= day <= other.details.expires:
            day = other.details.expires + timedelta(days=1)
    return day if day <= page.details.expires else None


def _tell(there: Page | None, language: str, page: Page) -> str:
    """How readers of another language get an alert; `there` is their page with its path."""
    path = f"content/{language}/{page.page}"
    if there is None:
        return f"Write it in their language, in {path}."
    return f"Give {path} the same 'kind', 'starts' and 'expires', and publish it."
