"""The whole build on one screen: from files to a published site.

    files ─load▶ Inputs ─read▶ Pages ─check▶ problems ─plan▶ Plan ─render▶ Outputs ─verify▶ problems ─publish▶ public/

Each arrow is one function. What is wrong with one file hides nothing of another: load, read, check and plan go on with
all that is valid. Only render and publish wait for a site without errors, and until then the last good site stays.
Run `python build.py --help` for the commands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from plainleaf.command import run
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options, Result
from plainleaf.problems import ChangedMeanwhileError, Report
from plainleaf.state.restore import restore
from plainleaf.state.state import State
from plainleaf.state.unchanged import count_likely, find_unchanged
from plainleaf.workers import open_workers

Progress = Callable[[int, int], None]


def build(options: Options, state: State, report: Report, progress: Progress) -> Result | None:
    """Build the site and put it in the place of the old one; None when it has errors. A check does not write.

    When a file turns out not to be what the last build left of it, that is forgotten, and everything is read again.
    """
    restore(options, report)
    found = Report()
    try:
        return build_once(options, state, found, progress)
    except ChangedMeanwhileError:
        state.forget()
        found = Report()
        return build_once(options, state, found, progress)
    finally:
        report.extend(found.problems)


def build_once(options: Options, state: State, report: Report, progress: Progress) -> Result | None:
    """Build the site from what the last build left and from what has changed since then."""
    snapshot = state.look(options, find_shipped())
    seen = state.load_seen()
    if unchanged := find_unchanged(seen, snapshot, state, options, report):
        return unchanged
    # If there are to be processes, they import what they need while this one does.
    with open_workers(options, count_likely(seen, snapshot)) as workers:
        # Imported only now: a build in which nothing changed needs neither Jinja nor Markdown nor YAML.
        from plainleaf.checks import check
        from plainleaf.content.load_again import load_again
        from plainleaf.content.read import read
        from plainleaf.index.overview import make_overview
        from plainleaf.plan import make_plan
        from plainleaf.publish import open_stage, publish, verify
        from plainleaf.render import prepare, render
        from plainleaf.reuse import find_work, recall

        before = recall(state, seen, snapshot, options)
        inputs = load_again(options, state, before, report)
        workshop = prepare(inputs, options, workers)
        pages = read(inputs, report, before, workers)
        overview = make_overview(inputs, pages, before, options, state)
        checks = check(overview, options, state, workers, report)
        plan = make_plan(overview, state, report)
        if report.has_errors:
            return None
        work = find_work(plan, overview, checks)
        with open_stage(work, options, state, report) as stage:
            if stage is not None:
                outputs = stage.put(work, render(work, workshop, workers, options, state), progress)
                verify(outputs, report)
                return publish(stage, outputs, work, state, report)
    return None


if __name__ == "__main__":
    sys.exit(run(build))
