"""Render: from Jobs to Outputs, in one process or several. The outputs are the same whatever the number."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

from plainleaf.incremental import Work
from plainleaf.jobs import Output
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.render_job import KeyedJob, Renderer, Workshop, make_renderer, render_jobs
from plainleaf.state import workplace

# Below this many pages starting processes costs more than it saves (measured in benchmarks/).
WORTHWHILE = 300
BATCH = 50


def choose_processes(wanted: int | None, jobs: int) -> int:
    """How many processes to use for so many jobs: as many as wanted, else one for a small site."""
    if wanted is not None:
        return wanted
    return (os.cpu_count() or 1) if jobs >= WORTHWHILE else 1


def render(work: Work, inputs: Inputs, options: Options, progress: Callable[[int, int], None]) -> Iterator[Output]:
    """An output for each job, one after the other. `progress` is told how many of how many are done."""
    workshop = Workshop(
        inputs.root,
        _make_cache(options),
        inputs.components,
        inputs.settings,
        inputs.word_lists,
        reads_pages=options.reads_pages,
    )
    total = len(work.jobs)
    processes = choose_processes(options.jobs, total)
    return _render_all(work.jobs, workshop, processes, lambda done: progress(done, total))


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


def _render_all(
    jobs: Sequence[KeyedJob], workshop: Workshop, processes: int, progress: Callable[[int], None]
) -> Iterator[Output]:
    if processes <= 1 or len(jobs) <= 1:
        renderer = make_renderer(workshop)
        yield from render_jobs(jobs, renderer, progress)
        return
    batches = [jobs[start : start + BATCH] for start in range(0, len(jobs), BATCH)]
    done = 0
    with ProcessPoolExecutor(processes, initializer=_open_workshop, initargs=(workshop,)) as executor:
        for outputs in executor.map(_render_batch, batches):
            yield from outputs
            progress(done := done + len(outputs))


@lru_cache(maxsize=1)
def _renderer_of_process() -> list[Renderer]:
    """A worker's renderer, which an executor's initializer can only leave behind in the process itself."""
    return []


def _open_workshop(workshop: Workshop) -> None:
    _renderer_of_process().append(make_renderer(workshop))


def _render_batch(jobs: Sequence[KeyedJob]) -> list[Output]:
    return list(render_jobs(jobs, _renderer_of_process()[0], lambda _done: None))
