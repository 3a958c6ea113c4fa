"""A booklet in config.yaml, field by field."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import line, list_of, named, per_language

LINE = per_language(line())


class BookletSetting(Struct, frozen=True, kw_only=True):
    """Pages as one PDF file."""

    title: str = declare(LINE, "What the booklet is called.", required=True, example="Your first weeks with sciatica")
    pages: tuple[Named, ...] = declare(list_of(named("the path of a page")), "Its pages, in order.", required=True)
