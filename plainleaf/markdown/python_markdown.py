"""Python-Markdown as an engine: with a few extensions, and with HTML in the form that pulldown-cmark writes.

Every text goes through the library's own block parser, inline patterns and tree processors. What is registered and
deregistered here is the difference between its Markdown and the Markdown that docs/reference/markdown.md defines.
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

from plainleaf.markdown.dialect.references import read_name
from plainleaf.markdown.engines import Engine
from plainleaf.markdown.tree_html import write_html
from plainleaf.patterns import lazy_pattern

INDENTED = lazy_pattern(r"\n +")


class WhiteSpace(Treeprocessor):
    """Drops the white space that CommonMark drops, before inline patterns run. The library requires a class."""

    def run(self, root: Element) -> None:
        """Remove spaces at the start of each line of an element's text, and at its end."""
        for element in root.iter():
            if element.text:
                element.text = INDENTED.sub("\n", element.text.rstrip())


class References(dict[str, tuple[str, str]]):
    """Addresses by the names of links, compared as in CommonMark. The library requires a mapping of its own methods."""

    def __setitem__(self, name: str, target: tuple[str, str]) -> None:
        """Give a name an address, unless it has one."""
        self.setdefault(read_name(name), target)

    def __contains__(self, name: object) -> bool:
        """Whether a name has an address."""
        return super().__contains__(read_name(str(name)))

    def __getitem__(self, name: str) -> tuple[str, str]:
        """The address and title of a name."""
        return super().__getitem__(read_name(name))


def make_python_markdown() -> Engine:
    """Python-Markdown as an engine. One instance is used for all texts."""
    library = make_library()

    def convert(source: str) -> str:
        # A text that made the library fail leaves its state behind.
        library.parser.state.clear()
        return library.reset().convert(source) + "\n"

    return convert


def make_library() -> markdown.Markdown:
    """Python-Markdown without raw HTML, indented code and underlined headings, and with pulldown-cmark's HTML."""
    # Extensions given by name would be searched for in all installed packages, which is slow.
    library = markdown.Markdown(extensions=[TableExtension(), DefListExtension(), SaneListExtension()])
    # No text contains a '<' (see set_aside.py), so there is no HTML and there are no autolinks.
    library.preprocessors.deregister("html_block")
    for name in ("html", "autolink", "automail"):
        library.inlinePatterns.deregister(name)
    # Indented text would become code, and a line of dashes a heading: both surprise people used to writing letters.
    for name in ("code", "setextheader"):
        library.parser.blockprocessors.deregister(name)
    _number_lists_by_ascii_digits(library)
    library.references = References()
    # A backslash escapes all ASCII punctuation, as in CommonMark.
    library.ESCAPED_CHARS = list(punctuation)
    library.treeprocessors.register(WhiteSpace(library), "white_space", 25)
    # The serializer does the work of these three: it decodes character references, ends lines like pulldown-cmark, and
    # restores escaped characters after all '&' of the text have been escaped.
    library.inlinePatterns.deregister("entity")
    library.treeprocessors.deregister("prettify")
    library.treeprocessors.deregister("unescape")
    library.serializer = write_html
    library.stripTopLevelTags = False
    return library


def _number_lists_by_ascii_digits(library: markdown.Markdown) -> None:
    """Only 0 to 9 number a list, as in CommonMark, and a value of `start` must be such a number."""
    for name in ("olist", "ulist"):
        lists = library.parser.blockprocessors[name]
        for pattern in ("RE", "CHILD_RE", "INDENT_RE"):
            setattr(lists, pattern, re.compile(getattr(lists, pattern).pattern, re.ASCII))
