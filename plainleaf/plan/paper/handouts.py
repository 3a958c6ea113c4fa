"""Hand-outs: pages as PDF files, in normal and in large print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec

from msgspec import json
from msgspec.structs import replace

from plainleaf.content.page import Page
from plainleaf.content.static_files import StaticFile
from plainleaf.index.addresses import Addresses
from plainleaf.model.cards import Handout
from plainleaf.model.jobs import CopyJob, HandoutJob, PageJob
from plainleaf.pictures import PICTURES
from plainleaf.problems import Report

# The template of each edition, and its file beside the page.
EDITIONS = {
    "normal": ("handout.html", "handout.pdf"),
    "large-print": ("handout-large-print.html", "handout-large-print.pdf"),
}
FIX = "Run: python -m pip install 'plainleaf[handouts]'. Or delete the line."


def find_handouts(page: Page, url: str, report: Report) -> tuple[Handout, ...]:
    """The PDF files that the page at `url` offers. Reports what they need if it is not installed."""
    if not page.basics.handout:
        return ()
    if find_spec("weasyprint") is None:
        report.add(page.place("handout"), "not-installed", "hand-outs need WeasyPrint, which is not installed", FIX)
        return ()
    return tuple(Handout(edition, f"{url}{file}") for edition, (_, file) in EDITIONS.items())


def plan_handouts(job: PageJob, files: Mapping[str, StaticFile], addresses: Addresses) -> Iterator[HandoutJob]:
    """A job for each PDF file of a page."""
    if not job.page.handouts:
        return
    written = json.encode(job.prose).decode()
    copies = {addresses.url(file.path): file for file in files.values() if file.file.suffix.lower() in PICTURES}
    pictures = {
        url: CopyJob(file.path, file.file, file.digest) for url, file in copies.items() if f'"{url}"' in written
    }
    for handout in job.page.handouts:
        template, file = EDITIONS[handout.edition]
        path = job.path.removesuffix("index.html") + file
        yield HandoutJob(path, replace(job, template=template, anchors=(), problems=()), pictures)
