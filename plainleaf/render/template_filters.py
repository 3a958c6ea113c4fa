"""The template filters in addition to Jinja's. Each makes a new value, and escapes whatever is not HTML yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from string import Formatter
from typing import Any

from markupsafe import Markup, escape

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """A day as written in the US: 'May 14, 2026'."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def iso_day(day: date) -> str:
    """A day in ISO 8601: '2026-05-14'."""
    return day.isoformat()


def fill(text: str, **values: object) -> Markup:
    """A text with its {fields} filled in; the text and the values are escaped, unless a value is HTML already.

    Authors write such texts, so a field is only a name: Python's own `format` would also accept `{name.__class__}` or
    `{name:>1000000}`. Raises ValueError for those, and KeyError for a name without a value.
    """
    pieces: list[Markup] = []
    for literal, name, form, conversion in Formatter().parse(escape(text)):
        pieces.append(Markup(literal))  # noqa: S704 - it was escaped
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError("there is something other than a name between braces")
        pieces.append(escape(values[name]))
    return Markup("").join(pieces)


def to_json(value: object) -> Markup:
    """A value as JSON that is safe inside a script element."""
    safe = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(safe)  # noqa: S704 - it holds no "<"


FILTERS: Mapping[str, Callable[..., Any]] = {"day": day_in_words, "iso": iso_day, "fill": fill, "json": to_json}
