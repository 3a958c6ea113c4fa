"""Python-Markdown as an engine: a short list of extensions, and short ways for what most texts consist of.

Most blocks are plain paragraphs and lists, and most texts hold plain links and emphasis. For these the library's
general way costs several times more than a look whether they are plain. tests/test_python_markdown.py compares the two.
"""

from __future__ import annotations

from string import punctuation

import markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from plainleaf.engines import Engine
from plainleaf.quick_blocks import convert_blocks
from plainleaf.quick_inline import QuickInline
from plainleaf.tree_html import write_html


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


def make_python_markdown() -> Engine:
    """Python-Markdown as an engine, with the short ways."""
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

    return lambda source: convert_blocks(source, convert)
