"""Python-Markdown's inline pass, with a short way for texts that hold nothing but plain links and emphasis.

Nearly every text does. The result is the same: tests/test_python_markdown.py compares the two.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import InlineProcessor

from plainleaf.tree_html import Html, escape

SIGN = re.compile(r"[*_`\\\[\]]")
INSIDE = r"(?!\s)[^*_`\\\[\]]+(?<!\s)"
PLAIN = re.compile(
    # Emphasis that no neighbour makes doubtful. A pattern that begins with a sign is found faster than one that
    # begins with a look at what stands before it.
    rf"\*(?<![^\s(\"']\*)(?:\*({INSIDE})\*\*|({INSIDE})\*)(?![^\s).,:;!?\"'])"
    r"|\[(?<![!\]]\[)([^*_`\\\[\]]*)\]\(([^\s()<>\"'*_`\\\[\]]*)\)"
)
INDENTED = re.compile(r"\n +")


class QuickInline(InlineProcessor):
    """The inline pass that does plain texts by itself. Python-Markdown asks for the class."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Set what stands in each element's text; the library's own pass sees only what is left."""
        is_done = True
        for element in tree.iter():
            if element.text:
                is_done &= _set_text(element)
            if element.tail and element.tail.strip():
                is_done = False
        return tree if is_done else super().run(tree, ancestors)


def _set_text(element: Element) -> bool:
    """Make HTML of an element's text; False when it is not plain."""
    element.text = (element.text or "").rstrip()
    text = write_inline(element.text)
    if text is None:
        element.text = INDENTED.sub("\n", element.text)
        return False
    element.text = Html(text)
    return True


def write_inline(text: str) -> str | None:
    """The HTML of a text without spaces at its end; None when it holds more than plain links and emphasis."""
    if "\n " in text:
        text = INDENTED.sub("\n", text)
    html = escape(text)
    if SIGN.search(text):
        # Signs that come of named characters, such as &ast;, mean nothing.
        if html != text:
            return None
        html = PLAIN.sub(_to_html, html)
        if SIGN.search(html):
            return None
    return html.replace("  \n", "<br />\n") if "  \n" in html else html


def _to_html(found: re.Match[str]) -> str:
    strong, emphasis, label, address = found.groups()
    if strong:
        return f"<strong>{strong}</strong>"
    return f"<em>{emphasis}</em>" if emphasis else f'<a href="{address}">{label}</a>'
