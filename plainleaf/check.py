"""Check: from finished Outputs to Problems that only the whole site shows: links to headings, ids, words, reviews."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from plainleaf.jobs import Output, Outputs, PageJob
from plainleaf.problems import Place, Problem, Report, suggest
from plainleaf.reading import check_pages

ID = re.compile(r"\sid=\"([^\"]+)\"")


def check(outputs: Outputs, report: Report) -> None:
    """Check all pages of a finished site."""
    for output in outputs.values():
        report.extend(output.problems)
    jobs = [output.job for output in outputs.values() if isinstance(output.job, PageJob)]
    report.extend(check_pages([job.text for job in jobs if job.text is not None]))
    for output in outputs.values():
        if isinstance(output.job, PageJob):
            _check_anchors(output.job, outputs, report)
        if isinstance(output.content, bytes) and output.job.path.suffix == ".html":
            report.extend(_repeated_ids(output))


def _check_anchors(job: PageJob, outputs: Outputs, report: Report) -> None:
    for link in job.anchors:
        target = outputs.get(link.output)
        if target is None or link.anchor in target.anchors or target.problems:
            continue
        fix = suggest(link.anchor, target.anchors, otherwise="Link to the page, or to one of its headings.")
        message = f"the page has no heading '#{link.anchor}'"
        report.add(link.place, "broken-anchor", message, fix)


def _repeated_ids(output: Output) -> list[Problem]:
    assert not isinstance(output.content, Path)
    counts = Counter(ID.findall(output.content.decode()))
    place = output.job.prose.place if isinstance(output.job, PageJob) else Place(str(output.job.path))
    return [
        Problem(
            place, "repeated-id", f"the id '{name}' stands {count} times on the page", "Reword one of the headings."
        )
        for name, count in sorted(counts.items())
        if count > 1
    ]
