"""`check --ready`: one list of all that stands between a site and its patients."""

from __future__ import annotations

import sys

from plainleaf.command.one_run import build_or_stop
from plainleaf.content.config.read import FILE
from plainleaf.options import Options
from plainleaf.problems import ERROR, Problem, Report
from plainleaf.problems.reports import format_report
from plainleaf.state.state import Build

# Warnings that a clinic should not publish with. The others are advice.
MATTER = (
    "address-gone", "address-not-https", "alert-in-one-language", "early-day", "edited-since-review", "future-day",
    "future-review", "hours", "hub-not-published", "missing-notice", "missing-translation", "missing-words",
    "no-emergency-card", "no-hub", "no-review-mark", "no-timezone", "review-lapsed", "review-overdue",
    "unlisted-notice", "unsupported-claim", "untranslated-block", "untranslated-setting", "untranslated-words",
)  # fmt: skip

READY = "Ready, as far as a program can tell. Clinicians and counsel have the last word: see docs/how-to/publish.md."


def check_ready(options: Options, build: Build, form: str) -> int:
    """Check the site as one for patients, print the list, and return the exit code: 0 when nothing is in it, else 1."""
    found = Report()
    build_or_stop(options, build, found)
    listed = [each for each in found.problems if each.severity == ERROR or each.rule in MATTER]
    # Two rules may say the same of one place.
    listed = [*{(each.place, each.message): each for each in reversed(listed)}.values()]
    # config.yaml first: what is fixed there may settle the rest.
    listed.sort(key=lambda each: (each.place.path != FILE, each.severity != ERROR, each))
    if form != "text":
        report = Report()
        report.extend(listed)
        sys.stdout.write(format_report(report, form))
        return 1 if listed else 0
    sys.stdout.writelines(_entry(number, each) for number, each in enumerate(listed, 1))
    count = "1 thing stands" if len(listed) == 1 else f"{len(listed)} things stand"
    print(f"Not ready: {count} between this site and its patients." if listed else READY)
    return 1 if listed else 0


def _entry(number: int, problem: Problem) -> str:
    place = f"{problem.place.path}:{problem.place.line}:{problem.place.column}"
    return f"{number}. {place}: {problem.message} [{problem.rule}]\n   fix: {problem.fix}\n"
