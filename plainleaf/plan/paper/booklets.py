"""Booklets: pages that config.yaml names as one PDF file with a cover and contents, and the page with all hand-outs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from plainleaf.content.config.booklets import BookletSetting
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.index.addresses import Addresses
from plainleaf.index.directory import Directory
from plainleaf.model.cards import Booklet, Handout, HandoutList, PageHandouts
from plainleaf.model.jobs import HandoutJob, PageJob
from plainleaf.plan.paper.handouts import (
    LARGE_PRINT,
    NORMAL,
    as_paper,
    can_make_handouts,
    editions_of,
    find_pictures,
    list_handouts,
    report_missing,
)
from plainleaf.problems import Report

FOLDER = "handouts/"
# The template of the cover and that of each page in it, and what ends the name of the file.
BOOKLETS = {
    NORMAL: ("booklet.html", "booklet-page.html", ""),
    LARGE_PRINT: ("booklet-large-print.html", "booklet-page.html", "-large-print"),
}


def check_booklets(directory: Directory, report: Report) -> None:
    """Report pages of booklets that do not exist, and a library that is not installed."""
    default = directory.settings.languages.default
    for booklet in directory.settings.booklets.values():
        for name in booklet.pages:
            if (
                name
                and directory.index.find(default, name.name) is None
                and not directory.may_have_page(default, name.name)
            ):
                fix = "Write its path below the language's folder, such as sciatica/symptoms.md."
                report.add(name.place, "broken-link", f"no page '{name.name}'", fix)
        if booklet.pages and not can_make_handouts():
            report_missing(booklet.pages[0].place, report)


def make_handout_list(directory: Directory, language: str) -> HandoutList | None:
    """All hand-outs in a language; None if there are none."""
    if not can_make_handouts():
        return None
    pages = directory.index.published(language)
    asking = [(page, editions) for page in pages if (editions := editions_of(page.basics))]
    of_pages = tuple(
        PageHandouts(page.basics.title, page.basics.summary, list_handouts(editions, directory.url(page)))
        for page, editions in asking
    )
    booklets = tuple(_list_booklets(directory, language))
    return HandoutList(booklets, of_pages) if booklets or of_pages else None


def _list_booklets(directory: Directory, language: str) -> Iterator[Booklet]:
    for name, setting in directory.settings.booklets.items():
        if pages := _pages_of(setting, directory, language):
            paths = {edition: _path(name, edition, directory, language) for edition in BOOKLETS}
            files = tuple(Handout(edition, directory.addresses.url(path)) for edition, path in paths.items())
            yield Booklet(name, setting.title, tuple(directory.link(page) for page in pages), files)


def _pages_of(setting: BookletSetting, directory: Directory, language: str) -> list[Page]:
    """The pages of a booklet that are on the site in a language."""
    named = (directory.index.find(language, name.name) for name in setting.pages)
    return [page for page in named if page is not None and directory.index.is_published(page)]


def _path(name: str, edition: str, directory: Directory, language: str) -> str:
    return directory.addresses.language_path(language, f"{FOLDER}{name}{BOOKLETS[edition][2]}.pdf")


def plan_booklets(jobs: Sequence[PageJob], inputs: Inputs, addresses: Addresses) -> Iterator[HandoutJob]:
    """A job for each booklet that one of the jobs, for a page with all hand-outs, lists."""
    by_url = {job.page.url: job for job in jobs}
    for job in jobs:
        found = job.page.details.get("handouts") if isinstance(job.page.details, dict) else None
        for booklet in found.booklets if isinstance(found, HandoutList) else ():
            pages = [by_url[link.url] for link in booklet.pages if link.url in by_url]
            pictures = find_pictures(pages, inputs.static_files, addresses)
            for file in booklet.files:
                cover, template, _ = BOOKLETS[file.edition]
                view = replace(job.page, title=booklet.title, details={"booklet": booklet})
                chapters = tuple(as_paper(page, template) for page in pages)
                path = file.url.removeprefix(addresses.url(""))
                yield HandoutJob(path, replace(job, template=cover, page=view), pictures, chapters)
