"""Blank out inline Markdown (links, emphasis, code …) inside blocks, keeping every offset; the shape of a text.

One expression, one pass. Its quantifiers are possessive, so no text can make it backtrack over the same characters
again and again.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from plainleaf.patterns import lazy_pattern

# Placeholders: control characters, which no text has. They are in ASCII because most texts are, and an ASCII string is
# searched and sliced in half the time.
FOOTNOTE = "\1"  # a footnote reference: the claim before it has a source
OBJECT = "\2"  # visible, but not a word of the text: a picture, a number, an address
PLACEHOLDERS = lazy_pattern(f"[{FOOTNOTE}{OBJECT}]")
# Fills the gaps between blocks during the search, so no match reaches from one block into the next.
BREAK = "\0"

# No group is possessive here or elsewhere: Python before 3.11.5 returns a wrong end for one that fails midway.
# An address with a space in it is not one: readers see it.
ADDRESS = rf"(?:<[^<>\n{BREAK}]*+>|(?:[^\s()\[\]`{BREAK}]++|\([^\s()\[\]`{BREAK}]*+\))*)"
TARGET = rf"\(\s*+{ADDRESS}(?:\s++(?:\"[^\"{BREAK}]*+\"|'[^'{BREAK}]*+'))?\s*+\)"
# Every alternative begins with a literal character, so that the regex engine can skip everything else.
MARKUP = lazy_pattern(
    rf"\[\^[^\[\]\s{BREAK}]++\]"  # a footnote reference
    rf"|!\[[^\[\]{BREAK}]*+\]{TARGET}"  # a picture
    rf"|\[\]{TARGET}"  # an empty link, which displays a number or an address
    rf"|\](?:{TARGET}|\[[^\[\]{BREAK}]*+\])"  # the end of a link, whose text stays
    rf"|<[a-zA-Z/!][^<>{BREAK}]*+>"  # an autolink in angle brackets, or a tag
    rf"|https?://[^\s<>()\[\]{BREAK}]++"
    rf"|\{{[:#.][^{{}}{BREAK}]*+\}}"  # attributes
    r"|&(?:\#\d{1,6}|[a-zA-Z]{2,8});"  # a character reference
)
# Characters that are blanked out wherever they remain.
DELIMITERS = "[]*_~`"
ESCAPES_OR_MARKUP = lazy_pattern(rf"\\[^\w\s{BREAK}]|{MARKUP.pattern}|[{re.escape(DELIMITERS)}]")


# See shape_of.
SHAPES = bytes.maketrans(
    f"{ascii_lowercase}{ascii_uppercase}123456789!?".encode() + bytes(range(128, 256)),
    b"a" * 26 + b"A" * 26 + b"0" * 9 + b".." + b"a" * 128,
)


def shape_of(text: str) -> bytes:
    """A text with 'A' for each capital of ASCII, '0' for each digit, '.' for '!' and '?', and 'a' for all other letters
    and for non-ASCII characters. Searching it is a fast way to rule a pattern out.
    """
    return text.encode().translate(SHAPES)


def without_placeholders(text: str) -> str:
    """A text with a space in place of each character that serves as a placeholder here."""
    return text.replace(BREAK, " ").replace(FOOTNOTE, " ").replace(OBJECT, " ")


def blank_markup(text: str) -> str:
    """The text with spaces and placeholders in place of its inline markup; its length does not change."""
    if "\\" in text:
        # An escaped character stays, even if it looks like markup.
        return ESCAPES_OR_MARKUP.sub(_placeholder, text)
    text = MARKUP.sub(_placeholder, text)
    for delimiter in DELIMITERS:
        text = text.replace(delimiter, " ")
    return text


def _placeholder(match: re.Match[str]) -> str:
    """The replacement for a piece of markup: a placeholder for what a reader sees, else spaces."""
    markup = match[0]
    if len(markup) == 1:
        return " "
    if markup[0] == "\\":
        return " " + markup[1]
    if markup.startswith("[^"):
        return FOOTNOTE.ljust(len(markup))
    if markup[0] in "]{&" or (markup[0] == "<" and ":" not in markup):
        return " " * len(markup)
    return OBJECT.ljust(len(markup))
