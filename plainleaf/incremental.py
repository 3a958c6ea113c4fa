"""Incremental: which outputs of the last build are still right, because the keys of their jobs are the same."""

from __future__ import annotations

from dataclasses import dataclass

from plainleaf.jobs import Job, Kept, Output, Outputs
from plainleaf.keys import make_key_maker
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.plan import Plan
from plainleaf.snapshot import Snapshot
from plainleaf.state import Known, load_known, stat_of


@dataclass(frozen=True, slots=True)
class Work:
    """Every job with its key, and the outputs that need not be made again."""

    jobs: tuple[tuple[Job, str], ...]
    kept: Outputs


def find_work(plan: Plan, inputs: Inputs, options: Options, snapshot: Snapshot) -> Work:
    """What there is to do. With `--clean`, or where no last build can be trusted, that is everything."""
    word_lists = [item for item in snapshot.inputs.items() if item[0].endswith("/words.yaml")]
    # The problems of a page are kept with it, so one that was not read must not pass for one that was.
    others = [*snapshot.generator.items(), *word_lists, options.reads_pages]
    maker = make_key_maker(inputs.templates, inputs.settings, others)
    jobs = tuple((job, maker.key(job)) for job in plan.jobs)
    known = {} if options.clean else load_known(options.out.resolve())
    found = ((job, _find_kept(job, key, known.get(str(job.path)), options)) for job, key in jobs)
    return Work(jobs, {job.path: output for job, output in found if output is not None})


def _find_kept(job: Job, key: str, known: Known | None, options: Options) -> Output | None:
    """The output of the last build for a job with the same key, when the file is still as it was written."""
    file = options.out.resolve() / job.path
    if known is None or known.key != key or stat_of(file) != known.stat:
        return None
    return Output(job, key, Kept(file, known.stat), frozenset(known.anchors), known.problems, known.sample)
