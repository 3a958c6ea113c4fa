"""The one place where texts of front matter, settings and terms get their typographic punctuation.

It comes before everything that shows them, so a title is the same in its heading, in menus, in lists, in feeds and in
structured data. Addresses, names and numbers stay as they were written.
"""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.config.settings import Settings
from plainleaf.content.page import Page
from plainleaf.input.fields import Named, fields_of
from plainleaf.markdown import Quotes, quotes_of, typeset

Group = TypeVar("Group", bound=Struct)


def typeset_page(page: Page) -> Page:
    """A page as readers see its front matter."""
    quotes = quotes_of(page.language)
    basics, details = typeset_group(page.basics, quotes), typeset_group(page.details, quotes)
    review = typeset_group(page.review, quotes) if page.review else None
    if basics is page.basics and details is page.details and review is page.review:
        return page
    return replace(page, basics=basics, details=details, review=review)


def typeset_settings(settings: Settings, language: str) -> Settings:
    """The settings as readers of a language see them. Those in a language of their own have its quotation marks."""
    return typeset_group(settings, quotes_of(language))


def typeset_group(group: Group, quotes: Quotes) -> Group:
    """A group of declared fields with typographic punctuation in all its prose; the same value if nothing changes."""
    language = getattr(group, "language", "")
    own = quotes_of(language) if isinstance(language, str) and language else quotes
    changed: dict[str, Any] = {}
    for field in fields_of(type(group)):
        value = getattr(group, field.name)
        if not field.type.is_verbatim and (typed := _typeset_value(value, own)) is not value:
            changed[field.name] = typed
    return replace(group, **changed) if changed else group


def _typeset_value(value: Any, quotes: Quotes) -> Any:
    """A value with typographic punctuation in its texts; names of other things stay."""
    if isinstance(value, str):
        return typeset(value, quotes)
    if isinstance(value, Named):
        return value
    if isinstance(value, Struct):
        return typeset_group(value, quotes)
    if isinstance(value, tuple):
        items = tuple(_typeset_value(item, quotes) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        entries = {key: _typeset_value(item, quotes) for key, item in value.items()}
        return entries if any(entries[key] is not value[key] for key in value) else value
    return value
