"""The whole build on one screen: from files to a published site.

    files ─load▶ Inputs ─validate▶ Page ─plan▶ Job ─render▶ Output ─check▶ Problem ─publish▶ public/

Each arrow is one function. The build stops between stages when something is wrong, and the last good site stays.
Run `python build.py --help` for the commands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from plainleaf.cli import run
from plainleaf.options import Options, Result
from plainleaf.problems import Report
from plainleaf.shipped import find_shipped
from plainleaf.state import count_likely, find_unchanged, load_seen, look
from plainleaf.workers import open_workers

Progress = Callable[[int, int], None]


def build(options: Options, report: Report, progress: Progress) -> Result | None:
    """Build the site and put it in the place of the old one; None when it has errors. A check does not write."""
    snapshot = look(options, find_shipped())
    seen = load_seen(options)
    if unchanged := find_unchanged(seen, options, snapshot, report):
        return unchanged

    # If there are to be processes, they import what they need while this one does.
    with open_workers(options, count_likely(seen, snapshot)) as workers:
        # Imported only now: a build in which nothing changed needs neither Jinja nor Markdown nor YAML.
        from plainleaf.check import check
        from plainleaf.incremental import compare, find_work
        from plainleaf.load_again import load_again
        from plainleaf.plan import make_plan
        from plainleaf.publish import open_stage, publish
        from plainleaf.remember import recall
        from plainleaf.render import prepare, render
        from plainleaf.validate import validate

        before = recall(seen, options, snapshot)
        inputs = load_again(options, snapshot, before, report)
        if inputs is None:
            return None
        workshop = prepare(inputs, options, workers)
        pages = validate(inputs, report, before, workers)
        if report.has_errors:
            return None
        comparison = compare(inputs, pages, before, options)
        plan = make_plan(inputs, pages, options, report, comparison.standing)
        if report.has_errors:
            return None
        work = find_work(plan, inputs, pages, before, comparison, options)
        with open_stage(work, options, report) as stage:
            if stage is not None:
                outputs = stage.put(work.kept, render(work, workshop, workers, options, progress))
                work = check(outputs, work, before, options, report)
                return publish(stage, outputs, work, options, snapshot, report)
    return None


if __name__ == "__main__":
    sys.exit(run(build))
