"""The last build, as far as later stages use it: what it knew about each page and file, and what it saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from plainleaf.content.page import Page
from plainleaf.input.template_reach import Reach
from plainleaf.model.jobs import Outputs
from plainleaf.pictures import PhotoCopy, PictureFault
from plainleaf.problems import Place, Problem
from plainleaf.state.snapshot import Snapshot


class KnownPage(Struct, frozen=True, array_like=True):
    """A source file of the last build.

    `digest` is that of its text, `page` its front matter, None for a page that cannot be read. `names` is the digest of
    what it is called, where it stands in lists and whether it was edited since its review, `facts` that of everything
    else that other pages and lists may show of it. `problems` are what is wrong with the file itself, `files` the keys
    of the static files that it names, `unshown` those of them that it names only for when it is shared, `red_flags` the
    sets that it places (see red_flags/placed.py).
    """

    digest: str
    facts: str
    names: str
    page: Page | None
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()


class CheckedPage(Struct, frozen=True, array_like=True):
    """What the checks found on a page, and the digests of everything this depends on.

    `problems` are those of its words and its safety, and depend on `basis`; those of its `review` depend on
    `review_basis`. `sample` is what pages are compared by (see words/rules/duplicates.py); the text begins on
    `first_line`. `without_help` says that the page does not lead to help, unless one of its `links`, paths of pages, is
    misspelt. The `comparison` of a translation with its original depends on `compared`, "" where there is none. `days`
    are those in components, which must have been.
    """

    basis: str
    problems: tuple[Problem, ...]
    sample: bytes
    first_line: int
    review_basis: str
    review: tuple[Problem, ...]
    links: tuple[str, ...] = ()
    without_help: tuple[Problem, ...] = ()
    compared: str = ""
    comparison: tuple[Problem, ...] = ()
    days: tuple[tuple[date, Place], ...] = ()


class KnownFile(Struct, frozen=True):
    """A static file of the last build: the digest of its content and that of what is published of it.

    Of a picture there are also its width and height in pixels, what is wrong with it, and the copies to make of it if
    it is a photo. Of a script there are the words in it.
    """

    digest: str
    published: str
    width: int | None = None
    height: int | None = None
    faults: tuple[PictureFault, ...] = ()
    copies: tuple[PhotoCopy, ...] = ()
    words: tuple[str, ...] = ()


class LastBuild(Struct, frozen=True):
    """What a build saves for the next one, besides its outputs.

    `base` is the digest of what reading any page depends on, `facts` that of everything that pages show of each other
    except their names (see KnownPage). `shared` are the digests of what all pages of a language show, by language, and
    `consulted` is what each plan was made from, by the path of the page (see PageIndex in index/addresses.py).
    `pages`, `static` files and `checks` are by the path of the source. `planned` are the problems found while a page
    was planned, by its path; `problems` belong to no single page. `reaches` of templates are by the digest of their
    text (see input/template_reach.py). `repeated` are the runs of words that occur on two or more pages, stored like a
    sample (see words/repeated.py). For `day` and `zone` see BuildRecord.
    """

    base: str = ""
    facts: str = ""
    shared: Mapping[str, str] = field(default_factory=dict)
    consulted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pages: Mapping[str, KnownPage] = field(default_factory=dict)
    static: Mapping[str, KnownFile] = field(default_factory=dict)
    planned: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    checks: Mapping[str, CheckedPage] = field(default_factory=dict)
    reaches: Mapping[str, Reach] = field(default_factory=dict)
    repeated: bytes = b""
    day: str = ""
    zone: str = ""


class Baseline(Struct, frozen=True):
    """What this build compares itself with: the last build, as far as it can be relied on.

    `last` is what it saved. `outputs` are in the output folder as they were written, and `is_whole` says that all are.
    `same_files` of the site, and `same_shipped` of plainleaf, have certainly not changed since. `now` is the snapshot
    of this build, `generator` the digest of the plainleaf that builds now. `identity` is that of the site in the
    output folder (see identity_of in state/output_files.py), `edited` are files there that somebody has changed since.
    """

    last: LastBuild = LastBuild()
    outputs: Outputs = field(default_factory=dict)
    is_whole: bool = False
    same_files: frozenset[str] = frozenset()
    same_shipped: frozenset[str] = frozenset()
    now: Snapshot = Snapshot(0, {}, {})
    generator: str = ""
    identity: tuple[int, ...] = ()
    edited: tuple[str, ...] = ()


NO_BUILD = Baseline()
