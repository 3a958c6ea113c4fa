"""Blank out the marks of Markdown inside blocks (links, emphasis, code …), keeping every offset.

One expression, one pass. Its parts are possessive, so no text can make it go over the same characters again
and again.
"""

from __future__ import annotations

import re

# Stand-ins from Unicode's private area, so that no text can hold them by itself.
FOOTNOTE = "\ue000"  # a reference to a footnote: the claim before it has a source
OBJECT = "\ue001"  # something that is seen but is not a word of the text: a picture, a number, an address
PLACEHOLDERS = re.compile(f"[{FOOTNOTE}{OBJECT}]")
# Fills what lies between two blocks while the marks are looked for: none reaches from one block into the next. It is
# of ASCII, for most texts are, and a text that is all ASCII is searched and cut in half the time.
BREAK = "\0"

# No group is possessive here or elsewhere: Python before 3.11.5 gives back a wrong end for one that fails midway.
TARGET = rf"\((?:[^(){BREAK}]++|\([^(){BREAK}]*+\))*\)"
# Every part begins with a literal character, for then the engine looks for these alone and skips the rest.
MARKUP = re.compile(
    rf"\[\^[^\[\]\s{BREAK}]++\]"  # a reference to a footnote
    rf"|!\[[^\[\]{BREAK}]*+\]{TARGET}"  # a picture
    rf"|\[\]{TARGET}"  # an empty link, which shows a number or an address
    rf"|\](?:{TARGET}|\[[^\[\]{BREAK}]*+\])"  # the end of a link, whose text stays
    rf"|``*[^`{BREAK}]*+`+"  # code
    rf"|<[a-zA-Z/!][^<>{BREAK}]*+>"  # an address in angle brackets, or a tag
    rf"|https?://[^\s<>()\[\]{BREAK}]++"
    rf"|\{{[:#.][^{{}}{BREAK}]*+\}}"  # attributes
    r"|&(?:\#\d{1,6}|[a-zA-Z]{2,8});"  # a character by its name
)
# Marks that are blanked out wherever they stand by themselves.
DELIMITERS = "[]*_~`"
ESCAPES_OR_MARKUP = re.compile(rf"\\[^\w\s{BREAK}]|{MARKUP.pattern}|[{re.escape(DELIMITERS)}]")


def without_placeholders(text: str) -> str:
    """A text as it was written, with spaces for characters that have a meaning here."""
    text = text.replace(BREAK, " ")
    return text if text.isascii() else PLACEHOLDERS.sub(" ", text)


def blank_markup(text: str) -> str:
    """A text of blocks with their marks as spaces and stand-ins; as long as before."""
    if "\\" in text:
        # An escaped character stays, even if it is one of the marks.
        return ESCAPES_OR_MARKUP.sub(_placeholder, text)
    text = MARKUP.sub(_placeholder, text)
    for mark in DELIMITERS:
        text = text.replace(mark, " ")
    return text


def _placeholder(match: re.Match[str]) -> str:
    """What takes the place of a mark: a stand-in for what a reader sees, else spaces."""
    mark = match[0]
    if len(mark) == 1:
        return " "
    if mark[0] == "\\":
        return " " + mark[1]
    if mark.startswith("[^"):
        return FOOTNOTE.ljust(len(mark))
    if mark[0] in "]{&" or (mark[0] == "<" and ":" not in mark):
        return " " * len(mark)
    return OBJECT.ljust(len(mark))
