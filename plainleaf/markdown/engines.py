"""The Markdown engines by name: text in, HTML out. All that follows the parse is convert.py's, and the same.

An engine is given text without '<', and gives HTML as pulldown-cmark writes it: <p>, <a href title>, <img src alt
title />, <th style>, and so on. See docs/explanation/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

PYTHON_MARKDOWN = "python-markdown"
COMMONMARK = "commonmark"

Engine = Callable[[str], str]


def is_installed(name: str) -> bool:
    """Whether the engine of a name that `markdown` in config.yaml may hold can be used here."""
    return name != COMMONMARK or find_spec("pyromark") is not None
