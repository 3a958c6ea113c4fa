"""The list of an import as a file to work off, with a box to tick for each entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from plainleaf.problems import ERROR, Problem, Report


def make_listing(old: str, pages: int, drafts: int, report: Report) -> str:
    """The text of the file: first what must be fixed before a page can be published, then what was left out.

    `old` is the name of the old site, `pages` how many were written, and `drafts` how many of these are drafts.
    """
    errors = [problem for problem in report.problems if problem.severity == ERROR]
    warnings = [problem for problem in report.problems if problem.severity != ERROR]
    lines = [
        f"# What came over from {old}",
        "",
        f"Pages that came over: {pages}. Drafts among them: {drafts}. This file is not published; delete it when you",
        "are done.",
        "",
        "For each page below: fix what the list says, read the page, then delete its line `draft: yes`.",
        "At the end run `plainleaf check`. Nobody has reviewed these pages for this site: give clinical pages their",
        "kind, and name who wrote and who reviewed them.",
        *_section("To fix before a page can be published", errors),
        *_section("Left out, or simpler now: read and decide", warnings),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, problems: Iterable[Problem]) -> Iterator[str]:
    for number, (path, found) in enumerate(groupby(problems, key=lambda problem: problem.place.path)):
        if number == 0:
            yield from ("", f"## {title}")
        yield from ("", f"### {path}", "")
        for problem in found:
            yield f"- [ ] line {problem.place.line}: {problem.message} [{problem.rule}]. {problem.fix}"
