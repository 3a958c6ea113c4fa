"""Python-Markdown as an engine: a short list of extensions, and HTML in the form in which pulldown-cmark writes it.

Every text goes through the library's own block parser, inline patterns and tree processors. What is registered and
deregistered here is the difference between its Markdown and the one that docs/reference/markdown.md defines.
"""

from __future__ import annotations

import re
from string import punctuation
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from plainleaf.markdown.engines import Engine
from plainleaf.markdown.tree_html import write_html

INDENTED = re.compile(r"\n +")


class WhiteSpace(Treeprocessor):
    """Drops white space that CommonMark drops, before a text is searched for links. The library asks for a class."""

    def run(self, root: Element) -> None:
        """Cut spaces at the start of each line of an element's text, and at the end of all of it."""
        for element in root.iter():
            if element.text:
                element.text = INDENTED.sub("\n", element.text.rstrip())


def make_python_markdown() -> Engine:
    """Python-Markdown as an engine. Its one instance is used for every text."""
    library = make_library()
    return lambda source: library.reset().convert(source) + "\n"


def make_library() -> markdown.Markdown:
    """Python-Markdown without raw HTML, indented code and underlined headings, and with pulldown-cmark's HTML."""
    # Extensions that are named by text are looked for among all packages that are installed, which takes long.
    library = markdown.Markdown(extensions=[TableExtension(), DefListExtension(), SaneListExtension()])
    # No text has a '<' (see set_aside.py), so there is no HTML and there are no addresses in angle brackets.
    library.preprocessors.deregister("html_block")
    for name in ("html", "autolink", "automail"):
        library.inlinePatterns.deregister(name)
    # Indented text would become code, and a line of dashes a heading: both surprise people who write letters.
    for name in ("code", "setextheader"):
        library.parser.blockprocessors.deregister(name)
    # A backslash takes the meaning from every sign of ASCII, as in CommonMark.
    library.ESCAPED_CHARS = list(punctuation)
    library.treeprocessors.register(WhiteSpace(library), "white_space", 25)
    # The serializer does what these three would: character references become characters, lines are ended as
    # pulldown-cmark ends them, and escaped characters come back after all '&' of the text are escaped.
    library.inlinePatterns.deregister("entity")
    library.treeprocessors.deregister("prettify")
    library.treeprocessors.deregister("unescape")
    library.serializer = write_html
    library.stripTopLevelTags = False
    return library
