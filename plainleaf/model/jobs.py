"""Jobs: every file of the site as data, before any is rendered.

A job holds everything that its output depends on, except the templates. Jobs are plain frozen values, so they can be
compared, hashed into a digest and sent to other processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from plainleaf.model.cards import Link, Picture
from plainleaf.model.views import PageView, SiteView
from plainleaf.problems import Place, Problem


class LinkTarget(Struct, frozen=True):
    """Where a link in the prose leads: an address ('' for none), and the text for a link without one of its own.

    The text `is_isolated` if it runs in the other direction than the text around it.
    """

    url: str
    text: str
    picture: Picture | None
    is_isolated: bool = False


class AnchorLink(Struct, frozen=True, array_like=True):
    """A link to a heading: the output file it leads into, the anchor there, and where it is written.

    The anchor of a link to a whole file is ''.
    """

    output: str
    anchor: str
    written: str
    place: Place


class ResolvedUse(Struct, frozen=True):
    """A component used in prose, with its options resolved for its template."""

    number: int
    component: str
    options: Mapping[str, Any]
    place: Place


class ResolvedProse(Struct, frozen=True):
    """Prose ready to convert: Markdown with placeholders for components, and the targets of its links as written.

    The keys of pictures among the targets begin with '!'.
    """

    markdown: str
    uses: tuple[ResolvedUse, ...]
    targets: Mapping[str, LinkTarget]
    place: Place


class TermForm(Struct, frozen=True):
    """A term that texts explain, and the `page` that says more, if any."""

    anchor: str
    term: str
    short: str
    also: tuple[str, ...]
    says: str
    page: Link | None


class NearbyPhrases(Struct, frozen=True):
    """Phrases that may not be near red flags: see WordLists. Calming ones may not be in a summary above them either."""

    calming: tuple[str, ...] = ()
    playing_down: tuple[str, ...] = ()
    booking: tuple[str, ...] = ()


class RedFlagProof(Struct, frozen=True):
    """What a finished page must show of a set of red flags that is placed at `place`: texts as they are typeset.

    `number_url` is the only number that the signs may link to; `booking_urls`, and the hosts in `booking_hosts`, may be
    linked to only after them, from the page at `url`. If it `is_first`, no heading but the title comes before it. For
    `phrases` see NearbyPhrases. `own_styles` is the digest of the site's own style sheets in the preview, where no
    page names them.
    """

    place: Place
    heading: str
    signs: tuple[str, ...]
    number_url: str
    booking_urls: tuple[str, ...]
    url: str = "/"
    is_first: bool = False
    booking_hosts: tuple[str, ...] = ()
    phrases: NearbyPhrases = NearbyPhrases()
    own_styles: str = ""


class HelpLinkProof(Struct, frozen=True):
    """Where a finished page must lead, because it does not show a set of red flags that it is about.

    One of `urls` has the whole set. The link is at `place` in the source, and some of `words` must say where it leads.
    For the rest see RedFlagProof.
    """

    place: Place
    name: str
    urls: tuple[str, ...]
    words: tuple[str, ...]
    url: str
    booking_urls: tuple[str, ...] = ()
    booking_hosts: tuple[str, ...] = ()
    phrases: NearbyPhrases = NearbyPhrases()
    own_styles: str = ""


class PageJob(Struct, frozen=True):
    """A page. `template` is its name below templates/; `anchors` are checked when all pages are rendered. `problems`
    were found while it was planned, `headings` are the places of its headings in the source, and `consulted` is what
    was looked up for it (see PageIndex): no output depends on these three. `proofs` and `link_proofs` are checked on
    the finished page. `standing` is "" for a page of the site; in the preview it says why the page is not published.
    """

    path: str
    template: str
    prose: ResolvedProse
    terms: tuple[TermForm, ...]
    page: PageView
    site: SiteView
    anchors: tuple[AnchorLink, ...]
    problems: tuple[Problem, ...]
    proofs: tuple[RedFlagProof, ...] = ()
    standing: str = ""
    headings: tuple[Place, ...] = ()
    link_proofs: tuple[HelpLinkProof, ...] = ()
    consulted: tuple[str, ...] = ()


class GalleryExample(Struct, frozen=True):
    """One example of a component, ready to convert; `markdown` is its source."""

    component: str
    name: str
    markdown: str
    prose: ResolvedProse


class GalleryJob(Struct, frozen=True):
    """The page that shows staff every component with its examples, rendered with the contacts of `example_site`."""

    path: str
    page: PageView
    site: SiteView
    example_site: SiteView
    examples: tuple[GalleryExample, ...]


class FormPackJob(Struct, frozen=True):
    """What a receiver of `form` answers with. `pages` are those with the form, with slots for errors and entries;
    `origin` is that of the site, since a receiver has another.
    """

    path: str
    form: str
    origin: str
    pages: tuple[PageJob, ...]


class CopyJob(Struct, frozen=True):
    """A static file, copied unchanged except that pictures are stripped of metadata. `digest` is that of the published
    bytes, `content` these bytes if they were kept (see content/static_files.py).
    """

    path: str
    file: Path
    digest: str
    content: bytes | None = None


class PhotoJob(Struct, frozen=True):
    """A copy of a photo, `width` pixels wide, in the format of its `suffix`. `file` has the `digest`, and is at
    `source` below the root of the site. The bytes of the copy depend on `key` alone.
    """

    path: str
    file: Path
    source: str
    digest: str
    width: int
    suffix: Literal[".avif", ".webp"]
    key: str


class HandoutJob(Struct, frozen=True):
    """A page as a PDF. `page` is the page with the template of the hand-out; `pictures` are its own, by address.
    For a booklet, `page` is its cover and `chapters` are its pages.
    """

    path: str
    page: PageJob
    pictures: Mapping[str, CopyJob]
    chapters: tuple[PageJob, ...] = ()


class QrCodeJob(Struct, frozen=True):
    """A QR code that leads to `target`, an absolute URL."""

    path: str
    target: str


class RedirectJob(Struct, frozen=True):
    """A page that redirects from an old address to `target`, an absolute URL."""

    path: str
    title: str
    target: str
    url: str
    site: SiteView


class TextJob(Struct, frozen=True):
    """A file whose text is already complete: a feed, a sitemap, a manifest."""

    path: str
    text: str


Job = PageJob | GalleryJob | FormPackJob | QrCodeJob | RedirectJob | TextJob | CopyJob | PhotoJob | HandoutJob


class FileOnDisk(Struct, frozen=True):
    """An output that is already on disk. `stat` is its size in bytes, modification time in nanoseconds and inode;
    `digest` is the SHA-256 of its content, which identifies it when these have changed.
    """

    file: str
    stat: tuple[int, int, int]
    digest: str


class Findings(Struct, frozen=True, array_like=True):
    """What rendering found out about a file. `anchors` are its ids, `links` those that lead to headings.

    `problems` were found while it was rendered. `source` is the path of the page's Markdown file, "" for none. For
    `standing` see PageJob. `styles` are the files with styles that it uses, each
    by the rules in it (see render/finished/styles.py).
    """

    anchors: tuple[str, ...] = ()
    links: tuple[AnchorLink, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = ""
    standing: str = ""
    styles: tuple[bytes, ...] = ()


class Output(Struct, frozen=True):
    """A finished file. `content` is its bytes, the file to copy, or the file already on disk; None if nothing is to be
    written. `key` is the digest of everything it depends on (see reuse/keys.py).
    """

    path: str
    key: str
    content: bytes | Path | FileOnDisk | None
    findings: Findings


# By the path below the folder of the site, with '/' between its parts.
Outputs = Mapping[str, Output]
