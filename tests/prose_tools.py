"""Components and prose for tests that need no whole site."""

from __future__ import annotations

from functools import lru_cache

from plainleaf.content.components import Component, component_names, load_components
from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Report


@lru_cache(maxsize=1)
def shipped_components() -> dict[str, Component]:
    """The components that come with plainleaf, by their folder."""
    report = Report()
    components = load_components(layered(find_shipped(), "templates/components", report), report)
    assert report.problems == []
    return dict(components.known)


def parse(prose: str, report: Report | None = None, *, first_line: int = 1, path: str = "page.md") -> ParsedProse:
    """A prose of a page with its components found."""
    placeable = Placeable(component_names(shipped_components()))
    return parse_prose(path, first_line, prose, placeable, report if report is not None else Report())
