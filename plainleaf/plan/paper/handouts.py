"""Hand-outs: pages as PDF files, in normal and in large print, and as a sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec

from msgspec import json
from msgspec.structs import replace

from plainleaf.content.front_matter import Basics
from plainleaf.content.page import Page
from plainleaf.content.static_files import StaticFile
from plainleaf.index.addresses import Addresses
from plainleaf.model.cards import Handout
from plainleaf.model.jobs import CopyJob, HandoutJob, PageJob
from plainleaf.pictures import PICTURES
from plainleaf.problems import Place, Report
from plainleaf.problems.extras import install_command

NORMAL, LARGE_PRINT, SHEET = "normal", "large-print", "sheet"
# The template of each edition, and its file beside the page.
EDITIONS = {
    NORMAL: ("handout.html", "handout.pdf"),
    LARGE_PRINT: ("handout-large-print.html", "handout-large-print.pdf"),
    SHEET: ("handout-sheet.html", "sheet.pdf"),
}


def can_make_handouts() -> bool:
    """Whether the library that makes hand-outs is installed."""
    return find_spec("weasyprint") is not None


def report_missing(place: Place, report: Report) -> None:
    """Report, at the place of a setting, that it needs a library that is not installed."""
    report.add(
        place,
        "not-installed",
        "hand-outs need WeasyPrint, which is not installed",
        f"Run: {install_command('handouts')}. Or delete the line.",
    )


def find_handouts(page: Page, url: str, report: Report) -> tuple[Handout, ...]:
    """The PDF files that the page at `url` offers. Reports what they need if it is not installed."""
    editions = editions_of(page.basics)
    if editions and not can_make_handouts():
        report_missing(page.place("handout" if page.basics.handout else "sheet"), report)
        return ()
    return list_handouts(editions, url)


def editions_of(basics: Basics) -> tuple[str, ...]:
    """The editions that a page asks for."""
    whole = (NORMAL, LARGE_PRINT) if basics.handout else ()
    return (*whole, SHEET) if basics.sheet else whole


def list_handouts(editions: Iterable[str], url: str) -> tuple[Handout, ...]:
    """Some editions of the page at `url`."""
    return tuple(Handout(edition, url + EDITIONS[edition][1]) for edition in editions)


def plan_handouts(job: PageJob, files: Mapping[str, StaticFile], addresses: Addresses) -> Iterator[HandoutJob]:
    """A job for each PDF file of a page."""
    if not job.page.handouts:
        return
    pictures = find_pictures([job], files, addresses)
    for handout in job.page.handouts:
        template, file = EDITIONS[handout.edition]
        path = job.path.removesuffix("index.html") + file
        yield HandoutJob(path, as_paper(job, template), pictures)


def as_paper(job: PageJob, template: str) -> PageJob:
    """The page of a job by a template for paper."""
    return replace(job, template=template, anchors=(), problems=())


def find_pictures(jobs: Iterable[PageJob], files: Mapping[str, StaticFile], addresses: Addresses) -> dict[str, CopyJob]:
    """The pictures in the text of some pages, by their addresses."""
    written = [json.encode(job.prose).decode() for job in jobs]
    copies = {addresses.url(file.path): file for file in files.values() if file.file.suffix.lower() in PICTURES}
    return {
        url: CopyJob(file.path, file.file, file.digest)
        for url, file in copies.items()
        if any(f'"{url}"' in text for text in written)
    }
