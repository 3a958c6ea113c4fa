"""The front matter of an imported page: fields that mean the same here are renamed, and all others are listed.

Nothing is made up: no summary, and above all no author, no reviewer and no review.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from html import unescape

from msgspec import Struct

from plainleaf.importing.old_site import Losses, OldPage, Value
from plainleaf.input.characters import replace_forbidden
from plainleaf.patterns import lazy_pattern

SUMMARIES = ("description", "summary", "excerpt", "lead", "subtitle", "abstract")
ORDERS = ("weight", "nav_order", "order", "menu_order", "sidebar_position")
PUBLISHED = ("publishdate", "date")
PICTURES = ("image", "featured_image", "thumbnail", "cover", "header", "images")
# These are used elsewhere: for the address, for the language, or to leave a page out.
USED = (
    "title", "linktitle", "nav_title", "menu_title", "expirydate", "draft", "published", "aliases", "redirect_from",
    "slug", "url", "permalink", "lang", "language", "image_alt", "picture_alt", "resources", "menu", "menus",
)  # fmt: skip
# Who wrote or reviewed a page is never carried over: here it is a promise, made by a person's own page and a day.
REVIEWS = lazy_pattern(r"authors?|byline|creator|.*review.*|.*approved.*|.*medical.*|.*clinical.*|editors?")
DAY = lazy_pattern(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2})?))?")
MARKUP = lazy_pattern(r"<[^<>]{0,200}>|(?<!\\)[*`]+|\{:?[^{}]{0,200}\}|!?\[([^\[\]]*)\]\([^()]*\)")
LAST = 999


FrontValue = str | int | date | tuple[str, ...]


class Front(Struct, frozen=True):
    """The front matter of a new page: its fields in order, the old names of those left out, whether it was a draft."""

    fields: Mapping[str, FrontValue]
    left_out: tuple[str, ...]
    is_draft: bool


def make_front(page: OldPage, title: str, aliases: tuple[str, ...], order: int | None, losses: Losses) -> Front:
    """The fields of the new page. `title` is the one to use if the old page has none of its own."""
    fields = page.fields
    summary = next((name for name in SUMMARIES if fields.text(name)), "")
    menu_title = fields.text("linktitle", "nav_title", "menu_title") or page.label
    own = plain_text(fields.text("title")) or title
    found = {
        "title": own,
        "summary": plain_text(fields.text(summary)) if summary else "",
        "menu_title": plain_text(menu_title) if plain_text(menu_title) != own else "",
        "menu": _menu(fields.values, losses) or page.menu,
        "order": order,
        "publish": _day(page, PUBLISHED, losses),
        "expires": _last_day(page, losses),
        "aliases": aliases,
    }
    used = {*USED, *ORDERS, *PUBLISHED, summary}
    left = (name for name, value in fields.values.items() if name not in used and value not in (None, "", ()))
    is_draft = page.is_draft or fields.is_set("draft") or fields.says_no("published")
    return Front({name: value for name, value in found.items() if value}, tuple(left), is_draft)


def to_yaml(fields: Mapping[str, FrontValue], notes: Iterable[str]) -> str:
    """Front matter as it is written into the file. `notes` become comments."""
    return "\n".join(["---", *_yaml_lines(fields), *(f"# {note}" for note in notes), "---", ""])


def _yaml_lines(fields: Mapping[str, FrontValue]) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, tuple):
            yield f"{name}:"
            yield from (f"  - {quoted(each)}" for each in value)
        else:
            yield f"{name}: {quoted(value) if isinstance(value, str) else value}"


def quoted(text: str) -> str:
    """A text as YAML: a JSON string is a YAML string too, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def plain_text(text: str) -> str:
    """A text on one line, without Markdown and HTML around its words."""
    bare = unescape(MARKUP.sub(lambda found: found.group(1) or "", text))
    return " ".join(replace_forbidden(bare).split())


def is_review(name: str) -> bool:
    """Whether a field of the old site says who wrote or reviewed a page."""
    return bool(REVIEWS.fullmatch(name))


def rank_of(page: OldPage) -> float | None:
    """The position of a page among its siblings, as far as the old site gave one."""
    if page.rank is not None:
        return page.rank
    try:
        return float(page.fields.text(*ORDERS))
    except ValueError:
        return None


def orders_of(pages: Iterable[OldPage]) -> dict[str, int]:
    """The order of each page of one folder, by path. Numbers that are not 1 to 999 are counted again from 1."""
    ranked = [(rank, page.path) for page in pages if (rank := rank_of(page))]
    if all(rank == int(rank) and 1 <= rank <= LAST for rank, _ in ranked if abs(rank) < 1e9):
        return {path: int(rank) for rank, path in ranked if abs(rank) < 1e9}
    steps = {rank: number for number, rank in enumerate(sorted({rank for rank, _ in ranked}), start=1)}
    return {path: min(steps[rank], LAST) for rank, path in ranked}


def _menu(values: Mapping[str, Value], losses: Losses) -> int | None:
    """The position in the main menu. A page that is in a menu without a number is listed."""
    entry = values.get("menu", values.get("menus"))
    if not entry:
        return None
    main = entry.get("main") if isinstance(entry, Mapping) else None
    weight = main.get("weight") if isinstance(main, Mapping) else None
    if isinstance(weight, str) and weight.isdecimal() and 1 <= int(weight[:6]) <= LAST:
        return int(weight)
    fix = "Write 'menu: 1' into its front matter, with its position in the main menu."
    losses.dropped(losses.page.fields.lines.get("menu", 1), "the page was in a menu, without a position from 1", fix)
    return None


def _day(page: OldPage, names: tuple[str, ...], losses: Losses) -> date | None:
    for name in names:
        if page.fields.text(name):
            moment = _read_day(page, name, losses)
            return moment[0] if moment else None
    return None


def _last_day(page: OldPage, losses: Losses) -> date | None:
    """The last day on the site. The old field is the moment at which a page goes, often at the midnight before."""
    moment = _read_day(page, "expirydate", losses) if page.fields.text("expirydate") else None
    if moment is None:
        return None
    day, clock = moment
    return day if clock.strip("0:") else day - timedelta(days=1)


def _read_day(page: OldPage, name: str, losses: Losses) -> tuple[date, str] | None:
    found = DAY.match(page.fields.text(name))
    try:
        if found:
            return date.fromisoformat(found.group(1)), found.group(2) or ""
    except ValueError:
        pass
    message = f"'{name}' is '{page.fields.text(name)[:40]}', which is not a day"
    losses.dropped(page.fields.lines.get(name, 1), message, "Write the day as 'publish' or 'expires': 2026-05-01.")
    return None
