"""Render: from Jobs to Outputs, by one worker or many; the outputs are the same either way."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from functools import partial

from plainleaf.content.load import Inputs
from plainleaf.index.addresses import make_addresses
from plainleaf.index.style_sheets import CUT, make_style_sheets
from plainleaf.model.jobs import CopyJob, Findings, HandoutJob, Output, Outputs, PageJob, PhotoJob, TextJob
from plainleaf.options import Options
from plainleaf.problems import Place, StoppedError, WorkerDiedError, soften
from plainleaf.render.compiled_templates import COMPILED
from plainleaf.render.delivery import Delivery
from plainleaf.render.finished.styles import make_style_output
from plainleaf.render.job import Rendered, Renderer, RendererSetup, RenderJob, make_renderer, render_jobs
from plainleaf.reuse import Work
from plainleaf.state.private_folder import find_folder
from plainleaf.state.state import State
from plainleaf.state.work_folder import STAGING, work_folder_of
from plainleaf.workers import ThisProcess, Workers, add_workers, worker_died


def prepare_rendering(inputs: Inputs, options: Options, workers: Workers) -> RendererSetup:
    """What the site's pages are rendered with. Other processes start to make their renderers."""
    # Other machines have neither our cache folder nor our staging folder.
    is_here = options.executor is None
    staging = work_folder_of(options.real_out) / STAGING
    addresses = make_addresses(inputs.settings)
    setup = RendererSetup(
        inputs.templates,
        find_folder(inputs.root, COMPILED, is_read_only=not options.writes) if is_here else None,
        inputs.components,
        inputs.settings,
        Delivery(str(staging) if options.writes and is_here else None, options.writes),
        inputs.styles,
        make_style_sheets(inputs, addresses, find_folder(inputs.root, CUT, is_read_only=not options.writes)),
        addresses.prefix if options.is_relative else None,
    )
    workers.prepare(render_jobs, partial(make_renderer, setup, ahead=True))
    return setup


def render(
    work: Work, setup: RendererSetup, workers: Workers, options: Options, state: State
) -> Generator[Output, None, None]:
    """An output for each job, in order, and the style sheets that pages use. Raises StoppedError when a worker or the
    cluster fails.

    Closing it stops rendering.
    """
    to_render = [job for job in work.jobs if not isinstance(job, CopyJob | TextJob | HandoutJob | PhotoJob)]
    with add_workers(workers, options, len(to_render)) as enough:
        make = _choose_make(setup, state, enough)
        with closing(enough.map(render_jobs, make, to_render)) as made:
            outputs = dict(work.reused)
            for output in _put_together(work, made, partial(_make_handout, setup, state, options)):
                outputs[output.path] = output
                yield output
    photos = [job for job in work.jobs if isinstance(job, PhotoJob)]
    if photos:
        from plainleaf.render.photos import make_photos  # Most builds make none.

        yield from make_photos(photos, setup.delivery, options)
    yield from _make_last(outputs, work, setup, options, is_preview=state.is_long_running)


def _make_last(
    outputs: Outputs, work: Work, setup: RendererSetup, options: Options, *, is_preview: bool
) -> Iterator[Output]:
    """What is made from all pages: the style sheets that they use, and the index of the search page."""
    for styles in sorted({each for output in outputs.values() for each in output.findings.styles}):
        yield make_style_output(styles, setup.sheets, work.baseline)
    published = (output.findings for output in outputs.values() if not output.findings.standing)
    is_whole = not any(findings.problems for findings in published)
    if setup.settings.search and options.writes and is_whole:
        from plainleaf.render.search_index import make_search_index  # Few sites have one.

        yield from make_search_index(outputs, work.baseline.outputs, as_it_was=is_preview)


def render_alone(jobs: Sequence[RenderJob], inputs: Inputs) -> list[Rendered]:
    """The results of a few jobs with their content, in this process. Nothing is written."""
    delivery = Delivery(None, is_sent=True)
    sheets = make_style_sheets(inputs, make_addresses(inputs.settings))
    setup = RendererSetup(inputs.templates, None, inputs.components, inputs.settings, delivery, inputs.styles, sheets)
    return render_jobs(make_renderer(setup), jobs)


def _choose_make(setup: RendererSetup, state: State, workers: Workers) -> Callable[[], Renderer]:
    """How to make a renderer. This process compiles only the templates it needs; a long-running one makes it once."""
    if not isinstance(workers, ThisProcess):
        return partial(make_renderer, setup, ahead=True)
    return partial(state.memoize, "renderer", setup, partial(make_renderer, setup))


def _make_handout(setup: RendererSetup, state: State, options: Options, job: HandoutJob, key: str) -> Output:
    """A hand-out, made in this process: it needs the files of pictures, which no other machine has."""
    from plainleaf.render.handout import make_handout  # Few sites have one.

    renderer = state.memoize("renderer", setup, partial(make_renderer, setup))
    return make_handout(job, key, renderer, options.root if options.writes else None)


def _put_together(
    work: Work, made: Iterator[Rendered], make_handout: Callable[[HandoutJob, str], Output]
) -> Iterator[Output]:
    """The outputs in the order of their jobs, as soon as each is rendered."""
    try:
        for job in work.jobs:
            if isinstance(job, PhotoJob):
                continue
            key = work.keys.key(job)
            if isinstance(job, CopyJob):
                yield Output(job.path, key, job.content or job.file, Findings())
            elif isinstance(job, TextJob):
                yield Output(job.path, key, job.text.encode(), Findings())
            elif isinstance(job, HandoutJob):
                yield make_handout(job, key)
            else:
                yield _finish(job, key, next(made))
    except WorkerDiedError as died:
        assert isinstance(died.item, RenderJob)
        item = died.item
        place = item.prose.place if isinstance(item, PageJob) else Place(item.path)
        raise StoppedError(worker_died(place)) from died


def _finish(job: RenderJob, key: str, made: Rendered) -> Output:
    """The output of a job: what was rendered, and what its plan knows."""
    findings = Findings(made.anchors, (), made.problems, styles=made.styles)
    if isinstance(job, PageJob):
        # No problem of an unpublished page keeps the others from being shown.
        problems = tuple(map(soften, made.problems)) if job.standing else made.problems
        findings = Findings(made.anchors, job.anchors, problems, job.prose.place.path, job.standing, made.styles)
    return Output(job.path, key, made.content, findings)
