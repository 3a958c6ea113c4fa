"""Blank out the marks of Markdown inside a block (links, emphasis, code …), keeping every offset.

One expression, one pass. Its parts are possessive, so no text can make it go over the same characters again
and again.
"""

from __future__ import annotations

import re

# Stand-ins from Unicode's private area, so that no text can hold them by itself.
FOOTNOTE = "\ue000"  # a reference to a footnote: the claim before it has a source
OBJECT = "\ue001"  # something that is seen but is not a word of the text: a picture, a number, an address
STAND_INS = re.compile(f"[{FOOTNOTE}{OBJECT}]")

# No group is possessive here or elsewhere: Python before 3.11.5 gives back a wrong end for one that fails midway.
TARGET = r"\((?:[^()]++|\([^()]*+\))*\)"
# Every part begins with a literal character, for then the engine looks for these alone and skips the rest.
MARKS = re.compile(
    r"\\[^\w\s]"  # an escaped character, which stays
    r"|\[\^[^\[\]\s]++\]"  # a reference to a footnote
    rf"|!\[[^\[\]]*+\]{TARGET}"  # a picture
    rf"|\[\]{TARGET}"  # an empty link, which shows a number or an address
    rf"|\](?:{TARGET}|\[[^\[\]]*+\])"  # the end of a link, whose text stays
    r"|``*[^`]*+`+"  # code
    r"|<[a-zA-Z/!][^<>]*+>"  # an address in angle brackets, or a tag
    r"|https?://[^\s<>()\[\]]++"
    r"|\{[:#.][^{}]*+\}"  # attributes
    r"|&(?:\#\d{1,6}|[a-zA-Z]{2,8});"  # a character by its name
    r"|\[|\]|\*|_|~|`"
)


def blank_marks(block: str) -> str:
    """The text of one block with its marks as spaces and stand-ins; as long as before."""
    if STAND_INS.search(block):
        block = STAND_INS.sub(" ", block)
    return MARKS.sub(_stand_in, block)


def _stand_in(match: re.Match[str]) -> str:
    """What takes the place of a mark: a stand-in for what a reader sees, else spaces."""
    mark = match[0]
    if mark[0] == "\\":
        return " " + mark[1]
    if mark.startswith("[^"):
        return FOOTNOTE.ljust(len(mark))
    if len(mark) == 1 or mark[0] in "]{&" or (mark[0] == "<" and ":" not in mark):
        return " " * len(mark)
    return OBJECT.ljust(len(mark))
