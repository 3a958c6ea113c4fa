"""Photos in smaller widths and formats, made by several processes where there are many."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.model.jobs import FileOnDisk, Findings, Output, PhotoJob
from plainleaf.options import Options
from plainleaf.pictures import BrokenError, PhotoCopy, broken, make_copies
from plainleaf.problems import Place, Problem, StoppedError, WorkerDiedError
from plainleaf.render.delivery import Delivery, read_source
from plainleaf.workers import open_workers

# Each takes a second or more, so starting processes is soon worth it.
WORTHWHILE = 3

# The copies of one photo, which is decoded once for all of them.
Photo = tuple[PhotoJob, ...]
# What was made of each of them, or why the photo cannot be decoded.
Made = tuple[bytes | FileOnDisk | None, ...] | str


class Darkroom(Struct, frozen=True):
    """What making copies needs besides a photo: the folder of the site, and where copies go."""

    root: Path
    delivery: Delivery


def make_photos(jobs: Sequence[PhotoJob], delivery: Delivery, options: Options) -> Generator[Output, None, None]:
    """An output for each copy of each photo; a check makes none. Raises StoppedError when a process fails.

    They are made on this machine, even if a cluster renders the pages: only this one has the files.
    """
    if not options.writes:
        yield from (Output(job.path, job.key, None, Findings()) for job in jobs)
        return
    ordered = sorted(jobs, key=lambda job: (job.source, job.path))
    photos = [tuple(copies) for _, copies in groupby(ordered, key=lambda job: job.source)]
    here = replace(options, executor=None)
    make = partial(Darkroom, options.root, delivery)
    with open_workers(here, len(photos), worthwhile=WORTHWHILE, largest=1) as workers:
        try:
            with closing(workers.map(develop, make, photos)) as made:
                for photo, result in zip(photos, made, strict=True):
                    yield from _finish(photo, result)
        except WorkerDiedError as died:
            assert isinstance(died.item, tuple)
            raise StoppedError(_photo_died(died.item)) from died


def develop(darkroom: Darkroom, photos: Sequence[Photo]) -> list[Made]:
    """In a worker: what was made of each photo. Raises ChangedMeanwhileError for one that is not what was planned."""
    return [_develop_one(photo, darkroom) for photo in photos]


def _develop_one(photo: Photo, darkroom: Darkroom) -> Made:
    content = read_source(photo[0].file, darkroom.root, photo[0].digest)
    copies = [PhotoCopy(job.width, job.suffix, job.key) for job in photo]
    try:
        made = make_copies(content, copies)
    except BrokenError as error:
        return str(error)
    return tuple(darkroom.delivery.deliver(job.path, copy) for job, copy in zip(photo, made, strict=True))


def _finish(photo: Photo, made: Made) -> list[Output]:
    if not isinstance(made, str):
        return [Output(job.path, job.key, content, Findings()) for job, content in zip(photo, made, strict=True)]
    fault = broken(made)
    problem = Problem(Place(photo[0].source), fault.rule, fault.message, fault.fix)
    first, *others = (Output(job.path, job.key, b"", Findings()) for job in photo)
    return [replace(first, findings=Findings(problems=(problem,))), *others]


def _photo_died(photo: Photo) -> Problem:
    """The problem with a photo on which a process died or hung every time."""
    message = "plainleaf crashes or never finishes when it makes this picture smaller"
    fix = "Close other programs, then build with '--jobs 1'. If that does not help, save the picture again, smaller."
    return Problem(Place(photo[0].source), "worker-died", message, fix)
