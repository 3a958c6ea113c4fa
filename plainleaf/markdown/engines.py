"""The Markdown engines by name: text in, HTML out. Everything after the parse is in convert.py and the same for both.

An engine gets text without '<' and returns HTML as pulldown-cmark writes it: <p>, <a href title>, <img src alt
title />, <th style>, and so on. See docs/explanation/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

PYTHON_MARKDOWN = "python-markdown"
COMMONMARK = "commonmark"

Engine = Callable[[str], str]


def is_installed(name: str) -> bool:
    """Whether the engine of that name (as in `markdown` in config.yaml) can be used here."""
    return name != COMMONMARK or find_spec("pyromark") is not None
