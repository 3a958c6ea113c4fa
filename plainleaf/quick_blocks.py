"""Plain paragraphs, headings, lists and tables as HTML without a parser: nearly every block of a page is one of these.

All other blocks are left to Python-Markdown, together with those that it could join with them. The result is the same:
tests/test_python_markdown.py compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from msgspec import Struct

from plainleaf.engines import Engine
from plainleaf.quick_inline import write_inline

# What makes a line more than text, after a line feed. Compare the patterns in markdown.blockprocessors.
SIGNS = re.compile(r"\n(?:\n| {4}| {0,3}(?:[#>]|[*+-] |\d+\. |: |(?:[*_-] {0,2}){3}|\[[^\[\]]*\]:)|\Z)")
HEADING = re.compile(r"(#{1,6}) ([^\s#\\][^\n#\\]*)")
# How each item of a list begins. '- --' is a line across the page.
ITEMS = {"ul": re.compile(r"\n- (?=[^\s-])"), "ol": re.compile(r"\n\d{1,9}\. (?=\S)")}
ROW = r"\|(?:[^\n|\\`]*\|){2,}"
TABLE = re.compile(rf"{ROW}\n\|(?: *:?-+:? *\|){{2,}}(?:\n{ROW})+")
# How the cells of a column stand, by the ends of the signs below its name.
STYLES = {
    "--": "",
    ":-": ' style="text-align: left;"',
    "-:": ' style="text-align: right;"',
    "::": ' style="text-align: center;"',
}
ROW_END = "</tr>\n<tr>"


class Block(Struct, frozen=True):
    """A block of a text: the element that it is, '' for one that is not plain, and the texts in it."""

    source: str
    tag: str
    texts: tuple[str, ...] = ()


def make_python_markdown() -> Engine:
    """Python-Markdown as an engine, with the short way for plain blocks."""

    @cache
    def library() -> Engine:
        # Imported when a text first needs it, because importing it takes longer than a page.
        from plainleaf.python_markdown import make_library_engine

        return make_library_engine()

    return lambda source: convert_blocks(source, lambda blocks: library()(blocks))


def convert_blocks(source: str, library: Callable[[str], str]) -> str:
    """The HTML of a text; `library` gives that of blocks that are not plain."""
    if "]:" in source:
        # It may be an address for links that stand anywhere in the text.
        return library(source)
    blocks = [_read_block(text) for part in source.split("\n\n") if (text := part.strip("\n"))]
    parts: list[str] = []
    left: list[str] = []
    neighbours: Iterable[tuple[Block | None, Block, Block | None]] = zip(
        [None, *blocks], blocks, [*blocks[1:], None], strict=False
    )
    for before, block, following in neighbours:
        if not _is_alone(before, block, following):
            left.append(block.source)
            continue
        if left:
            parts.append(library("\n\n".join(left)))
            left = []
        parts.append(_write(block) or library(block.source))
    return "".join(parts) + (library("\n\n".join(left)) if left else "")


def _read_block(source: str) -> Block:
    text = f"\n{source}"
    if "|" in source:
        return Block(source, "table" if TABLE.fullmatch(source) else "", (source,))
    if source.isspace():
        return Block(source, "")
    if not SIGNS.search(text):
        return Block(source, "p", (source.lstrip(),))
    if heading := HEADING.fullmatch(source):
        return Block(source, f"h{len(heading.group(1))}", (heading.group(2),))
    if source.startswith(("- ", "1. ")):
        tag = "ul" if source[0] == "-" else "ol"
        inside, count = ITEMS[tag].subn("\n", text)
        if count == text.count("\n") and not SIGNS.search(inside):
            return Block(source, tag, tuple(inside[1:].split("\n")))
    return Block(source, "")


def _is_alone(before: Block | None, block: Block, following: Block | None) -> bool:
    """Whether a block is plain and no other can join it: a list may go on, and some blocks look at the one before."""
    if not block.tag or (following is not None and not following.tag):
        return False
    if block.tag not in ITEMS:
        return True
    return all(other is None or (other.tag and other.tag not in ITEMS) for other in (before, following))


def _write(block: Block) -> str | None:
    """The HTML of a plain block; None when its texts hold more than plain links and emphasis."""
    if block.tag == "table":
        return _write_table(block.source)
    texts = _write_texts(block.texts)
    if texts is None:
        return None
    if block.tag in ITEMS:
        items = "</li>\n<li>".join(texts)
        return f"<{block.tag}>\n<li>{items}</li>\n</{block.tag}>\n"
    return f"<{block.tag}>{texts[0]}</{block.tag}>\n"


def _write_table(source: str) -> str | None:
    """The HTML of a table; None when a row has too many or too few cells, or one holds more than links and emphasis."""
    head, signs, *body = (line[1:-1].split("|") for line in source.split("\n"))
    if any(len(cells) != len(head) for cells in (signs, *body)):
        return None
    styles = [STYLES[sign[0] + sign[-1]] for sign in map(str.strip, signs)]
    rows: list[str] = []
    for name, cells in (("th", head), *(("td", cells) for cells in body)):
        texts = _write_texts(cell.strip(" ") for cell in cells)
        if texts is None:
            return None
        pairs = zip(styles, texts, strict=True)
        rows.append("".join(f"<{name}{style}>{text}</{name}>" for style, text in pairs))
    return f"<table><thead><tr>{rows[0]}</tr></thead><tbody>\n<tr>{ROW_END.join(rows[1:])}</tr>\n</tbody></table>\n"


def _write_texts(texts: Iterable[str]) -> list[str] | None:
    written: list[str] = []
    for text in texts:
        html = write_inline(text.rstrip())
        if html is None:
            return None
        written.append(html)
    return written
