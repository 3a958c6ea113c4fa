"""Addresses: where each page is on the site, and which of them are published on a given day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from plainleaf.problems import Report
from plainleaf.settings import Settings
from plainleaf.validate import Page

DRAFT, LATER, OVER, PUBLISHED = "draft", "later", "over", "published"
SLUG = re.compile(r"\w[\w-]*")


def slugify(text: str) -> str:
    """A text as part of an address: lower case, without accents, words joined by hyphens."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+|_+", "-", bare.casefold()).strip("-")


def state_of(page: Page, as_of: date) -> str:
    """Whether a page is on the site on the day `as_of`: DRAFT, LATER, OVER or PUBLISHED."""
    if page.basics.draft:
        return DRAFT
    if page.basics.publish and as_of < page.basics.publish:
        return LATER
    if page.basics.expires and as_of > page.basics.expires:
        return OVER
    return PUBLISHED


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses on one site. `origin` is 'https://host', `prefix` the path the site is published under, with '/'."""

    origin: str
    prefix: str
    default_language: str

    def url(self, path: PurePosixPath | str) -> str:
        """The address, from the host on, of an output file; 'x/index.html' is 'x/'."""
        text = str(path)
        if text == "index.html" or text.endswith("/index.html"):
            text = text.removesuffix("index.html")
        return self.prefix + quote(text)

    def absolute(self, url: str) -> str:
        """The whole address of what `url` gave."""
        return self.origin + url

    def output(self, page: Page) -> PurePosixPath:
        """The output file of a page."""
        path = PurePosixPath(page.page)
        folders = [slugify(part) for part in path.parts[:-1]]
        last = page.basics.slug or slugify(path.stem)
        if path.stem == "index":
            folders = [*folders[:-1], page.basics.slug] if page.basics.slug and folders else folders
        else:
            folders.append(last)
        language = [] if page.language == self.default_language else [page.language]
        return PurePosixPath(*language, *folders, "index.html")

    def language_root(self, language: str) -> PurePosixPath:
        """The folder in which the pages of a language are."""
        return PurePosixPath("." if language == self.default_language else language)


def make_addresses(settings: Settings) -> Addresses:
    """The addresses of the site that `settings` describe."""
    parts = urlsplit(settings.address)
    prefix = "/" + "/".join(quote(part) for part in parts.path.split("/") if part)
    return Addresses(f"{parts.scheme}://{parts.netloc}", prefix.rstrip("/") + "/", settings.languages.default)


def check_slugs(pages: tuple[Page, ...], report: Report) -> None:
    """Report slugs that are no single part of an address."""
    for page in pages:
        slug = page.basics.slug
        if slug and not SLUG.fullmatch(slug):
            message = f"the slug '{slug}' is not one part of an address"
            fix = f"Write letters, digits and hyphens, for example '{slugify(slug) or 'symptoms'}'."
            report.add(page.place("slug"), "bad-slug", message, fix)


def same_address(path: PurePosixPath) -> str:
    """What two paths share that a web server or a file system may take for one: case and Unicode form are ignored."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())


@dataclass(frozen=True, slots=True)
class PageIndex:
    """Pages by language and path below the language's folder, and what is known of their address and state."""

    pages: Mapping[tuple[str, str], Page]
    states: Mapping[str, str]
    outputs: Mapping[str, PurePosixPath]

    def find(self, language: str, path: str) -> Page | None:
        """The page at a path below the language's folder."""
        return self.pages.get((language, path))

    def is_published(self, page: Page) -> bool:
        """Whether the page is on the site."""
        return self.states[page.path] == PUBLISHED

    def published(self, language: str, *kinds: str) -> tuple[Page, ...]:
        """Published pages of a language, of some kinds or all, in the order in which they are shown."""
        found = (
            page
            for page in self.pages.values()
            if page.language == language and self.is_published(page) and (not kinds or page.kind.name in kinds)
        )
        return tuple(sorted(found, key=sort_key))


def sort_key(page: Page) -> tuple[int, str, str]:
    """Pages beside each other stand by their order, then their title."""
    return (page.basics.order or 1000, page.basics.title.casefold(), page.page)


def index_pages(pages: tuple[Page, ...], addresses: Addresses, as_of: date) -> PageIndex:
    """Look-ups over all pages as of a day."""
    return PageIndex(
        {(page.language, page.page): page for page in pages},
        {page.path: state_of(page, as_of) for page in pages},
        {page.path: addresses.output(page) for page in pages},
    )
