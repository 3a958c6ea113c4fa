"""Render: from Jobs to Outputs, by one worker or many. The outputs are the same whatever the number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from plainleaf.incremental import Work
from plainleaf.jobs import CopyJob, Findings, Output, PageJob, TextJob
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.problems import Place, Problem, StoppedError, WorkerDiedError
from plainleaf.render_job import KeyedJob, Made, MadeJob, Workshop, make_renderer, render_jobs
from plainleaf.state import workplace
from plainleaf.workers import WORTHWHILE, open_workers


def render(work: Work, inputs: Inputs, options: Options, progress: Callable[[int, int], None]) -> Iterator[Output]:
    """An output for each job, one after the other. `progress` is told how many of how many are done.

    Raises StoppedError when pages cannot be made here or there.
    """
    # Another machine has no such folder, so compiled templates are for this one.
    cache = _make_cache(options) if options.executor is None else None
    workshop = Workshop(
        inputs.templates,
        cache,
        inputs.components,
        inputs.settings,
        inputs.word_lists,
        reads_pages=options.reads_pages,
    )
    for done, output in enumerate(_render_all(work.jobs, workshop, options), 1):
        yield output
        progress(done, len(work.jobs))


def _make_cache(options: Options) -> Path | None:
    """A folder for compiled templates, beside the output; None for a check, or where nothing can be written."""
    folder = workplace(options.out.resolve()) / "templates"
    if not options.writes:
        return folder if folder.is_dir() else None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # Publishing will say what is wrong with the folder; rendering can do without.
        return None
    return folder


def _render_all(todo: Sequence[KeyedJob], workshop: Workshop, options: Options) -> Iterator[Output]:
    """The outputs in the order of their jobs, as soon as they are made. Only what has to be made goes to workers."""
    to_make = [job for job, _ in todo if not isinstance(job, CopyJob | TextJob)]
    make = partial(make_renderer, workshop)
    if options.memory is not None and len(to_make) < WORTHWHILE:
        make = partial(options.memory.once, "renderer", workshop, make)
    with open_workers(options, len(to_make)) as workers:
        made = workers.map(render_jobs, make, to_make)
        try:
            for job, key in todo:
                if isinstance(job, CopyJob):
                    yield Output(job.path, key, job.file, Findings())
                elif isinstance(job, TextJob):
                    yield Output(job.path, key, job.text.encode(), Findings())
                else:
                    yield _finish(job, key, next(made))
        except WorkerDiedError as died:
            assert isinstance(died.item, MadeJob)
            raise StoppedError(_died(died.item)) from died


def _finish(job: MadeJob, key: str, made: Made) -> Output:
    """What was made of a job, with what is known from its plan."""
    findings = Findings(made.anchors, problems=made.problems, sample=made.sample)
    if isinstance(job, PageJob):
        text_at = Place(job.text.path, job.text.first_line) if job.text else None
        findings = replace(findings, links=job.anchors, planned=job.problems, text_at=text_at)
    return Output(job.path, key, made.content, findings)


def _died(job: MadeJob) -> Problem:
    place = job.prose.place if isinstance(job, PageJob) else Place(str(job.path))
    message = "the process that makes this page dies, or does not come to an end"
    fix = "Build with '--jobs 1' to see what happens: most likely this page asks for more memory than there is."
    return Problem(place, "worker-died", message, fix)
