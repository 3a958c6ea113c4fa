"""Python-Markdown for the blocks of a text that are not plain (see quick_blocks.py): a short list of extensions.

Most texts inside of blocks hold plain links and emphasis, and for these there is a short way here too.
tests/test_python_markdown.py compares it with the library's own.
"""

from __future__ import annotations

from string import punctuation
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import InlineProcessor

from plainleaf.engines import Engine
from plainleaf.quick_inline import INDENTED, write_inline
from plainleaf.tree_html import Html, write_html


def make_library() -> markdown.Markdown:
    """Python-Markdown with a short list of extensions, without raw HTML, indented code and underlined headings."""
    # Extensions that are named by text are looked for among all packages that are installed, which takes long.
    extensions = [TableExtension(), DefListExtension(), SaneListExtension()]
    md = markdown.Markdown(extensions=extensions, output_format="html")
    md.inlinePatterns.deregister("html")
    # tree_html.py turns these into characters, as CommonMark does.
    md.inlinePatterns.deregister("entity")
    # Addresses in angle brackets are taken out before the parse.
    md.inlinePatterns.deregister("autolink")
    md.inlinePatterns.deregister("automail")
    # Indented text would become code, and a line of dashes a heading: both surprise people who write letters.
    md.parser.blockprocessors.deregister("code")
    md.parser.blockprocessors.deregister("setextheader")
    md.ESCAPED_CHARS = list(punctuation)
    return md


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


def make_library_engine() -> Engine:
    """Python-Markdown as an engine, with the short way for inline texts."""
    md = make_library()
    inline = QuickInline(md)
    # Patterns ask for what the pass of this name has set aside.
    md.treeprocessors.register(inline, "inline", 20)

    def convert(source: str) -> str:
        md.reset()
        root = md.parser.parseDocument([source, "", ""]).getroot()
        assert root is not None
        inline.run(root)
        return write_html(root)

    return convert
