"""Where everything goes: the path of each new page, old addresses that lead there, and the name of each file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from msgspec import Struct

from plainleaf.importing.links import may_be_copied, page_key
from plainleaf.importing.new_front import orders_of
from plainleaf.importing.old_files import safe_name
from plainleaf.importing.old_site import OldPage, OldSite
from plainleaf.markdown import slugify
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Report

# A day in an address: everything up to it goes, because folders here hold pages that belong together.
DATED = lazy_pattern(r"^(?:.*/)?\d{4}/\d{1,2}(?:/\d{1,2})?/(?=[^/]+/?$)")
ENDING = lazy_pattern(r"\.(?:html?|php|aspx?|md)$", re.IGNORECASE)
INDEX = lazy_pattern(r"(?:^|/)index$")
POSTS = "posts"
LONGEST = 100
NOT_IN_OLD_ADDRESS = lazy_pattern(r"[\s?#\\]|(?:^|/)\.{1,2}(?:/|$)")


class Layout(Struct, frozen=True):
    """New paths of pages below content/, aliases and orders of pages, new addresses of files; all by old paths."""

    targets: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    orders: Mapping[str, int]
    files: Mapping[str, str]


def make_layout(site: OldSite, folders: Mapping[str, str], prefix: str, report: Report) -> Layout:
    """Decide where everything goes.

    `folders` has the language's folder of the new site for each language of the old one, `prefix` is the path at which
    the new site is published.
    """
    pages = [page for page in site.pages if page.language in folders]
    targets = _find_targets(pages, folders)
    base = "" if prefix.rstrip("/") == site.base else site.base
    aliases = _find_aliases(pages, targets, base, report)
    by_folder: dict[str, list[OldPage]] = {}
    for page in pages:
        by_folder.setdefault(_folder_above(targets[page.path]), []).append(page)
    orders = {path: order for siblings in by_folder.values() for path, order in orders_of(siblings).items()}
    return Layout(targets, aliases, orders, _place_files(site, pages, targets))


def _folder_above(target: str) -> str:
    folder, _, name = target.rpartition("/")
    return posixpath.dirname(folder) if name == "index.md" else folder


def _find_targets(pages: Iterable[OldPage], folders: Mapping[str, str]) -> dict[str, str]:
    stems = {page.path: f"{folders[page.language]}/{_stem(page)}".rstrip("/") for page in pages}
    above = {posixpath.dirname(stem) for stem in stems.values()}
    targets: dict[str, str] = {}
    taken: set[str] = set()
    for page in pages:
        stem = stems[page.path]
        is_home = stem == folders[page.language]
        is_folder = is_home or stem in above or (page.is_index and not DATED.match(page.address.lstrip("/")))
        name, count = stem, 1
        while (target := f"{name}/index.md" if is_folder else f"{name}.md") in taken or name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken |= {target, name}
        targets[page.path] = target
    return targets


def _stem(page: OldPage) -> str:
    """The path of a page by its address, without an ending: safe in every address and on every system."""
    address = INDEX.sub("", ENDING.sub("", unquote(page.address).strip("/")))
    bare = DATED.sub("", address)
    parts = [slugify(part)[:LONGEST].strip("-") for part in bare.split("/")]
    parts = [part if part != "index" else "index-page" for part in parts if part]
    if bare and not parts:
        parts = ["untitled"]
    return "/".join(parts if bare == address else [POSTS, *parts])


def _find_aliases(
    pages: Iterable[OldPage], targets: Mapping[str, str], base: str, report: Report
) -> dict[str, tuple[str, ...]]:
    """Old addresses that differ from the new ones. One that two pages claim stays with the first."""
    taken = {_same(_address_of(target)) for target in targets.values()}
    found: dict[str, tuple[str, ...]] = {}
    for page in pages:
        mine = []
        written = (*page.fields.texts("aliases"), *page.fields.texts("redirect_from"))
        old = ("" if page.language else page.address, *written, *page.aliases)
        for address in (f"{base}/{each.lstrip('/')}" for each in old if each):
            key = _same(address)
            if NOT_IN_OLD_ADDRESS.search(unquote(address)) or not key:
                if key:
                    message = f"the old address '{address[:80]}' cannot be carried over"
                    report.add(page.place(), "not-carried", message, "Nothing to do here.", severity=WARNING)
            elif key not in taken:
                taken.add(key)
                mine.append(quote(address, safe="/-._~%+,;=:@!$&'()*"))
        found[page.path] = tuple(mine)
    return found


def _address_of(target: str) -> str:
    """The new address of a page below its language's folder, which is the first part of its path."""
    return target.partition("/")[2].removesuffix(".md").removesuffix("index")


def _same(address: str) -> str:
    """A key that is equal for addresses that lead to the same page: '/a/', '/A' and '/a/index.html'."""
    return re.sub(r"(?:^|/)index\.html$", "", unquote(address).strip("/")).strip("/").casefold()


def _place_files(site: OldSite, pages: Iterable[OldPage], targets: Mapping[str, str]) -> dict[str, str]:
    """The new address of each file that pages may name: beside its page, or from '/' in static/."""
    beside = {posixpath.dirname(page.path): posixpath.dirname(targets[page.path]) for page in pages if page.is_index}
    taken: set[str] = set()
    found = {}
    for address, path in site.files.items():
        if not may_be_copied(path):
            continue
        folder, name = posixpath.split(path)
        new = safe_name(name, slugify(name.rpartition(".")[0]))
        if folder in beside and "#" not in path:
            where = beside[folder]
        else:
            where = "/" + "/".join(_safe_folder(part) for part in posixpath.dirname(address).split("/") if part)
        place, count = posixpath.join(where, new), 1
        while place.lower() in taken:
            count += 1
            stem, dot, ending = new.rpartition(".")
            place = posixpath.join(where, f"{stem}-{count}{dot}{ending}")
        taken.add(place.lower())
        found[path] = place
    return found


def _safe_folder(name: str) -> str:
    return safe_name(name, slugify(name)) if not name.startswith((".", "_")) else slugify(name) or "files"


def names_of_pages(site: OldSite, targets: Mapping[str, str]) -> dict[tuple[str, str], OldPage]:
    """Every name by which a link may call a page that comes over, with its language. The first page keeps a name."""
    found: dict[tuple[str, str], OldPage] = {}
    for page in site.pages:
        if page.path in targets:
            for name in _names(page):
                found.setdefault((page.language, name), page)
    return found


def _names(page: OldPage) -> Iterator[str]:
    yield page_key(page.source)
    yield page_key(page.address)
    for name in (*page.names, *page.aliases, *page.fields.texts("aliases"), *page.fields.texts("redirect_from")):
        yield name.lower() if name.startswith("name:") else page_key(name)
