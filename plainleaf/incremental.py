"""Incremental: which outputs of the last build are still right, because their jobs have the key that they had."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.check import Checks
from plainleaf.jobs import Job, Output, Outputs, PageJob
from plainleaf.keys import KeyMaker
from plainleaf.options import Options
from plainleaf.overview import Overview
from plainleaf.plan import Plan
from plainleaf.remember import Before, Remembered
from plainleaf.static_files import known_files
from plainleaf.template_reach import known_reaches


class Work(Struct, frozen=True):
    """Jobs to do; what makes their keys; the outputs that need not be made again; and what the next build may use.

    `in_place` are the outputs of the last build, when it is enough to change what differs from them; else `mark` tells
    the site in which they lie (see mark_of in state.py). `engine` is the Markdown engine that the site has chosen.
    """

    jobs: tuple[Job, ...]
    keys: KeyMaker
    kept: Outputs
    remembered: Remembered
    in_place: Outputs | None = None
    mark: tuple[int, ...] = ()
    engine: str = ""


def find_work(plan: Plan, overview: Overview, checks: Checks, before: Before, options: Options) -> Work:
    """What there is to do. With `--clean`, or where no last build can be trusted, that is everything."""
    planned = {job.path for job in plan.jobs}
    stands = before.outputs if overview.standing else {}
    kept = {path: output for path, output in stands.items() if path not in planned}
    jobs: list[Job] = []
    for job in plan.jobs:
        # A key is asked for only where it can be compared; while pages are made there is time for the others.
        known = before.outputs.get(job.path)
        output = _keep(job, known) if known is not None and known.key == overview.keys.key(job) else None
        if output is None:
            jobs.append(job)
        else:
            kept[job.path] = output
    # Only one process looks at the folder of a process that stays, so it need not be replaced as a whole.
    in_place = before.outputs if options.memory is not None and before.is_whole else None
    remembered, engine = _make_remembered(plan, overview, checks, before), overview.inputs.settings.markdown
    return Work(tuple(jobs), overview.keys, kept, remembered, in_place, before.mark, engine)


def _make_remembered(plan: Plan, overview: Overview, checks: Checks, before: Before) -> Remembered:
    inputs, pages = overview.inputs, overview.pages
    found = {job.prose.place.path: job.problems for job in plan.jobs if isinstance(job, PageJob) and job.problems}
    return Remembered(
        generator=before.generator,
        base=pages.base,
        facts=overview.facts,
        pages=pages.known,
        static=known_files(inputs.static_files),
        planned={**overview.standing.planned, **found},
        problems=plan.problems,
        checks=checks.pages,
        site=inputs.stored,
        reaches=known_reaches((each.text, each.reach) for each in inputs.templates.values()),
        repeated=checks.repeated,
    )


def _keep(job: Job, output: Output) -> Output:
    """The output of the last build for a job that has the same key."""
    if isinstance(job, PageJob):
        # Places in the source may differ although the page is the same.
        return replace(output, findings=replace(output.findings, links=job.anchors))
    return output
