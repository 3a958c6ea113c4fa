"""Incremental: what of the last build is still right.

Two questions are asked. Before the plan: does anything differ that pages show of each other, or that all of them depend
on? If not, only the pages whose own text has changed need a new plan. After the plan: which jobs have the key that they
had, so that their outputs can be kept?
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.digests import digest
from plainleaf.jobs import Job, Output, Outputs, PageJob
from plainleaf.keys import KeyMaker, make_key_maker
from plainleaf.load import Inputs
from plainleaf.options import Options
from plainleaf.plan import Plan
from plainleaf.remember import NOTHING_STANDS, Before, Remembered, Standing
from plainleaf.static_files import known_files
from plainleaf.template_reach import known_reaches
from plainleaf.validate import Pages


class Comparison(Struct, frozen=True):
    """This build beside the last one.

    `facts` is the digest of all that pages show of each other; `standing` is what of the last plan still stands.
    """

    keys: KeyMaker
    facts: str
    standing: Standing


class Work(Struct, frozen=True):
    """Jobs to do; what makes their keys; the outputs that need not be made again; and what the next build may use.

    `in_place` are the outputs of the last build, when it is enough to change what differs from them; else `mark` tells
    the site in which they lie (see mark_of in state.py).
    """

    jobs: tuple[Job, ...]
    keys: KeyMaker
    kept: Outputs
    remembered: Remembered
    in_place: Outputs | None = None
    mark: tuple[int, ...] = ()


def compare(inputs: Inputs, pages: Pages, before: Before, options: Options) -> Comparison:
    """Find what stands of the last build."""
    keys = make_key_maker(inputs, before.generator, reads_pages=options.reads_pages)
    facts = find_facts(inputs, pages, keys, options)
    standing = NOTHING_STANDS
    if facts == before.remembered.facts and before.is_whole:
        last = before.remembered.pages
        same = (path for path, page in pages.known.items() if path in last and last[path].digest == page.digest)
        standing = Standing(frozenset(same), before.remembered.problems, facts)
    return Comparison(keys, facts, standing)


def find_facts(inputs: Inputs, pages: Pages, keys: KeyMaker, options: Options) -> str:
    """The digest of everything that the plan of any page depends on, but for the page's own text."""
    site = (
        pages.base,
        keys.base,
        options.as_of,
        inputs.templates,
        inputs.config,
        inputs.settings,
        inputs.words,
        inputs.terms,
        inputs.static_files,
        # A page names the style sheet by its digest, but for a site that is served.
        () if inputs.is_served else inputs.styles,
    )
    memory = options.memory
    of_site = digest(site) if memory is None else memory.once("facts", site, lambda: digest(site))
    return digest(of_site, sorted((path, page.facts) for path, page in pages.known.items()))


def find_work(
    plan: Plan, inputs: Inputs, pages: Pages, before: Before, comparison: Comparison, options: Options
) -> Work:
    """What there is to do. With `--clean`, or where no last build can be trusted, that is everything."""
    planned = {job.path for job in plan.jobs}
    stands = before.outputs if comparison.standing else {}
    kept = {path: output for path, output in stands.items() if path not in planned}
    jobs: list[Job] = []
    for job in plan.jobs:
        # A key is asked for only where it can be compared; while pages are made there is time for the others.
        known = before.outputs.get(job.path)
        output = _keep(job, known) if known is not None and known.key == comparison.keys.key(job) else None
        if output is None:
            jobs.append(job)
        else:
            kept[job.path] = output
    static = known_files(inputs.static_files)
    reaches = known_reaches((template.text, template.reach) for template in inputs.templates.values())
    remembered = Remembered(pages.base, comparison.facts, pages.known, static, plan.problems, inputs.stored, reaches)
    # Only one process looks at the folder of a process that stays, so it need not be replaced as a whole.
    in_place = before.outputs if options.memory is not None and before.is_whole else None
    return Work(tuple(jobs), comparison.keys, kept, remembered, in_place, before.mark)


def _keep(job: Job, output: Output) -> Output:
    """The output of the last build for a job that has the same key."""
    if isinstance(job, PageJob):
        # Places in the source, and what was planned, may differ although the page is the same.
        return replace(output, findings=replace(output.findings, links=job.anchors, planned=job.problems))
    return output
