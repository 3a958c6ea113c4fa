"""The whole build on one screen: from files to a published site.

    files ─load▶ Inputs ─validate▶ Page ─plan▶ Job ─render▶ Output ─check▶ Problem ─publish▶ public/

Each arrow is one function. The build stops between stages when something is wrong, and the last good site stays.
Run `python build.py --help` for the commands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from plainleaf.check import check
from plainleaf.cli import run
from plainleaf.jobs import Outputs
from plainleaf.load import load
from plainleaf.options import Options
from plainleaf.plan import make_plan
from plainleaf.problems import Report
from plainleaf.publish import publish
from plainleaf.render import render
from plainleaf.validate import validate


def make_site(options: Options, report: Report, progress: Callable[[int, int], None]) -> Outputs | None:
    """Every stage but the last: the finished files of a site, or None when the report has errors."""
    inputs = load(options.root, report, address=options.address)
    if inputs is None:
        return None
    pages = validate(inputs, report)
    if report.has_errors:
        return None
    plan = make_plan(inputs, pages, options.as_of, report)
    if report.has_errors:
        return None
    outputs = render(plan, inputs, options.jobs, progress)
    check(outputs, report)
    return None if report.has_errors else outputs


def build(options: Options, report: Report, progress: Callable[[int, int], None]) -> Outputs | None:
    """Build a site and put it in the place of the old one."""
    outputs = make_site(options, report, progress)
    if outputs is not None:
        publish(outputs, options.out, options.root, report)
    return outputs


if __name__ == "__main__":
    sys.exit(run(make_site, build))
