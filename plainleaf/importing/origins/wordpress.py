"""Sites made with WordPress, by their export file: pages and posts. Pictures are not in it, so they are listed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from plainleaf.importing.menus import FIX, MenuEntry, with_menu
from plainleaf.importing.old_files import find_files, to_lines
from plainleaf.importing.old_site import Fields, OldPage, OldSetting, OldSite, Origin
from plainleaf.importing.origins.wordpress_export import MENU, Export, Item, read_export
from plainleaf.importing.origins.wordpress_text import ATTACHMENT, convert_wordpress
from plainleaf.problems import WARNING, Place, Report

CARRIED = ("page", "post")
# Parts of WordPress itself, which hold no text of the clinic that readers saw as a page.
INTERNAL = (
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "wp_global_styles",
    "wp_navigation", "wp_template", "wp_template_part", "wp_font_family", "wp_font_face",
)  # fmt: skip
GONE = ("trash", "auto-draft", "inherit")
SUMMARIES = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description")


def read_wordpress(folder: Path, report: Report) -> OldSite:
    """Read the export files in a folder, and any files that lie beside them; or one export file alone."""
    files = [folder.name] if folder.is_file() else [*find_files(folder, "", report)]
    folder = folder.parent if folder.is_file() else folder
    exports = {path: export for path in files if path.lower().endswith(".xml")
               and (export := read_export(folder, path, report))}  # fmt: skip
    if not any(export.items for export in exports.values()) and not report.problems:
        message = "there is no export file of WordPress with pages"
        report.add(Place("."), "missing-file", message, "In WordPress: Tools, Export, All content. Name the .xml file.")
    first = next(iter(exports.values()), Export("", "", ()))
    base = urlsplit(first.address)
    uploads = {path: path for path in files if not path.endswith(".xml")}
    found = {path: list(_pages(path, export, base.path.rstrip("/"), report)) for path, export in exports.items()}
    attachments = {key: value for export in exports.values() for key, value in _attachments(export.items)}
    pages = [page for pages in found.values() for page in pages]
    for path, export in exports.items():
        pages = with_menu(pages, _main_menu(path, export, report), report)
    return OldSite(
        folder=folder,
        pages=tuple(pages),
        files={f"/{path[path.index('wp-content/') :] if 'wp-content/' in path else path}": path for path in uploads},
        hosts=frozenset({(base.hostname or "").removeprefix("www.")} - {""}),
        base=base.path.rstrip("/"),
        constants={"title": first.title, **attachments},
        settings=tuple(_settings(next(iter(exports), ""), first)),
    )


def _settings(path: str, export: Export) -> Iterable[OldSetting]:
    values = {
        "title": ("clinic.name", export.title),
        "description": ("clinic.tagline", export.tagline),
        "language": ("languages.default", export.language),
        "base_blog_url": ("address", f"{export.address.rstrip('/')}/" if export.address else ""),
    }
    return (OldSetting(name, there, value, Place(path)) for name, (there, value) in values.items() if value)


def _main_menu(path: str, export: Export, report: Report) -> list[MenuEntry]:
    """The entries of the only menu that are not below another. Which of several is the main one is not in the file."""
    entries = [item for item in export.items if item.get("post_type") == "nav_menu_item"]
    if len({item.get(MENU) for item in entries}) > 1:
        message = f"the entries of several menus ({len(entries)}) were left out"
        report.add(Place(path, entries[0].line), "not-carried", message, FIX, severity=WARNING)
        return []
    tops = [item for item in entries if item.meta.get("_menu_item_menu_item_parent", "0") in ("", "0")]
    return [
        MenuEntry(
            item.get("title"),
            item.meta.get("_menu_item_url") or f"name:/?page_id={item.meta.get('_menu_item_object_id', '')}",
            Place(path, item.line),
        )
        for item in sorted(tops, key=lambda item: _rank(item) or 0)
    ]


def _attachments(items: Iterable[Item]) -> Iterable[tuple[str, str]]:
    """The address of each attachment by its number, for galleries."""
    for item in items:
        if item.get("post_type") == "attachment" and item.get("attachment_url"):
            yield ATTACHMENT + item.get("post_id"), item.get("attachment_url")


def _pages(path: str, export: Export, base: str, report: Report) -> Iterable[OldPage]:
    by_number = {item.get("post_id"): item for item in export.items}
    others: dict[str, Item] = {}
    for index, item in enumerate(export.items):
        kind = item.get("post_type")
        if item.get("status") in GONE:
            continue
        if kind in CARRIED:
            yield replace(_page(path, item, by_number, base, report), path=f"{path}#{index}")
        elif kind not in INTERNAL:
            others.setdefault(kind, item)
    for kind, item in others.items():
        count = sum(each.get("post_type") == kind for each in export.items)
        message = f"{count} items of the type '{kind[:40]}' were left out: only pages and posts come over"
        report.add(Place(path, item.line), "not-carried", message, "Copy what you need by hand.", severity=WARNING)


def _page(path: str, item: Item, by_number: Mapping[str, Item], base: str, report: Report) -> OldPage:
    if item.get("post_password"):
        message = f"'{item.get('title')[:60]}' was shown only with a password, so it comes over as a draft"
        fix = "Decide whether everybody may read it. No page here can have a password."
        report.add(Place(path, item.line), "not-carried", message, fix, severity=WARNING)
    number, status = item.get("post_id"), item.get("status")
    return OldPage(
        path=path,
        file=path,
        source=f"/{number}",
        fields=_fields(item),
        lines=to_lines(item.values.get("content", ""), item.line),
        address=_address(item, by_number, base),
        names=(f"name:/?p={number}", f"name:/?page_id={number}"),
        rank=_rank(item),
        is_draft=status not in ("publish", "future", "") or bool(item.get("post_password")),
        html=True,
    )


def _rank(item: Item) -> int | None:
    order = item.get("menu_order")
    return int(order) if order.isdecimal() and len(order) < 9 else None


def _fields(item: Item) -> Fields:
    values = {
        "title": item.get("title"),
        "date": "" if item.get("post_date").startswith("0000") else item.get("post_date"),
        "excerpt": item.get("excerpt"),
        "description": next((item.meta[key] for key in SUMMARIES if item.meta.get(key, "").strip()), ""),
        "a featured picture": "yes" if item.meta.get("_thumbnail_id") else "",
    }
    return Fields({key: value for key, value in values.items() if value}, dict.fromkeys(values, item.line))


def _address(item: Item, by_number: Mapping[str, Item], base: str) -> str:
    """The address of a page. Where WordPress used numbers, it is made from the names of the page and those above."""
    parts = urlsplit(item.get("link"))
    path = unquote(parts.path).removeprefix(base)
    if not parts.query and path and item.get("link"):
        return path if path.startswith("/") else f"/{path}"
    names, seen = [], set()
    above: Item | None = item
    while above is not None and above.get("post_id") not in seen:
        seen.add(above.get("post_id"))
        names.append(unquote(above.get("post_name")) or _words(above.get("title")) or above.get("post_id"))
        above = by_number.get(above.get("post_parent"))
    folder = "/posts/" if item.get("post_type") == "post" else "/"
    return posixpath.join(folder, *reversed(names)) + "/"


def _words(title: str) -> str:
    return re.sub(r"\W+", "-", title.lower()).strip("-")[:60]


WORDPRESS = Origin("wordpress", "WordPress", read_wordpress, convert_wordpress, is_html=True)
