"""The template filters in addition to Jinja's. Each makes a new value, and escapes whatever is not HTML yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from string import Formatter
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from plainleaf.cldr.days import day_in_words
from plainleaf.cldr.direction import direction_of, has_letters
from plainleaf.cldr.lists import list_in_words
from plainleaf.patterns import lazy_pattern
from plainleaf.render.template_code import as_html


@pass_context
def day_for_readers(context: Context, day: date) -> str:
    """A day as the readers of the page write it: 'May 14, 2026'."""
    site = context.resolve("site")
    return day_in_words(day, site.locale, site.words)


@pass_context
def said(context: Context, text: str) -> str:
    """A text of config.yaml. If the language of the page has none, it is marked with the language that it is in."""
    site = context.resolve("site")
    if text not in site.untranslated:
        return text
    opened = f'<span lang="{escape(site.default_language)}" dir="{escape(site.default_direction)}">'
    return Markup(opened) + escape(text) + Markup("</span>")  # noqa: S704 - all of it was escaped


@pass_context
def isolated(context: Context, text: str, shown: Markup | None = None) -> str:
    """A name, an address or a number in the other direction than the page, isolated so that its parts stay in order.

    `shown` is HTML to isolate in place of the text, which tells the direction. Letters of the other direction are
    assumed to be in the site's default language if that has this direction.
    """
    site = context.resolve("site")
    direction = direction_of(text)
    if not text or direction in ("", site.direction):
        return text if shown is None else shown
    is_default = direction == site.default_direction and has_letters(text)
    language = f' lang="{escape(site.default_language)}"' if is_default else ""
    opened = Markup(f'<bdi dir="{direction}"{language}>')  # noqa: S704 - the language was escaped
    return opened + escape(text if shown is None else shown) + Markup("</bdi>")


@pass_context
def listed(context: Context, items: Sequence[str]) -> str:
    """Some things in one sentence: 'English and Spanish'."""
    return list_in_words(items, context.resolve("site").locale)


def iso_day(day: date) -> str:
    """A day in ISO 8601: '2026-05-14'."""
    return day.isoformat()


def fill(text: str, **values: object) -> Markup:
    """A text with its {fields} filled in; the text and the values are escaped, unless a value is HTML already.

    Authors write such texts, so a field is only a name: Python's own `format` would also accept `{name.__class__}` or
    `{name:>1000000}`. Raises ValueError for those, and KeyError for a name without a value.
    """
    pieces: list[str] = []
    for literal, name in _parts_of(as_html(text)):
        pieces.append(literal)
        if name:
            pieces.append(as_html(values[name]))
    return Markup("".join(pieces))  # noqa: S704 - all of it was escaped


@lru_cache(maxsize=500)
def _parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """A text cut at its {fields}: each piece with the name of the field behind it, "" for none."""
    parts = tuple(Formatter().parse(text))
    if any(name is not None and (form or conversion or not name.isidentifier()) for _, name, form, conversion in parts):
        raise ValueError("there is something other than a name between braces")
    return tuple((literal, name or "") for literal, name, _, _ in parts)


def in_double_quotes(text: str) -> Markup:
    """A text for an attribute between double quotes, escaped except for apostrophes."""
    return Markup(str(escape(text)).replace("&#39;", "'"))  # noqa: S704 - it was escaped


def to_json(value: object) -> Markup:
    """A value as JSON that is safe inside a script element."""
    safe = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(safe)  # noqa: S704 - it holds no "<"


# Text is escaped and Markdown cannot make comments, so nothing that people write looks like a slot.
SLOT_BEGINS, SLOT_ENDS = "<!--plainleaf-slot ", "<!--plainleaf-slot-ends-->"


def slot(html: object, *, field: str = "", error: str = "", chosen: str = "", entry: str = "") -> Markup:
    """HTML that a receiver of forms puts into its answer to a bad request, and only then.

    Without `field`, in every such answer; with it, if anything is wrong with the answer to that question, or this
    `error`, or if this answer was `chosen`. What a person entered for `entry` replaces the HTML.
    """
    names = {"field": field, "error": error, "chosen": chosen, "entry": entry}
    says = json.dumps({name: given for name, given in names.items() if given}, ensure_ascii=False)
    begins = SLOT_BEGINS + says.replace("<", "\\u003c").replace(">", "\\u003e") + "-->"
    return Markup(begins) + escape(html) + Markup(SLOT_ENDS)  # noqa: S704 - the mark is ours, and it is safe


TAG = lazy_pattern(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)[^>]*>")
HEADING = lazy_pattern(r"h[1-6]")
# Elements without an end tag.
VOID = frozenset({"br", "hr", "img", "input", "source", "track", "wbr"})


def split_at_headings(html: object) -> list[Markup]:
    """HTML cut before each of its headings that is in no other element; the first piece may have no heading."""
    text, depth, cuts = str(html), 0, [0]
    for tag in TAG.finditer(text):
        if tag["close"]:
            depth -= 1
        elif tag["name"] not in VOID and not tag.group().endswith("/>"):
            if depth == 0 and HEADING.fullmatch(tag["name"]):
                cuts.append(tag.start())
            depth += 1
    pieces = (text[begin:end].strip() for begin, end in pairwise([*cuts, len(text)]))
    return [Markup(piece) for piece in pieces if piece]  # noqa: S704 - a template marks it as safe, as it does the whole


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day_for_readers,
    "said": said,
    "isolated": isolated,
    "listed": listed,
    "iso": iso_day,
    "fill": fill,
    "in_double_quotes": in_double_quotes,
    "json": to_json,
    "slot": slot,
    "split_at_headings": split_at_headings,
}
