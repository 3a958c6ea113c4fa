"""The main menu of the old site: the pages in it get their positions, and entries that are no page are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.importing.links import page_key
from plainleaf.importing.old_site import OldPage
from plainleaf.problems import WARNING, Place, Report

FIX = "Give a page 'menu:' with a position, or put the link on a page or under 'actions' in config.yaml."


class MenuEntry(Struct, frozen=True):
    """An entry of a menu: its words, the address or the path that it leads to ("" for a heading), where it stands."""

    label: str
    target: str
    place: Place


def with_menu(pages: Iterable[OldPage], entries: Sequence[MenuEntry], report: Report) -> list[OldPage]:
    """The pages of the old site's default language with their positions in its main menu, counted from 1.

    The home page has none, because the name of the site leads there.
    """
    pages = list(pages)
    named = {key: page.path for page in reversed(pages) if not page.language for key in _keys(page)}
    found: dict[str, tuple[int, str]] = {}
    for entry in entries:
        path = named.get(page_key(entry.target)) if entry.target else None
        if path is not None:
            found.setdefault(path, (len(found) + 1, entry.label))
        elif page_key(entry.target) != "/" or not entry.target:
            message = f"'{entry.label[:60]}' in the main menu leads to no page that came over"
            report.add(entry.place, "not-carried", message, FIX, severity=WARNING)
    return [_placed(page, *found[page.path]) if page.path in found else page for page in pages]


def _keys(page: OldPage) -> Iterable[str]:
    keys = {page_key(name) for name in (page.address, page.source, *page.names) if name}
    return {"/" + key.lstrip("/") for key in keys} | keys if page_key(page.address) != "/" else ()


def _placed(page: OldPage, position: int, label: str) -> OldPage:
    return replace(page, menu=position, label=page.label or label)
