"""Work: which outputs of the last build are reused because their jobs have the same key, and which jobs remain."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks import Checks
from plainleaf.content.last_build import Baseline, LastBuild
from plainleaf.content.static_files import known_files
from plainleaf.index.overview import Overview
from plainleaf.index.search import is_search_index
from plainleaf.index.style_sheets import is_page_style
from plainleaf.input.shipped import reaches_of
from plainleaf.model.jobs import Job, Output, Outputs, PageJob, PhotoJob
from plainleaf.plan import Plan
from plainleaf.reuse.keys import KeyMaker
from plainleaf.words import find_unread_languages


class Work(Struct, frozen=True):
    """Jobs to do; what makes their keys; the outputs that are `reused`; what `to_save` of this build; and the baseline
    it started from. `engine` is the Markdown engine that the site has chosen, `kept` are the files and folders of the
    output folder that plainleaf leaves alone, `unread` the languages without word lists. It `lacks_avif` if
    the photos to make are in WebP alone.
    """

    jobs: tuple[Job, ...]
    keys: KeyMaker
    reused: Outputs
    to_save: LastBuild
    baseline: Baseline
    engine: str = ""
    kept: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    lacks_avif: bool = False


def find_work(plan: Plan, overview: Overview, checks: Checks) -> Work:
    """The work of this build: everything, with `--clean` or if no last build can be trusted."""
    baseline = overview.baseline
    keys = KeyMaker(overview.inputs.templates, overview.base)
    planned = {job.path for job in plan.jobs}
    unplanned = baseline.outputs if plan.reused else {}
    reused = {path: output for path, output in unplanned.items() if path not in planned and not _is_made_last(path)}
    jobs: list[Job] = []
    for job in plan.jobs:
        # A key is made here only if there is one to compare it with; the others are made during rendering.
        known = baseline.outputs.get(job.path)
        output = _reuse(job, known) if known is not None and known.key == keys.key(job) else None
        if output is None:
            jobs.append(job)
        else:
            reused[job.path] = output
    settings = overview.inputs.settings
    to_save = _make_last_build(plan, overview, checks)
    unread = find_unread_languages(overview.inputs.word_lists)
    photos = {job.suffix for job in jobs if isinstance(job, PhotoJob)}
    lacks_avif = bool(photos) and ".avif" not in photos
    return Work(tuple(jobs), keys, reused, to_save, baseline, settings.markdown, settings.keep, unread, lacks_avif)


def _is_made_last(path: str) -> bool:
    """Whether a file depends on finished pages: on the styles they use, or on their text."""
    return is_page_style(path) or is_search_index(path)


def _make_last_build(plan: Plan, overview: Overview, checks: Checks) -> LastBuild:
    """This build, as the next may use it."""
    inputs, pages = overview.inputs, overview.pages
    jobs = {job.prose.place.path: job for job in plan.jobs if isinstance(job, PageJob) and job.prose.place.path}
    found = {path: job.problems for path, job in jobs.items() if job.problems}
    consulted = overview.baseline.last.consulted.items()
    kept = {path: names for path, names in consulted if path in plan.reused.sources}
    return LastBuild(
        base=pages.base,
        facts=overview.facts,
        shared=plan.shared,
        consulted={**kept, **{path: job.consulted for path, job in jobs.items() if not job.standing}},
        pages=pages.known,
        static=known_files(inputs.static_files),
        planned={**plan.reused.planned, **found, **plan.unpublished},
        problems=plan.problems,
        checks=checks.pages,
        reaches=reaches_of(inputs.templates),
        repeated=checks.repeated,
        day=overview.directory.as_of.isoformat(),
        zone=inputs.settings.timezone,
    )


def _reuse(job: Job, output: Output) -> Output:
    """The output of the last build for a job that has the same key."""
    if isinstance(job, PageJob):
        # Places in the source may differ even if the page is the same.
        return replace(output, findings=replace(output.findings, links=job.anchors))
    return output
