"""Incremental: which outputs of the last build are still right, because their jobs have the key that they had."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks import Checks
from plainleaf.content.last_build import Before, LastBuild
from plainleaf.content.static_files import known_files
from plainleaf.index.overview import Overview
from plainleaf.input.template_reach import known_reaches
from plainleaf.model.jobs import Job, Output, Outputs, PageJob
from plainleaf.plan import Plan
from plainleaf.reuse.keys import KeyMaker


class Work(Struct, frozen=True):
    """Jobs to do; what makes their keys; the outputs that need not be made again; the last build, and what the next may
    use of this one. `engine` is the Markdown engine that the site has chosen.
    """

    jobs: tuple[Job, ...]
    keys: KeyMaker
    kept: Outputs
    left: LastBuild
    before: Before
    engine: str = ""


def find_work(plan: Plan, overview: Overview, checks: Checks) -> Work:
    """What there is to do. With `--clean`, or where no last build can be trusted, that is everything."""
    before = overview.before
    keys = KeyMaker(overview.inputs.templates, overview.base)
    planned = {job.path for job in plan.jobs}
    stands = before.outputs if overview.standing else {}
    kept = {path: output for path, output in stands.items() if path not in planned}
    jobs: list[Job] = []
    for job in plan.jobs:
        # A key is asked for only where it can be compared; while pages are made there is time for the others.
        known = before.outputs.get(job.path)
        output = _keep(job, known) if known is not None and known.key == keys.key(job) else None
        if output is None:
            jobs.append(job)
        else:
            kept[job.path] = output
    engine = overview.inputs.settings.markdown
    return Work(tuple(jobs), keys, kept, _leave(plan, overview, checks), before, engine)


def _leave(plan: Plan, overview: Overview, checks: Checks) -> LastBuild:
    """What the next build may use of this one."""
    inputs, pages = overview.inputs, overview.pages
    found = {job.prose.place.path: job.problems for job in plan.jobs if isinstance(job, PageJob) and job.problems}
    return LastBuild(
        base=pages.base,
        facts=overview.facts,
        pages=pages.known,
        static=known_files(inputs.static_files),
        planned={**overview.standing.planned, **found},
        problems=plan.problems,
        checks=checks.pages,
        reaches=known_reaches((template.text, template.reach) for template in inputs.templates.values()),
        repeated=checks.repeated,
    )


def _keep(job: Job, output: Output) -> Output:
    """The output of the last build for a job that has the same key."""
    if isinstance(job, PageJob):
        # Places in the source may differ although the page is the same.
        return replace(output, findings=replace(output.findings, links=job.anchors))
    return output
