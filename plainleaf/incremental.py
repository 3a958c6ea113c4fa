"""Incremental: what of the last build is still right.

Two questions are asked. Before the plan: does anything differ that pages show of each other, or that all of them depend
on? If not, only the pages whose own text has changed need a new plan. After the plan: which jobs have the key that they
had, so that their outputs can be kept?
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.digests import digest
from plainleaf.jobs import Job, Kept, Output, PageJob
from plainleaf.keys import KeyMaker, make_key_maker
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.plan import Plan
from plainleaf.remember import NOTHING_STANDS, Before, Remembered, Standing
from plainleaf.state import stats_below
from plainleaf.static_files import known_files
from plainleaf.validate import Pages


class Comparison(Struct, frozen=True):
    """This build beside the last one.

    `intact` are the files of the last build that lie in the output folder as they were written, by path. `facts` is
    the digest of all that pages show of each other; `standing` is what of the last plan still stands.
    """

    intact: Mapping[str, Kept]
    keys: KeyMaker
    facts: str
    standing: Standing


class Work(Struct, frozen=True):
    """Jobs to do, each with its key; the outputs that need not be made again; and what the next build may use."""

    jobs: tuple[tuple[Job, str], ...]
    kept: Mapping[PurePosixPath, Output]
    remembered: Remembered


def compare(inputs: Inputs, pages: Pages, before: Before, options: Options) -> Comparison:
    """Find what stands of the last build."""
    keys = make_key_maker(inputs, before.generator, reads_pages=options.reads_pages)
    facts = find_facts(inputs, pages, keys, options.as_of)
    known = before.remembered.outputs
    out = options.out.resolve()
    stats = stats_below(out) if known else {}
    intact = {path: Kept(f"{out}/{path}", each.stat) for path, each in known.items() if stats.get(path) == each.stat}
    standing = NOTHING_STANDS
    if facts == before.remembered.facts and len(intact) == len(known):
        last = before.remembered.pages
        same = (path for path, page in pages.known.items() if path in last and last[path].digest == page.digest)
        standing = Standing(frozenset(same), before.remembered.problems)
    return Comparison(intact, keys, facts, standing)


def find_facts(inputs: Inputs, pages: Pages, keys: KeyMaker, as_of: date) -> str:
    """The digest of everything that the plan of any page depends on, but for the page's own text.

    That is true of styles where a page names the style sheet by its digest.
    """
    return digest(
        pages.base,
        keys.everything,
        as_of,
        inputs.config,
        inputs.settings,
        inputs.words,
        inputs.terms,
        inputs.static_files,
        () if inputs.is_served else inputs.styles,
        sorted((path, page.facts) for path, page in pages.known.items()),
    )


def find_work(plan: Plan, inputs: Inputs, pages: Pages, before: Before, comparison: Comparison) -> Work:
    """What there is to do. With `--clean`, or where no last build can be trusted, that is everything."""
    kept: dict[PurePosixPath, Output] = {}
    planned = {str(job.path) for job in plan.jobs}
    if comparison.standing:
        for path, known in before.remembered.outputs.items():
            if path not in planned:
                place = PurePosixPath(path)
                kept[place] = Output(place, known.key, comparison.intact[path], known.findings)
    jobs: list[tuple[Job, str]] = []
    for job in plan.jobs:
        key = comparison.keys.key(job)
        output = _find_kept(job, key, before.remembered, comparison)
        if output is None:
            jobs.append((job, key))
        else:
            kept[job.path] = output
    remembered = Remembered(
        pages.base, comparison.facts, pages.known, known_files(inputs.static_files), {}, plan.problems
    )
    return Work(tuple(jobs), kept, remembered)


def _find_kept(job: Job, key: str, remembered: Remembered, comparison: Comparison) -> Output | None:
    """The output of the last build for a job with the same key, when the file is still as it was written."""
    path = str(job.path)
    known = remembered.outputs.get(path)
    if known is None or known.key != key or path not in comparison.intact:
        return None
    findings = known.findings
    if isinstance(job, PageJob):
        # Places in the source, and what was planned, may differ although the page is the same.
        findings = replace(findings, links=job.anchors, planned=job.problems)
    return Output(job.path, key, comparison.intact[path], findings)
