"""Verify: from finished Outputs to the problems of the whole site: links to headings, and what failed in rendering."""

from __future__ import annotations

from plainleaf.model.jobs import Findings, Outputs
from plainleaf.problems import Report, suggest


def verify(outputs: Outputs, report: Report) -> None:
    """Report what is wrong with the pages of a finished site."""
    for output in outputs.values():
        findings = output.findings
        # Nearly all pages have none, so the call is skipped.
        if findings.problems:
            report.extend(findings.problems)
        if findings.links:
            _check_anchors(findings, outputs, report)


def _check_anchors(findings: Findings, outputs: Outputs, report: Report) -> None:
    for link in findings.links:
        target = outputs.get(link.output)
        if target is None and "://" in link.written:
            fix = "Correct it, or write the path of the page's .md file, such as ../contact.md."
            report.add(link.place, "broken-link", f"this site has nothing at '{link.written}'", fix)
        # A page that could not be rendered has no anchors at all, and its own problem says why.
        if target is None or not link.anchor or link.anchor in target.findings.anchors or not target.findings.anchors:
            continue
        fix = suggest(link.anchor, target.findings.anchors, otherwise="Link to the page, or to one of its headings.")
        message = f"the page has no heading '#{link.anchor}'"
        report.add(link.place, "broken-anchor", message, fix)
