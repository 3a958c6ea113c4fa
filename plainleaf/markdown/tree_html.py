"""Serialize Python-Markdown's tree in the form of pulldown-cmark, so that the steps after the parse are the same."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from plainleaf.input.characters import REFERENCE, decode_reference
from plainleaf.patterns import lazy_pattern

AMPERSAND = lazy_pattern(rf"{REFERENCE.pattern}|&")
# The library's placeholder for a character escaped by a backslash.
ESCAPED = lazy_pattern(f"{STX}(\\d+){ETX}")
BLOCKS = {
    "p": ("<p>", "</p>\n"),
    "ul": ("<ul>\n", "</ul>\n"),
    "ol": ("<ol>\n", "</ol>\n"),
    "li": ("<li>", "</li>\n"),
    "blockquote": ("<blockquote>\n", "</blockquote>\n"),
    "dl": ("<dl>\n", "</dl>\n"),
    "dt": ("<dt>", "</dt>\n"),
    "dd": ("<dd>", "</dd>\n"),
    "hr": ("<hr />\n", ""),
    "table": ("<table>", "</table>\n"),
    "thead": ("<thead>", "</thead>"),
    "tbody": ("<tbody>\n", "</tbody>"),
    "tr": ("<tr>", "</tr>\n"),
    **{f"h{level}": (f"<h{level}>", f"</h{level}>\n") for level in range(1, 7)},
}


def write_html(root: Element) -> str:
    """The HTML of the content of a tree's root."""
    parts = [""]
    for child in root:
        _write(child, parts)
    return "".join(parts)


def _write(element: Element, parts: list[str]) -> None:
    tag = element.tag
    if tag not in BLOCKS:
        _write_inline(element, parts)
        return
    opening, closing = BLOCKS[tag]
    # A block begins on a new line, except for the parts of a table.
    if tag[0] != "t" and parts[-1] and not parts[-1].endswith("\n"):
        parts.append("\n")
    if element.attrib:
        attributes = "".join(f' {name}="{escape_value(value)}"' for name, value in _attributes(element))
        opening = f"<{tag}{attributes}>{opening[len(tag) + 2 :]}"
    parts.append(opening)
    _write_inside(element, parts)
    if tag == "thead":
        parts[-1] = parts[-1].rstrip("\n")
    parts.append(closing)
    if element.tail and element.tail.strip():
        parts.append(escape(element.tail.strip("\n")))


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes of a block. A list begins with a number without zeros before it, and with 1 unless it says so."""
    for name, written in element.items():
        # Not as a number: Python refuses those of thousands of digits.
        value = (written.lstrip("0") or "0") if name == "start" else written
        if (name, value) != ("start", "1"):
            yield name, value


def _write_inside(element: Element, parts: list[str]) -> None:
    if element.text and element.text.strip():
        parts.append(escape(element.text))
    for child in element:
        _write(child, parts)


def _write_inline(element: Element, parts: list[str]) -> None:
    tag = element.tag
    if tag == "br":
        parts.append("<br />\n")
    elif tag == "code":
        # Already escaped by Python-Markdown.
        parts.append(f"<code>{element.text}</code>")
    elif tag == "img":
        parts.append(f"<img{_values(element, 'src', 'alt', 'title')} />")
    else:
        parts.append(f"<{tag}{_values(element, 'href', 'title', 'style')}>")
        _write_inside(element, parts)
        parts.append(f"</{tag}>")
    if element.tail:
        parts.append(escape(element.tail))


def _values(element: Element, *names: str) -> str:
    written = ((name, element.get(name)) for name in names)
    return "".join(f' {name}="{escape_value(value)}"' for name, value in written if value is not None)


def escape(text: str) -> str:
    """Text as HTML, with character references (&eacute;) decoded."""
    if "&" in text:
        text = AMPERSAND.sub(_escape_ampersand, text)
    text = text.replace(">", "&gt;").replace("<", "&lt;")
    return ESCAPED.sub(_escape_character, text) if STX in text else text


def escape_value(text: str) -> str:
    """Text as an attribute value."""
    return escape(text).replace('"', "&quot;")


def _escape_ampersand(found: re.Match[str]) -> str:
    reference = found.group()
    return html.escape(decode_reference(reference), quote=False) if len(reference) > 1 else "&amp;"


def _escape_character(found: re.Match[str]) -> str:
    return html.escape(chr(int(found.group(1))), quote=False)
