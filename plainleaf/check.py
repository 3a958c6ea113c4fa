"""Check: from finished Outputs to Problems that only the whole site shows: links to headings, ids, words, reviews."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from plainleaf.files import read_text
from plainleaf.jobs import SAMPLE_TYPE, Findings, Outputs
from plainleaf.options import Options
from plainleaf.problems import Place, Report, suggest
from plainleaf.reading import Limits, compare_pages

# How many samples a process remembers, for one that stays.
REMEMBERED = 20_000


def check(outputs: Outputs, options: Options, report: Report) -> None:
    """Check all pages of a finished site."""
    texts: list[tuple[Place, Collection[int]]] = []
    read = _keep_sample if options.memory is not None else _read_sample
    for output in outputs.values():
        findings = output.findings
        # Nearly all have none, and a site has many.
        if findings.planned or findings.problems:
            report.extend((*findings.planned, *findings.problems))
        if findings.links:
            _check_anchors(findings, outputs, report)
        if findings.text_at is not None:
            texts.append((findings.text_at, read(findings.sample)))
    report.extend(compare_pages(texts, lambda place: _text_from(place, options.root), Limits()))


def _read_sample(stored: bytes) -> Collection[int]:
    return array(SAMPLE_TYPE, stored)


@lru_cache(maxsize=REMEMBERED)
def _keep_sample(stored: bytes) -> Collection[int]:
    """As a set it is compared sooner, and takes ten times the memory."""
    return frozenset(_read_sample(stored))


def _text_from(place: Place, root: Path) -> str:
    """The text of a source from a place on; most are never asked for, so they are not kept."""
    text = read_text(root, place.path, Report()) or ""
    return text.split("\n", place.line - 1)[-1] if place.line > 1 else text


def _check_anchors(findings: Findings, outputs: Outputs, report: Report) -> None:
    for link in findings.links:
        target = outputs.get(link.output)
        # A page that could not be made has no anchors at all, and its own problem says why.
        if target is None or link.anchor in target.findings.anchors or not target.findings.anchors:
            continue
        fix = suggest(link.anchor, target.findings.anchors, otherwise="Link to the page, or to one of its headings.")
        message = f"the page has no heading '#{link.anchor}'"
        report.add(link.place, "broken-anchor", message, fix)
