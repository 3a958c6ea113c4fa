"""Addresses: where each page is on the site, and which pages are published on a given day."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from plainleaf.content.config.settings import Settings
from plainleaf.content.kinds import Kind
from plainleaf.content.page import Page
from plainleaf.input.paths import to_nfc
from plainleaf.markdown import slugify
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem, Report, soften

DRAFT, LATER, OVER, PUBLISHED, UNSURE = "draft", "later", "over", "published", "unsure"
# How many addresses a process memoizes: the same folders and pages are looked up again and again.
CACHE_SIZE = 20_000
SLUG = lazy_pattern(r"\w[\w-]*")


# The slug of each folder whose index page has one, by language and path of the folder below that of the language.
FolderSlugs = Mapping[tuple[str, str], str]
INDEX = "/index.md"


@lru_cache(maxsize=CACHE_SIZE)
def _output_of(page: str, slug: str, language: str, folders: tuple[str, ...]) -> str:
    """The output file of the page at a path, in folders with these names. `language` is "" for the default one."""
    stem = page.rpartition("/")[2].removesuffix(".md")
    last = () if stem == "index" else (to_nfc(slug) or slugify(stem),)
    return "/".join(part for part in (language, *folders, *last, "index.html") if part)


@lru_cache(maxsize=CACHE_SIZE)
def _folders_of(page: str) -> tuple[tuple[str, str], ...]:
    """The folders of a page, outermost first: the path of each, and its name if it has no slug."""
    parts = page.split("/")[:-1]
    return tuple(("/".join(parts[: number + 1]), slugify(part)) for number, part in enumerate(parts))


def find_folder_slugs(pages: Iterable[Page]) -> FolderSlugs:
    """The slugs that index pages give their folders, whether they are published or not."""
    found = (page for page in pages if page.basics.slug and page.page.endswith(INDEX) and has_valid_slug(page))
    return {(page.language, page.page.removesuffix(INDEX)): to_nfc(page.basics.slug) for page in found}


@lru_cache(maxsize=CACHE_SIZE)
def _address_of(path: str) -> str:
    """The address of an output file, without the prefix of the site."""
    if path == "index.html" or path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    return quote(path)


def publication_status(page: Page, as_of: date) -> str:
    """Whether a page is on the site on the day `as_of`: DRAFT, LATER, OVER or PUBLISHED.

    UNSURE means that its 'draft' is wrong, so it may or may not be a draft.
    """
    if page.unclear.hides("draft"):
        return UNSURE
    if page.basics.draft:
        return DRAFT
    if page.basics.publish and as_of < page.basics.publish:
        return LATER
    if page.basics.expires and as_of > page.basics.expires:
        return OVER
    return PUBLISHED


class Addresses(Struct, frozen=True):
    """Addresses on one site. `origin` is 'https://host', `prefix` the path it is published under, ending in '/'."""

    origin: str
    prefix: str
    default_language: str

    def url(self, path: str) -> str:
        """The address of an output file, without the host; 'x/index.html' is 'x/'."""
        return self.prefix + _address_of(path)

    def absolute(self, url: str) -> str:
        """The absolute address of a result of `url`."""
        return self.origin + url

    def output(self, slugs: FolderSlugs, page: Page) -> str:
        """The output file of a page, in folders of which some have slugs."""
        language = "" if page.language == self.default_language else page.language
        folders = tuple(slugs.get((page.language, path)) or name for path, name in _folders_of(page.page))
        return _output_of(page.page, page.basics.slug, language, folders)

    def language_path(self, language: str, name: str) -> str:
        """The output file with a name in the folder of a language."""
        return name if language == self.default_language else f"{language}/{name}"


def make_addresses(settings: Settings) -> Addresses:
    """The addresses of the site that `settings` describe."""
    parts = urlsplit(settings.address)
    prefix = "/" + "/".join(quote(part) for part in parts.path.split("/") if part)
    return Addresses(f"{parts.scheme}://{parts.netloc}", prefix.rstrip("/") + "/", settings.languages.default)


def has_valid_slug(page: Page) -> bool:
    """Whether the slug of a page, or the name of its file or folder if it has none, can be a part of its address."""
    if page.basics.slug:
        return bool(SLUG.fullmatch(page.basics.slug))
    own = page.page.removesuffix(INDEX).removesuffix(".md").rpartition("/")[2]
    return not page.kind.has_own_page or bool(slugify(own))


def check_slugs(pages: tuple[Page, ...], report: Report) -> None:
    """Report slugs, and names of files and folders without a slug, that are not a single part of an address."""
    slugs, known = find_folder_slugs(pages), set[str]()
    for page in pages:
        slug = page.basics.slug
        found = [*_find_nameless(page, slugs, known)]
        if slug and not has_valid_slug(page):
            message = f"the slug '{slug}' is not one part of an address"
            fix = f"Write letters, digits and hyphens, for example '{slugify(slug) or 'symptoms'}'."
            found.append(Problem(page.place("slug"), "bad-slug", message, fix))
        report.extend(soften(problem) if page.basics.draft else problem for problem in found)


def _find_nameless(page: Page, slugs: FolderSlugs, known: set[str]) -> Iterator[Problem]:
    """Problems with the names of a page and of folders above it that are not in `known` yet."""
    if not page.kind.has_own_page:
        return
    names = [path for path, name in _folders_of(page.page) if not name and (page.language, path) not in slugs]
    if not page.basics.slug and not page.page.endswith(INDEX) and not has_valid_slug(page):
        names.append(page.page)
    for name in names:
        if name not in known:
            known.add(name)
            message = f"'{name}' has no letter or digit in its name, so it has no address of its own"
            fix = "Rename it, for example with the name of the condition in letters, or add a 'slug'"
            yield Problem(
                page.place(""), "bad-slug", message, f"{fix}{'' if name == page.page else ' to its index.md'}."
            )


def address_key(path: str) -> str:
    """A key that is equal for paths that a web server or file system may confuse: case and Unicode form are ignored."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


class PageIndex(Struct, frozen=True):
    """Pages by language and path below the language's folder, and their publication statuses by path of the source.

    `output` gives the output file of a page. A page that is unclear can be found but is listed nowhere; `gaps` are the
    index pages directly above such pages. `note` is told what is looked up: paths of sources, and names of lists (see
    list_name).
    """

    pages: Mapping[tuple[str, str], Page]
    statuses: Mapping[str, str]
    output: Callable[[Page], str]
    ordered: Mapping[str, tuple[Page, ...]]
    children: Mapping[tuple[str, str], tuple[Page, ...]]
    gaps: frozenset[tuple[str, str]]
    as_of: date
    note: Callable[[str], None] | None = None

    def find(self, language: str, path: str) -> Page | None:
        """The page at a path below the language's folder."""
        page = self.pages.get((language, to_nfc(path)))
        if self.note and page:
            self.note(page.path)
        return page

    def is_published(self, page: Page) -> bool:
        """Whether the page is on the site."""
        return self.statuses[page.path] == PUBLISHED

    def may_be_published(self, page: Page) -> bool:
        """Whether the page is on the site, or may be."""
        return self.statuses[page.path] in (PUBLISHED, UNSURE)

    def published(self, language: str, has_trait: Callable[[Kind], bool] | None = None) -> tuple[Page, ...]:
        """Published pages of a language, all or those whose kind has a trait, in the order in which they are shown."""
        pages = self.ordered.get(language, ())
        if self.note:
            self.note(list_name(language))
        return pages if has_trait is None else tuple(page for page in pages if has_trait(page.kind))

    def unpublished(self, language: str) -> tuple[Page, ...]:
        """Drafts, and pages that are to be published later, except those with something missing or wrong."""
        of_language = (page for page in self.pages.values() if page.language == language and page.kind.has_own_page)
        return tuple(page for page in of_language if self.statuses[page.path] == DRAFT or self.is_scheduled(page))

    def waiting_alerts(self, language: str) -> tuple[Page, ...]:
        """Alerts of a language that are drafts, or that start later."""
        of_language = (page for page in self.pages.values() if page.language == language)
        found = (page for page in of_language if not page.kind.has_own_page)
        return tuple(page for page in found if page.basics.draft or self._starts_later(page))

    def _starts_later(self, page: Page) -> bool:
        return self.is_published(page) and not page.unclear and page.details.starts > self.as_of

    def is_scheduled(self, page: Page) -> bool:
        """Whether the page is to be published later, and nothing in its front matter is missing or wrong."""
        return self.statuses[page.path] == LATER and not page.unclear

    def below(self, page: Page) -> tuple[Page, ...]:
        """Published pages directly below an index page, in the order in which they are shown."""
        found = self.children.get((page.language, page.page), ())
        if self.note and found:
            self.note(list_name(page.language, page.page))
        return found

    def unclear(self, language: str) -> tuple[Page, ...]:
        """Pages of a language that would be on the site if nothing in their front matter were missing or wrong."""
        found = (page for page in self.pages.values() if page.unclear and page.language == language)
        return tuple(page for page in found if self.is_published(page) and page.kind.has_own_page)

    def alerts(self, language: str) -> tuple[Page, ...]:
        """The alerts of a language that are not drafts, including expired ones, which have to be reported."""
        of_language = (page for page in self.pages.values() if page.language == language and not page.unclear)
        found = (page for page in of_language if not page.kind.has_own_page)
        return tuple(sorted((page for page in found if self.statuses[page.path] in (PUBLISHED, OVER)), key=sort_key))


def list_name(language: str, above: str = "") -> str:
    """A name for the list of the pages of a language, all or those directly below an index page."""
    return f"{language}:{above}"


def names_of(page: Page) -> tuple[str, str, str]:
    """What a plan has consulted if it may show what a page is called: the page, or a list that it may be in."""
    return page.path, list_name(page.language), list_name(page.language, parent_path(page.page) or "")


def sort_key(page: Page) -> tuple[int, str, str]:
    """Sibling pages are sorted by their order, then by their title."""
    return (page.basics.order or 1000, page.basics.title.casefold(), page.page)


@lru_cache(maxsize=CACHE_SIZE)
def parent_path(page: str) -> str | None:
    """The path of the index page above a page, whether or not it exists; None for the home page."""
    if page == "index.md":
        return None
    folder, _, name = page.rpartition("/")
    if name == "index.md":
        folder = folder.rpartition("/")[0]
    return f"{folder}/index.md" if folder else "index.md"


def path_from(file: str, written: str) -> str:
    """The path that a link in a file leads to: links are relative to the folder of the file."""
    return _path_below(file.rpartition("/")[0], written)


@lru_cache(maxsize=CACHE_SIZE)
def _path_below(folder: str, written: str) -> str:
    return to_nfc(posixpath.normpath(posixpath.join(folder, unquote(written))))


def index_pages(pages: tuple[Page, ...], addresses: Addresses, as_of: date, first: tuple[str, ...] = ()) -> PageIndex:
    """Index all pages as of a day. `first` are the paths of pages that come before all others, in their order."""
    places = {path: number for number, path in enumerate(first)}

    def shown_order(page: Page) -> tuple[int, tuple[int, str, str]]:
        return places.get(page.page, len(places)), sort_key(page)

    statuses = {page.path: publication_status(page, as_of) for page in pages}
    ordered: dict[str, list[Page]] = {}
    children: dict[tuple[str, str], list[Page]] = {}
    clear = (page for page in pages if statuses[page.path] == PUBLISHED and not page.unclear)
    for page in sorted(clear, key=shown_order):
        ordered.setdefault(page.language, []).append(page)
        above = parent_path(page.page)
        if above is not None and page.kind.is_listed:
            children.setdefault((page.language, above), []).append(page)
    return PageIndex(
        {(page.language, page.page): page for page in pages},
        statuses,
        partial(addresses.output, find_folder_slugs(pages)),
        {language: tuple(found) for language, found in ordered.items()},
        {above: tuple(found) for above, found in children.items()},
        frozenset(
            (page.language, parent_path(page.page) or "")
            for page in pages
            if page.unclear and statuses[page.path] in (PUBLISHED, UNSURE)
        ),
        as_of,
    )
