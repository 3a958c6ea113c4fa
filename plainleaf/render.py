"""Render: from Jobs to Outputs, by one worker or many. The outputs are the same whatever the number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from plainleaf.batches import WorkerDiedError
from plainleaf.incremental import Work
from plainleaf.jobs import CopyJob, Output, Outputs, PageJob, TextJob
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.problems import Place, Problem, StoppedError
from plainleaf.render_job import KeyedJob, MadeJob, Workshop, make_renderer, render_jobs
from plainleaf.state import workplace
from plainleaf.templates import read_templates
from plainleaf.workers import open_workers


def render(work: Work, inputs: Inputs, options: Options, progress: Callable[[int, int], None]) -> Outputs:
    """An output for each job, by its path; those that are kept are not made again.

    `progress` is told how many of how many are done. Raises StoppedError when pages cannot be made here or there.
    """
    # Another machine has no such folder, so compiled templates are for this one.
    cache = _make_cache(options) if options.executor is None else None
    templates = read_templates(inputs.templates)
    workshop = Workshop(templates, cache, inputs.components, inputs.settings, inputs.word_lists)
    todo = [(job, key) for job, key in work.jobs if job.path not in work.kept]
    outputs = dict(work.kept)
    for done, output in enumerate(_render_all(todo, workshop, options), 1):
        outputs[output.job.path] = output
        progress(done, len(todo))
    return {job.path: outputs[job.path] for job, _ in work.jobs}


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
    with open_workers(options, len(to_make)) as workers:
        made = workers.map(render_jobs, partial(make_renderer, workshop), to_make)
        try:
            for job, key in todo:
                if isinstance(job, CopyJob):
                    yield Output(job, key, job.file, frozenset(), (), ())
                elif isinstance(job, TextJob):
                    yield Output(job, key, job.text.encode(), frozenset(), (), ())
                else:
                    page = next(made)
                    yield Output(job, key, page.content, page.anchors, page.problems, page.sample)
        except WorkerDiedError as died:
            assert isinstance(died.item, MadeJob)
            raise StoppedError(_died(died.item)) from died


def _died(job: MadeJob) -> Problem:
    place = job.prose.place if isinstance(job, PageJob) else Place(str(job.path))
    message = "the process that makes this page dies, or does not come to an end"
    fix = "Build with '--jobs 1' to see what happens: most likely this page asks for more memory than there is."
    return Problem(place, "worker-died", message, fix)
