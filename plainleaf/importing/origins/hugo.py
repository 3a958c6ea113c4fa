"""Sites made with Hugo: content/ with bundles and sections, static/, and shortcodes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from plainleaf.importing.front_matter import match_settings, read_settings, settings_file, split_page
from plainleaf.importing.menus import FIX, MenuEntry, with_menu
from plainleaf.importing.old_files import PAGE_ENDINGS, find_files, folder_inside, read_old_text
from plainleaf.importing.old_site import Fields, OldPage, OldSite, Origin, Value
from plainleaf.importing.origins.shortcodes import convert_shortcodes
from plainleaf.markdown import slugify
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Report

SETTINGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
LANGUAGES = tuple(f"config/_default/languages.{ending}" for ending in ("toml", "yaml", "yml", "json"))
SUFFIX = lazy_pattern(r"\.([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\.[a-z]+$", re.IGNORECASE)
INDEXES = ("index", "_index")


# Settings of Hugo by their paths in config.yaml. Those of USED are read for the pages and their addresses.
COUNTERPARTS = {
    "title": "clinic.name", "params.description": "clinic.description", "params.tagline": "clinic.tagline",
    "baseurl": "address", "timezone": "timezone",
    "languagecode": "languages.default",
}  # fmt: skip
USED = ("contentdir", "languages", "defaultcontentlanguage", "menu", "menus", "theme")


class Tongues(Struct, frozen=True):
    """The languages of the old site: its own, and others with the folder of each."""

    default: str
    folders: Mapping[str, str]


def read_hugo(folder: Path, report: Report) -> OldSite:
    """Read a site of Hugo."""
    settings = read_settings(folder, SETTINGS, report)
    file = settings_file(folder, SETTINGS)
    content = folder_inside(settings.text("contentdir"), "content", report, file)
    tongues = _find_languages(folder, settings, content, report)
    if not (folder / content).is_dir():
        message = f"there is no folder {content}, so this is no site of Hugo"
        report.add(Place(content), "missing-file", message, "Name the folder that holds hugo.toml and content/.")
    places = [content, *(each for each in tongues.folders.values() if not f"{each}/".startswith(f"{content}/"))]
    files = [path for place in dict.fromkeys(places) for path in find_files(folder, place, report)]
    pages = [page for path in files if (page := _read_page(folder, path, content, tongues, report))]
    base = urlsplit(settings.text("baseurl"))
    return OldSite(
        folder=folder,
        pages=tuple(with_menu(pages, _main_menu(settings, file, base.path, report), report)),
        files=dict(_addresses(folder, files, pages, report)),
        hosts=frozenset({(base.hostname or "").removeprefix("www.")} - {"", "example.org"}),
        base=base.path.rstrip("/"),
        constants={"title": settings.text("title")},
        settings=match_settings(file, settings, COUNTERPARTS, USED, report),
    )


def _main_menu(settings: Fields, file: str, base: str, report: Report) -> list[MenuEntry]:
    """The entries of the menu `main` that are not below another, in their order."""
    menus = settings.group("menu" if settings.values.get("menu") else "menus")
    main = menus.get("main")
    if others := sorted(menus.keys() - {"main"}):
        message = f"menus besides the main one were left out: {', '.join(others)[:200]}"
        report.add(Place(file, settings.lines.get("menus", 1)), "not-carried", message, FIX, severity=WARNING)
    entries = [each for each in main if isinstance(each, Mapping)] if isinstance(main, tuple) else []
    entries = [each for each in entries if not each.get("parent")]
    place = Place(file, settings.lines.get("menu.main", settings.lines.get("main", 1)))
    return [
        MenuEntry(str(each.get("name") or each.get("identifier") or ""), _target(each, base), place)
        for each in sorted(entries, key=_weight)
    ]


def _target(entry: Mapping[str, Value], base: str) -> str:
    written = str(entry.get("pageref") or entry.get("url") or "")
    return written if "://" in written else "/" + written.removeprefix(base.rstrip("/")).strip("/")


def _weight(entry: Mapping[str, Value]) -> float:
    """Hugo shows entries without a weight, or with 0, last."""
    weight = str(entry.get("weight") or "")
    return float(weight) if weight.lstrip("-").isdecimal() and weight != "0" else float("inf")


def _find_languages(folder: Path, settings: Fields, content: str, report: Report) -> Tongues:
    written = settings.values.get("languages") or read_settings(folder, LANGUAGES, report).values
    named: Mapping[str, Value] = written if isinstance(written, Mapping) else {}
    file = settings_file(folder, SETTINGS)
    default = settings.text("defaultcontentlanguage") or ("en" if "en" in named or not named else next(iter(named)))
    folders = {}
    for code, each in named.items():
        own = each.get("contentdir") if isinstance(each, Mapping) else None
        folders[code] = folder_inside(str(own or ""), f"{content}/{code}", report, file)
    return Tongues(default, folders)


def _read_page(folder: Path, path: str, content: str, tongues: Tongues, report: Report) -> OldPage | None:
    if not path.lower().endswith((*PAGE_ENDINGS, ".html")):
        return None
    text = read_old_text(folder, path, report)
    found = split_page(path, text, report) if text is not None else None
    if found is None:
        return None
    fields, lines = found
    language, name = _language_of(path, content, tongues)
    stem = posixpath.splitext(name)[0]
    if fields.is_set("headless"):
        report.add(Place(path), "not-carried", "this page had no address of its own and was left out",
                   "Copy what you need from it by hand.", severity=WARNING)  # fmt: skip
        return None
    return OldPage(
        path=path,
        source=name,
        fields=fields,
        lines=lines,
        address=_address(stem, fields),
        language="" if language == tongues.default else language,
        names=tuple(_names(stem, fields)),
        is_draft=_is_unlisted(fields),
        is_index=posixpath.basename(stem) in INDEXES,
        html=path.endswith(".html"),
    )


def _is_unlisted(fields: Fields) -> bool:
    build = fields.values.get("build") or fields.values.get("_build")
    return isinstance(build, Mapping) and build.get("render") in ("never", "false", "link")


def _language_of(path: str, content: str, tongues: Tongues) -> tuple[str, str]:
    """The language of a page, and its path below the folder of that language."""
    for code, folder in tongues.folders.items():
        if path.startswith(f"{folder}/"):
            return code, path.removeprefix(f"{folder}/")
    name = path.removeprefix(f"{content}/")
    suffix = SUFFIX.search(name)
    if suffix and (suffix.group(1).lower() in tongues.folders or _is_language(suffix.group(1))):
        return suffix.group(1).lower(), name.replace(f".{suffix.group(1)}.", ".", 1)
    return tongues.default, name


def _is_language(code: str) -> bool:
    """Whether two letters before the ending can only mean a language, on a site that does not declare any."""
    return code.lower() in ("en", "es", "fr", "de", "zh", "vi", "ar", "ru", "ko", "tl", "pt", "it", "pl", "ht", "pt-br")


def _address(stem: str, fields: Fields) -> str:
    """The address that Hugo gives a page. One that settings such as `permalinks` shape is not known."""
    if url := fields.text("url"):
        return "/" + url.strip("/") + ("" if url.endswith((".html", ".htm")) else "/")
    folder, _, name = stem.rpartition("/")
    if name in INDEXES:
        folder, _, name = folder.rpartition("/")
        if not name:
            return "/"
    name = fields.text("slug").strip("/") or _hugo_slug(name)
    return "/" + "/".join(part for part in (*map(_hugo_slug, folder.split("/")), name) if part) + "/"


def _hugo_slug(name: str) -> str:
    """A part of an address as Hugo writes it: lower case, hyphens for spaces, accents kept."""
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s.+~-]", "", name.lower()))


def _names(stem: str, fields: Fields) -> Iterator[str]:
    """Other names by which links call a page: its path, its file's name alone, its old addresses."""
    base = stem.removesuffix("/index").removesuffix("/_index")
    yield "/" + base
    yield f"name:{posixpath.basename(base).lower()}"
    yield f"name:{posixpath.basename(base).lower()}.md"
    yield from fields.texts("aliases")
    yield "/" + slugify(base.replace("/", " "))


def _addresses(folder: Path, files: list[str], pages: list[OldPage], report: Report) -> Iterator[tuple[str, str]]:
    """Files by their addresses: those in static/ and assets/, and those in the bundle of a page."""
    for place in ("assets", "static"):
        for path in find_files(folder, place, report):
            yield path.removeprefix(place), path
    bundles = {posixpath.dirname(page.path): page.address for page in pages if page.is_index}
    known = {page.path for page in pages}
    for path in files:
        above = posixpath.dirname(path)
        while above not in bundles and "/" in above:
            above = posixpath.dirname(above)
        if path not in known and above in bundles:
            yield bundles[above] + path.removeprefix(above).lstrip("/"), path


HUGO = Origin("hugo", "Hugo", read_hugo, convert_shortcodes)
