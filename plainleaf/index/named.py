"""What the options of components name in config.yaml, or below an index page. What is missing is reported."""

from __future__ import annotations

from plainleaf.content.page import Page
from plainleaf.index.directory import Directory
from plainleaf.input.fields import Named
from plainleaf.model.cards import Link, LocationCard
from plainleaf.problems import WARNING, Report, suggest


def find_below(page: Page | None, name: Named, directory: Directory, report: Report) -> tuple[Link, ...]:
    """Links to the pages below the index page that a name stands for, None for a page that was reported."""
    below = directory.index.below(page) if page else ()
    if page is not None and not below and not directory.may_have_below(page):
        fix = "Name the index.md of a folder with pages."
        report.add(name.place, "empty-list", f"there is no page below '{name.name}'", fix, severity=WARNING)
    return tuple(directory.link(child) for child in below)


def find_location(name: Named, directory: Directory, report: Report) -> LocationCard | None:
    """The location that a name stands for."""
    location = directory.location(name.name)
    if location is None and not directory.unclear.hides("locations"):
        known = directory.settings.locations
        fix = suggest(name.name, known, otherwise=f"Use one of: {', '.join(known)}.")
        report.add(name.place, "unknown-location", f"there is no location '{name.name}'", fix)
    return location
