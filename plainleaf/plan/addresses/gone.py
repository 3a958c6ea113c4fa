"""Addresses that are gone: they are in the site's list of published addresses, but nothing is there any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from plainleaf.content.config.published import FILE
from plainleaf.content.page import Page
from plainleaf.index.addresses import DRAFT, OVER
from plainleaf.index.directory import Directory
from plainleaf.model.jobs import Job, PageJob, RedirectJob
from plainleaf.problems import WARNING, Place, Problem

ON_PURPOSE = "if it is gone on purpose, run: plainleaf addresses"


def addresses_of(jobs: Collection[Job]) -> frozenset[str]:
    """The addresses of pages and of what redirects to them, below the address of the site.

    Pages that are not published, and those that are served at other addresses, have none.
    """
    pages = (job for job in jobs if isinstance(job, PageJob) and job.page.canonical and not job.standing)
    redirects = (job for job in jobs if isinstance(job, RedirectJob))
    paths = [*(job.path for job in pages), *(job.path for job in redirects)]
    return frozenset(map(_address, paths))


def _address(output: str) -> str:
    return "/" + output.removesuffix("index.html")


def find_gone(published: Mapping[str, int], now: frozenset[str], directory: Directory) -> Iterator[Problem]:
    """Published addresses where a reader would now find nothing."""
    pages = list(directory.index.pages.values())
    # A file that cannot be read, or a page that is not planned, may have the address.
    is_unreadable = any(path.split("/")[0] == "content" for path in directory.unreadable)
    if is_unreadable or any(page.unclear and not page.basics.draft for page in pages):
        return
    sources = {_address(directory.index.output(page)): page for page in pages if page.kind.has_own_page}
    # A page with a last day ends its address on purpose.
    ended = {address for address, page in sources.items() if directory.index.statuses[page.path] == OVER}
    gone = published.keys() - now - ended
    new = now - published.keys()
    for address in gone:
        message = f"the site no longer has the address {address}, which patients may have kept"
        fix = _fix(address, sources, _find_successor(address, gone, new), directory)
        yield Problem(Place(FILE, published[address]), "address-gone", message, fix, WARNING)


def _fix(address: str, sources: Mapping[str, Page], successor: str | None, directory: Directory) -> str:
    page = sources.get(address)
    if page is not None:
        what = "a draft" if directory.index.statuses[page.path] == DRAFT else "to be published later"
        return f"{page.path} is {what}. Publish it again; or {ON_PURPOSE}"
    moved = sources.get(successor or "")
    where = f"to {moved.path}, which has taken its place" if moved else "to the page that has taken its place"
    return f"Add the line 'aliases: [{address}]' {where}; or {ON_PURPOSE}"


def _find_successor(address: str, gone: Iterable[str], new: frozenset[str]) -> str | None:
    """The new address of a page that was moved to another folder or renamed in its own; None if it is not certain."""
    path = PurePosixPath(address)
    moved = [each for each in new if PurePosixPath(each).name == path.name]
    if moved:
        return moved[0] if len(moved) == 1 else None
    renamed = [each for each in new if PurePosixPath(each).parent == path.parent]
    others = [each for each in gone if PurePosixPath(each).parent == path.parent]
    return renamed[0] if len(renamed) == len(others) == 1 else None
