"""The whole build on one screen: from files to a published site.

    files ─load▶ Inputs ─read▶ Pages ─check▶ problems ─plan▶ Plan ─render▶ Outputs ─verify▶ problems ─publish▶ public/

Each arrow is one function. A mistake in one file hides no other: load, read, check and plan go on with all that is
valid. Only render and publish need a site without errors; until then the last good site stays published.
Run `python build.py --help` for the commands.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

try:
    from plainleaf.command import run
    from plainleaf.input.files import as_written
    from plainleaf.input.shipped import find_shipped
    from plainleaf.options import Options, Result
    from plainleaf.problems import ChangedMeanwhileError, Report
    from plainleaf.state.doubt import doubt
    from plainleaf.state.restore import restore
    from plainleaf.state.state import State
    from plainleaf.state.unchanged import estimate_pages, find_unchanged
    from plainleaf.workers import open_workers
except ModuleNotFoundError as missing:
    if (missing.name or "plainleaf").partition(".")[0] == "plainleaf":
        raise
    print(f"This Python ({sys.executable}) lacks the package '{missing.name}'.", file=sys.stderr)
    print("Run 'make site', or activate the environment in .venv first: see README.md.", file=sys.stderr)
    sys.exit(2)
except KeyboardInterrupt:
    sys.exit(130)  # Ctrl-C while it starts

Progress = Callable[[int, int], None]


def build(options: Options, state: State, report: Report, progress: Progress) -> Result | None:
    """Build the site and publish it in place of the old one; None when it has errors. A check does not write.

    If what the last build saved turns out to be wrong, the state is reset and everything is read again.
    """
    restore(options, report)
    found = Report()
    try:
        with doubt(state, found):
            return build_once(options, state, found, progress)
    except ChangedMeanwhileError:
        state.reset()
        found = Report()
        return build_once(options, state, found, progress)
    finally:
        report.extend(as_written(found.problems, options.root))


def build_once(options: Options, state: State, report: Report, progress: Progress) -> Result | None:
    """Build the site from what the last build saved and from what has changed since then."""
    snapshot = state.take_snapshot(options, find_shipped())
    record = state.load_record()
    if unchanged := find_unchanged(record, snapshot, state, options, report):
        return unchanged
    # Worker processes, if any, import what they need while this one does.
    with open_workers(options, estimate_pages(record, snapshot)) as workers:
        # Imported only here: a build in which nothing changed needs neither Jinja nor Markdown nor YAML.
        from plainleaf.checks import start_checks
        from plainleaf.content.config.today import with_day
        from plainleaf.content.load_inputs import load_inputs
        from plainleaf.content.read import read
        from plainleaf.index.overview import make_overview
        from plainleaf.plan import make_plan
        from plainleaf.publish import open_staging_folder, publish, verify
        from plainleaf.render import prepare_rendering, render
        from plainleaf.reuse import find_work, load_baseline

        baseline = load_baseline(state, record, snapshot, options)
        inputs = load_inputs(options, state, baseline, report)
        options = with_day(options, inputs.settings, inputs.unclear, report)
        setup = prepare_rendering(inputs, options, workers)
        pages = read(inputs, report, baseline, workers)
        overview = make_overview(inputs, pages, baseline, options, state)
        with start_checks(overview, options, state, workers, report) as finish_checks:
            plan = make_plan(overview, state, report)  # while other processes check
            checks = finish_checks()
        if report.has_errors:
            return None
        work = find_work(plan, overview, checks)
        with open_staging_folder(work, options, state, report) as staging:
            if staging is not None:
                outputs = staging.fill(work, render(work, setup, workers, options, state), progress)
                verify(outputs, report)
                return publish(staging, outputs, work, state, report)
    return None


if __name__ == "__main__":
    sys.exit(run(build))
