"""Jobs: every file that the site will hold, as data, before any is made.

A job holds all that its output depends on but the templates. Jobs are plain frozen values, so they can be compared,
hashed into a digest and sent to other processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from plainleaf.model.cards import Link, Picture
from plainleaf.model.views import PageView, SiteView
from plainleaf.problems import Place, Problem


class LinkTarget(Struct, frozen=True):
    """Where a link of the prose leads: an address ('' for none), and the text for a link that has none."""

    url: str
    text: str
    picture: Picture | None


class AnchorLink(Struct, frozen=True, array_like=True):
    """A link to a heading: the output file it leads into, the anchor there, and where it is written."""

    output: str
    anchor: str
    written: str
    place: Place


class ResolvedUse(Struct, frozen=True):
    """A component used in prose, with its options as its template reads them."""

    number: int
    component: str
    options: Mapping[str, Any]
    place: Place


class ResolvedProse(Struct, frozen=True):
    """Prose ready to convert: Markdown with marks for components, and where its links lead, by what is written.

    The names of pictures among the targets begin with '!'.
    """

    markdown: str
    uses: tuple[ResolvedUse, ...]
    targets: Mapping[str, LinkTarget]
    place: Place


class TermForm(Struct, frozen=True):
    """A term as it is looked for in texts and explained; `page` says more, where there is one."""

    anchor: str
    term: str
    short: str
    also: tuple[str, ...]
    says: str
    page: Link | None


class PageJob(Struct, frozen=True):
    """A page. `template` is its name below templates/; `anchors` are checked when all pages are made. `problems` were
    found while it was planned; nothing that is made depends on them.
    """

    path: str
    template: str
    prose: ResolvedProse
    terms: tuple[TermForm, ...]
    page: PageView
    site: SiteView
    anchors: tuple[AnchorLink, ...]
    problems: tuple[Problem, ...]


class GalleryExample(Struct, frozen=True):
    """One example of a component, ready to convert; `markdown` is what to write."""

    component: str
    name: str
    markdown: str
    prose: ResolvedProse


class GalleryJob(Struct, frozen=True):
    """The page that shows staff every component with its examples, made with the contacts of `example_site`."""

    path: str
    page: PageView
    site: SiteView
    example_site: SiteView
    examples: tuple[GalleryExample, ...]


class RedirectJob(Struct, frozen=True):
    """A page that sends readers on from an old address to `target`, a whole address."""

    path: str
    title: str
    target: str
    url: str
    site: SiteView


class TextJob(Struct, frozen=True):
    """A file whose text is known already: a feed, a site map, a manifest."""

    path: str
    text: str


class CopyJob(Struct, frozen=True):
    """A static file, copied as it is."""

    path: str
    file: Path
    digest: str


Job = PageJob | GalleryJob | RedirectJob | TextJob | CopyJob


class FileOnDisk(Struct, frozen=True):
    """A file that is on disk already: its size in bytes, its modification time in nanoseconds and its inode, and the
    SHA-256 of its content, by which it is known when these have changed.
    """

    file: str
    stat: tuple[int, int, int]
    digest: str


class Findings(Struct, frozen=True, array_like=True):
    """What is known of a file of the site once it is made. `anchors` are the ids in it, `links` lead to headings.

    `problems` were found while it was made. `source` is the path of the file with the page's text, "" for none.
    """

    anchors: tuple[str, ...] = ()
    links: tuple[AnchorLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = ""


class Output(Struct, frozen=True):
    """A finished file. `content` is its bytes, the file to copy, or the file that is on disk already; None when nothing
    is to be written. `key` is the digest of all it depends on (see reuse/keys.py).
    """

    path: str
    key: str
    content: bytes | Path | FileOnDisk | None
    findings: Findings


# By the path below the folder of the site, with '/' between its parts.
Outputs = Mapping[str, Output]
