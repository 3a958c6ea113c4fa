"""Python-Markdown's tree as HTML in the form of pulldown-cmark, so that what follows the parse is the same for both."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from plainleaf.escapes import escape, escape_value

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


class Html(AtomicString):
    """Text of an element that is HTML already. Python-Markdown leaves its own kind of text alone, hence this class."""


def write_html(root: Element) -> str:
    """The HTML of what stands in the root of a tree."""
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
    # A block begins on a line of its own, but for the parts of a table.
    if tag[0] != "t" and parts[-1] and not parts[-1].endswith("\n"):
        parts.append("\n")
    if element.attrib:
        attributes = "".join(f' {name}="{escape_value(value)}"' for name, value in element.items())
        opening = f"<{tag}{attributes}>{opening[len(tag) + 2 :]}"
    parts.append(opening)
    _write_inside(element, parts)
    if tag == "thead":
        parts[-1] = parts[-1].rstrip("\n")
    parts.append(closing)
    if element.tail and element.tail.strip():
        parts.append(escape(element.tail.strip("\n")))


def _write_inside(element: Element, parts: list[str]) -> None:
    text = element.text
    if text:
        if text.__class__ is Html:
            parts.append(text)
        elif text.strip():
            parts.append(escape(text))
    for child in element:
        _write(child, parts)


def _write_inline(element: Element, parts: list[str]) -> None:
    tag = element.tag
    if tag == "br":
        parts.append("<br />\n")
    elif tag == "code":
        # Python-Markdown has escaped it.
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
