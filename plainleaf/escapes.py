"""Text as HTML, in the form of pulldown-cmark, with the marks that Python-Markdown leaves in its texts."""

from __future__ import annotations

import html
import re

# Between these Python-Markdown writes the number of a character that a backslash took its meaning from.
STX, ETX = "\x02", "\x03"
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
AMPERSAND = re.compile(rf"{ENTITY.pattern}|&")
ESCAPED = re.compile(f"{STX}(\\d+){ETX}")


def escape(text: str) -> str:
    """Text as HTML, with named characters (&eacute;) as characters."""
    if "&" in text:
        text = AMPERSAND.sub(_escape_ampersand, text)
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return ESCAPED.sub(_escape_character, text) if STX in text else text


def escape_value(text: str) -> str:
    """Text as the value of an attribute."""
    return escape(text).replace('"', "&quot;")


def _escape_ampersand(found: re.Match[str]) -> str:
    named = found.group()
    return html.escape(html.unescape(named), quote=False) if len(named) > 1 else "&amp;"


def _escape_character(found: re.Match[str]) -> str:
    return html.escape(chr(int(found.group(1))), quote=False)
