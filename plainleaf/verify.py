"""Verify: from finished Outputs to Problems that only the whole site shows: links to headings, ids, words, reviews."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from plainleaf.files import read_text
from plainleaf.incremental import Work
from plainleaf.jobs import Findings, Outputs
from plainleaf.options import Options
from plainleaf.problems import Place, Report, suggest
from plainleaf.reading import Limits, Repeated, Sampled, compare_pages, read_sample, renew_repeated
from plainleaf.remember import Before

# How many samples a process remembers, for one that stays.
REMEMBERED = 20_000


def verify(outputs: Outputs, work: Work, before: Before, options: Options, report: Report) -> Work:
    """Prove all pages of a finished site. Gives the work, with what the next build may use of this."""
    for output in outputs.values():
        findings = output.findings
        # Nearly all have none, and a site has many.
        if findings.planned or findings.problems:
            report.extend((*findings.planned, *findings.problems))
        if findings.links:
            _check_anchors(findings, outputs, report)
    repeated = _find_repeated(outputs, before, options)
    pages = [
        Sampled(findings.text_at, len(read_sample(findings.sample)), repeated.of_samples[findings.sample])
        for findings in (output.findings for output in outputs.values())
        if findings.text_at is not None and findings.sample
    ]
    report.extend(compare_pages(pages, lambda place: _text_from(place, options.root), Limits()))
    return replace(work, remembered=replace(work.remembered, repeated=repeated.stored))


def _find_repeated(outputs: Outputs, before: Before, options: Options) -> Repeated:
    """The runs of words that stand on two pages or more."""
    last, now = before.remembered.repeated, _samples_of(outputs)
    memory = options.memory
    if memory is None:
        return renew_repeated(now, _samples_of(before.outputs), Repeated(last, {}))
    # A build with errors leaves what it found here, and the next one does not begin with that.
    of_samples = memory.once("repeated", last, dict)
    repeated = renew_repeated(now, _samples_of(before.outputs), Repeated(last, of_samples), _keep_sample)
    memory.values["repeated"] = (repeated.stored, repeated.of_samples)
    return repeated


def _samples_of(outputs: Outputs) -> dict[str, bytes]:
    return {path: output.findings.sample for path, output in outputs.items() if output.findings.sample}


@lru_cache(maxsize=REMEMBERED)
def _keep_sample(stored: bytes) -> Collection[int]:
    """As a set it is compared sooner, and takes ten times the memory."""
    return frozenset(read_sample(stored))


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
