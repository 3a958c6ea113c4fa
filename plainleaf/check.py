"""Check: from finished Outputs to Problems that only the whole site shows: links to headings, ids, words, reviews."""

from __future__ import annotations

from plainleaf.jobs import Outputs, PageJob
from plainleaf.problems import Report, suggest
from plainleaf.reading import Limits, compare_pages


def check(outputs: Outputs, report: Report) -> None:
    """Check all pages of a finished site."""
    for output in outputs.values():
        report.extend(output.problems)
    pages = ((output.job, output.sample) for output in outputs.values() if isinstance(output.job, PageJob))
    texts = [(job.text, sample) for job, sample in pages if job.text is not None]
    report.extend(compare_pages(texts, Limits()))
    for output in outputs.values():
        if isinstance(output.job, PageJob):
            _check_anchors(output.job, outputs, report)


def _check_anchors(job: PageJob, outputs: Outputs, report: Report) -> None:
    for link in job.anchors:
        target = outputs.get(link.output)
        # A page that could not be made has no anchors at all, and its own problem says why.
        if target is None or link.anchor in target.anchors or not target.anchors:
            continue
        fix = suggest(link.anchor, target.anchors, otherwise="Link to the page, or to one of its headings.")
        message = f"the page has no heading '#{link.anchor}'"
        report.add(link.place, "broken-anchor", message, fix)
