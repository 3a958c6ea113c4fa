"""Markdown converted by either engine, with a few pages and a picture that it may lead to."""

from __future__ import annotations

import pytest

from plainleaf.markdown.convert import Converted, Converter, make_converter
from plainleaf.model.cards import Picture
from plainleaf.model.jobs import LinkTarget
from tests.markdown_pieces import ENGINES

ALLOWED = ("sub", "kbd")
TARGETS = {
    "ok.md": LinkTarget("/ok/", "Fine", None),
    "!ok.svg": LinkTarget("/ok.svg", "", Picture("/ok.svg", 4, 5)),
    "gone.md": LinkTarget("", "", None),
    "é.md": LinkTarget("/e/", "E", None),
    "phone:front": LinkTarget("tel:+13135550110", "313-555-0110", None),
}


CONVERTERS: dict[tuple[str, tuple[str, ...]], Converter] = {
    (name, allowed): make_converter(name, allowed) for name in ENGINES for allowed in ((), ALLOWED)
}
# Each test is of both engines, but where a text is not in the dialect.
each_engine = pytest.mark.parametrize("engine", ENGINES)


def convert(text: str, engine: str = ENGINES[0], allowed: tuple[str, ...] = ()) -> Converted:
    """A text as HTML."""
    return CONVERTERS[engine, allowed].convert(text, TARGETS)
