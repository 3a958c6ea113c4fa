"""A short way for the inline part of texts that hold nothing but plain links and emphasis.

Nearly every text does. The result is the same: tests/test_python_markdown.py compares the two.
"""

from __future__ import annotations

import re

from plainleaf.escapes import escape

SIGN = re.compile(r"[*_`\\\[\]]")
INSIDE = r"(?!\s)[^*_`\\\[\]]+(?<!\s)"
PLAIN = re.compile(
    # Emphasis that no neighbour makes doubtful. A pattern that begins with a sign is found faster than one that
    # begins with a look at what stands before it.
    rf"\*(?<![^\s(\"']\*)(?:\*({INSIDE})\*\*|({INSIDE})\*)(?![^\s).,:;!?\"'])"
    r"|\[(?<![!\]]\[)([^*_`\\\[\]]*)\]\(([^\s()<>\"'*_`\\\[\]]*)\)"
)
INDENTED = re.compile(r"\n +")


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
