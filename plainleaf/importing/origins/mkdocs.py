"""Sites made with MkDocs, with Material or another theme: docs/ and mkdocs.yml with its navigation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.importing.front_matter import match_settings, read_settings, settings_file, split_page
from plainleaf.importing.menus import MenuEntry, with_menu
from plainleaf.importing.old_files import find_files, folder_inside, read_old_text
from plainleaf.importing.old_site import Fields, OldPage, OldSetting, OldSite, Origin, Value
from plainleaf.importing.origins.admonitions import convert_admonitions
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Report

SETTINGS = ("mkdocs.yml", "mkdocs.yaml")
SUFFIX = lazy_pattern(r"\.([a-z]{2,3}(?:-[A-Za-z]{2,8})?)\.md$")
MAX_DEPTH = 10
COUNTERPARTS = {"site_name": "clinic.name", "site_description": "clinic.description", "site_url": "address"}
USED = ("docs_dir", "nav", "plugins", "theme", "use_directory_urls", "markdown_extensions")


class Entry(Struct, frozen=True):
    """A page in the navigation: its path, its label there, its position."""

    path: str
    label: str
    rank: int


def read_mkdocs(folder: Path, report: Report) -> OldSite:
    """Read a site of MkDocs."""
    settings = read_settings(folder, SETTINGS, report, keeps_case=True)
    file = settings_file(folder, SETTINGS)
    docs = folder_inside(settings.text("docs_dir"), "docs", report, file)
    if not (folder / docs).is_dir():
        message = f"there is no folder {docs}, so this is no site of MkDocs"
        report.add(Place(docs), "missing-file", message, "Name the folder that holds mkdocs.yml and docs/.")
    files = [*find_files(folder, docs, report)]
    languages = _languages(settings)
    entries = {entry.path: entry for entry in _entries(settings.values.get("nav"), 0)}
    short = not settings.says_no("use_directory_urls")
    pages = [page for path in files if (page := _read_page(folder, path, docs, languages, report))]
    pages = [_placed(page, entries.get(page.source), is_short=short) for page in pages]
    _list_left(settings, entries, pages, report)
    base = urlsplit(settings.text("site_url"))
    pages = with_menu(pages, _main_menu(settings, file, {page.source for page in pages}), report)
    moved, known = _redirects(settings), {page.path for page in pages}
    return OldSite(
        folder=folder,
        pages=tuple(replace(page, aliases=moved.get(page.source, ())) for page in pages),
        files={"/" + path.removeprefix(f"{docs}/"): path for path in files if path not in known},
        hosts=frozenset({(base.hostname or "").removeprefix("www.")} - {""}),
        base=base.path.rstrip("/"),
        settings=(*match_settings(file, settings, COUNTERPARTS, USED, report), *_language(settings, file)),
    )


def _language(settings: Fields, file: str) -> Iterator[OldSetting]:
    language = settings.group("theme").get("language")
    if isinstance(language, str):
        yield OldSetting("language", "languages.default", language, Place(file, settings.lines.get("language", 1)))


def _main_menu(settings: Fields, file: str, known: Set[str]) -> list[MenuEntry]:
    """The first level of the navigation, which MkDocs shows on top of every page. A section leads to its first page.

    Entries that are no pages are listed with the rest of the navigation.
    """
    nav = settings.values.get("nav")
    place = Place(file, settings.lines.get("nav", 1))
    tops = [*(nav if isinstance(nav, tuple) else ())]
    first = [(top, next((each for each in _entries((top,), 0) if each.path in known), None)) for top in tops]
    return [
        MenuEntry(str(next(iter(top))) if isinstance(top, Mapping) else "", entry.path, place)
        for top, entry in first
        if entry is not None
    ]


def _read_page(folder: Path, path: str, docs: str, languages: tuple[str, ...], report: Report) -> OldPage | None:
    if not path.lower().endswith((".md", ".markdown")):
        return None
    text = read_old_text(folder, path, report)
    found = split_page(path, text, report) if text is not None else None
    if found is None:
        return None
    fields, lines = found
    name, language = path.removeprefix(f"{docs}/"), ""
    suffix = SUFFIX.search(name)
    first = name.partition("/")[0]
    if suffix and suffix.group(1) in languages:
        name, language = name.replace(f".{suffix.group(1)}.md", ".md"), suffix.group(1)
    elif first in languages:
        name, language = name.partition("/")[2], first
    is_index = posixpath.basename(name).lower() in ("index.md", "readme.md")
    return OldPage(path=path, source=name, fields=fields, lines=lines, address="", language=language, is_index=is_index)


def _placed(page: OldPage, entry: Entry | None, *, is_short: bool) -> OldPage:
    """The page with its address, and what the navigation says of it."""
    stem = posixpath.splitext(page.source)[0]
    if page.is_index:
        address = "/" + posixpath.dirname(stem)
        address = address.rstrip("/") + "/"
    else:
        address = f"/{stem}/" if is_short else f"/{stem}.html"
    label, rank = (entry.label, entry.rank) if entry else ("", None)
    return replace(page, address=address, label=label, rank=rank)


def _entries(nav: Value, start: int, depth: int = 0) -> Iterator[Entry]:
    """The pages in the navigation, counted through from top to bottom."""
    items = nav if isinstance(nav, tuple) and depth < MAX_DEPTH else ()
    count = start
    for item in items:
        pairs = item.items() if isinstance(item, Mapping) else [("", item)]
        for label, value in pairs:
            if isinstance(value, str):
                count += 1
                yield Entry(posixpath.normpath(value), label, count)
            for entry in _entries(value, count, depth + 1):
                count = entry.rank
                yield entry


def _languages(settings: Fields) -> tuple[str, ...]:
    """The languages that the plugin i18n has, without the default one, whose pages have no mark."""
    plugin = _plugin(settings, "i18n")
    listed = plugin.get("languages") if plugin else None
    if isinstance(listed, Mapping):
        return tuple(code for code in listed if code != "default")
    entries = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, tuple) else []
    return tuple(str(each.get("locale")) for each in entries if each.get("default") != "true")


def _plugin(settings: Fields, name: str) -> Mapping[str, Value]:
    plugins = settings.values.get("plugins")
    several = plugins if isinstance(plugins, tuple) else (plugins,)
    found = (each.get(name) for each in several if isinstance(each, Mapping))
    return next((each for each in found if isinstance(each, Mapping)), {})


def _redirects(settings: Fields) -> dict[str, tuple[str, ...]]:
    """Old addresses of the plugin redirects, by the page that each leads to."""
    pairs = _plugin(settings, "redirects").get("redirect_maps")
    found: dict[str, tuple[str, ...]] = {}
    for old, new in pairs.items() if isinstance(pairs, Mapping) else ():
        if isinstance(new, str):
            target = new.partition("#")[0]
            stem = "/" + re.sub(r"(?:index|README)?\.md$", "", old).rstrip("/") + "/"
            found[target] = (*found.get(target, ()), re.sub("/+", "/", stem))
    return found


def _list_left(settings: Fields, entries: Mapping[str, Entry], pages: list[OldPage], report: Report) -> None:
    """List entries of the navigation that are no pages."""
    known = {page.source for page in pages}
    line = settings.lines.get("nav", 1)
    for entry in entries.values():
        if entry.path not in known:
            message = f"the navigation names '{entry.path[:80]}', which is no page that came over"
            fix = "Add a link to it on a page, or under 'actions' in config.yaml."
            report.add(Place(SETTINGS[0], line), "not-carried", message, fix, severity=WARNING)


MKDOCS = Origin("mkdocs", "MkDocs", read_mkdocs, convert_admonitions)
