"""Remember: what one build keeps for the next of each page and of each file, and how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import MsgspecError, Struct, field
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.jobs import Findings, Kept, Output, Outputs
from plainleaf.options import Options
from plainleaf.page import Page
from plainleaf.problems import Problem
from plainleaf.snapshot import OutputStat, Snapshot, digest_generator
from plainleaf.state import (
    REMEMBERED,
    Seen,
    digest_file,
    files_below,
    forget,
    load_part,
    mark_of,
    request_of,
    save_state,
)
from plainleaf.template_reach import Reach


class KnownPage(Struct, frozen=True, array_like=True):
    """A source file of the last build.

    `digest` is that of its text, `page` what its front matter says, None for a page that cannot be read, `facts` the
    digest of what other pages and lists may show of it, `problems` what is wrong with it alone.
    """

    digest: str
    facts: str
    page: Page | None
    problems: tuple[Problem, ...]


class CheckedPage(Struct, frozen=True, array_like=True):
    """What the checks found on a page, and the digests of all that this depends on.

    `problems` are those of its words and of safety, and depend on `basis`; those of its `review` depend on
    `review_basis`. `sample` is what pages are compared by (see reading/pages.py); the text begins on `first_line`.
    """

    basis: str
    problems: tuple[Problem, ...]
    sample: bytes
    first_line: int
    review_basis: str
    review: tuple[Problem, ...]


class KnownFile(Struct, frozen=True):
    """A static file of the last build: its digest, and its width and height in pixels when it is a picture."""

    digest: str
    width: int | None
    height: int | None


class KnownOutput(Struct, frozen=True, array_like=True):
    """An output as it is stored: the key of its job, its file on disk (see Kept), and what was found out about it."""

    key: str
    stat: OutputStat
    digest: str
    findings: Findings


class Remembered(Struct, frozen=True):
    """What a build keeps.

    `generator` is the digest of the plainleaf that built, `base` that of what reading any page depends on, `facts` that
    of all that pages show of each other. `pages`, `static` files and `checks` are by the path of the source. `planned`
    are the problems found while a page was planned, by its path; `problems` belong to no single page. `site` is what
    was read of it beside the pages (see load_again.py), in bytes: most builds only hand it on. `reaches` of
    templates are by the digest of their text (see template_reach.py). `repeated` are
    the runs of words that occur on two pages or more, stored as a sample is (see reading/repeated.py).
    """

    generator: str = ""
    base: str = ""
    facts: str = ""
    pages: Mapping[str, KnownPage] = field(default_factory=dict)
    static: Mapping[str, KnownFile] = field(default_factory=dict)
    planned: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    checks: Mapping[str, CheckedPage] = field(default_factory=dict)
    site: bytes = b""
    reaches: Mapping[str, Reach] = field(default_factory=dict)
    repeated: bytes = b""


class Stored(Struct, frozen=True):
    """What a build keeps, as it lies in the file of the state.

    Drafts are left out. They may lack what their fields must have, and what lacks something is not read back.
    """

    remembered: Remembered
    outputs: Mapping[str, KnownOutput]


class Before(Struct, frozen=True):
    """The last build, as far as this one can rely on it.

    `outputs` lie in the output folder as they were written, and `is_whole` says that all do. `same_files` of the site,
    and `same_shipped` of plainleaf, have certainly not changed since. `generator` is the digest of the plainleaf that
    builds now. `mark` tells the site that lies there from those of other builds (see mark_of in state.py).
    """

    remembered: Remembered = Remembered()
    outputs: Outputs = field(default_factory=dict)
    is_whole: bool = False
    same_files: frozenset[str] = frozenset()
    same_shipped: frozenset[str] = frozenset()
    generator: str = ""
    mark: tuple[int, ...] = ()


NOTHING_BEFORE = Before()


class Standing(Struct, frozen=True):
    """What of the last plan still holds: the sources whose pages need not be planned again, the problems found while
    these were planned, by source, and the problems of the site as a whole.
    """

    sources: frozenset[str] = frozenset()
    planned: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sources)


NOTHING_STANDS = Standing()


def recall(seen: Seen | None, options: Options, snapshot: Snapshot, shipped: Path) -> Before:
    """What the build left that has seen `seen`; nothing when that is from another plainleaf or cannot be read."""
    generator = _find_generator(seen, snapshot, shipped)
    # Looked at before what it stands for is read.
    mark = mark_of(options.out.resolve())
    # Another version may have declared other fields; its values would lack some of ours.
    last = _load(options) if seen is not None and seen.generator == generator else None
    if seen is None or last is None:
        return Before(generator=generator)
    remembered, outputs, is_whole = last
    is_same_site = seen.request.site == request_of(options).site
    same_files = seen.snapshot.same_inputs(snapshot) if is_same_site else frozenset()
    same_shipped = seen.snapshot.same_generator(snapshot)
    return Before(remembered, outputs, is_whole, same_files, same_shipped, generator, mark)


def _find_generator(seen: Seen | None, snapshot: Snapshot, shipped: Path) -> str:
    """The digest of plainleaf itself. It is read only when its files may have changed since the last build."""
    if seen is not None and seen.snapshot.code.keys() == snapshot.code.keys() <= seen.snapshot.same_generator(snapshot):
        return seen.generator
    return digest_generator(snapshot, shipped)


def remember(options: Options, seen: Seen, remembered: Remembered, outputs: Outputs) -> None:
    """Keep what the next build may use: in memory for a process that stays, else in a file."""
    if options.memory is not None:
        options.memory.state = (seen, remembered, outputs)
        return
    known = {
        path: KnownOutput(output.key, output.content.stat, output.content.digest, output.findings)
        for path, output in outputs.items()
        if isinstance(output.content, Kept)
    }
    out = options.out.resolve()
    pages = {path: page for path, page in remembered.pages.items() if page.page is None or not page.page.basics.draft}
    try:
        save_state(out, seen, encode(Stored(replace(remembered, pages=pages), known)))
    except (UnicodeEncodeError, OverflowError, OSError):
        # The site lies in a folder whose name is no text, a file is dated in a far future, or the disk is full. The
        # site is published all the same, and the next build makes all of it anew.
        forget(out)


def _load(options: Options) -> tuple[Remembered, Outputs, bool] | None:
    """What was remembered, the outputs that lie in their place, and whether all do."""
    if options.memory is not None:
        # Nobody else touches the output folder of a process that stays.
        return (*options.memory.state[1:], True)
    out = options.out.resolve()
    stored = read_stored(load_part(out, REMEMBERED) or b"")
    if stored is None:
        return None
    outputs = {
        path: Output(path, each.key, Kept(f"{out}/{path}", stat, each.digest), each.findings)
        for path, stat in files_below(str(out))
        if (each := stored.outputs.get(path)) and _is_as_written(out / path, stat, each)
    }
    return stored.remembered, outputs, len(outputs) == len(stored.outputs)


def _is_as_written(file: Path, stat: OutputStat, known: KnownOutput) -> bool:
    """Whether a published file is what the last build wrote. One that was copied or touched since then is read."""
    return stat == known.stat or (stat[0] == known.stat[0] and digest_file(file) == known.digest)


def read_stored(content: bytes) -> Stored | None:
    """What stands in the file of a state; None when that is anything else, or has other fields."""
    try:
        return _make_decoder().decode(content)
    except (MsgspecError, UnicodeDecodeError):
        return None


@cache
def _make_decoder() -> Decoder[Stored]:
    return Decoder(Stored)
