"""Spots: from the place of a problem in a Markdown file to the words that locate its spot on the page.

The page has typography, resolved links and rendered components, so only letters and digits are compared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from plainleaf.content.sources import find_front_matter_end
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place

FOOTNOTE = lazy_pattern(r"\[\^[^\]]*\]:?")
LINK = lazy_pattern(r"!?\[([^\]]*)\](?:\([^)]*\)?|\[[^\]]*\])?")
TAG = lazy_pattern(r"<[^>]*>|\{[^}]*\}")
FENCE = lazy_pattern(r"^\s*:::+\s*[\w-]*")
KEY = lazy_pattern(r"^\s*(?:-\s+)?[\w-]+:(?:\s+|$)")
HEADING = lazy_pattern(r"^\s*#{1,6}\s")
ITEM = lazy_pattern(r"^\s*(?:[-*+]|\d+[.)])\s")
SENTENCE_END = lazy_pattern(r"(?<=[.!?…])[\"'”’)*_]*\s+")
# So few letters may be on a page by chance.
CHANCE = 8
WORDS_BEFORE, WORDS_AFTER = 3, 5
NEAR = 3  # lines


def find_words(text: str, place: Place) -> tuple[str, ...]:
    """What to search for on the page, the most specific first; nothing for a place without words.

    `text` is that of the file. Every entry is letters and digits only, in lower case.
    """
    lines = text.split("\n")
    if place.line > len(lines):
        return ()
    ends = find_front_matter_end(lines)
    end = -1 if ends is None else ends
    number = place.line - 1
    if number <= end:
        return tuple(filter(None, [letters(KEY.sub("", lines[number]))]))
    sentence = letters(_sentence_at(lines, number, place.column - 1, end))
    found = [sentence] if len(sentence) >= CHANCE else []
    found += [word for word in _of_line(lines[number], place.column) if word]
    found += [word for word in map(letters, _around(lines, number, end)) if len(word) >= CHANCE]
    above = (line for line in reversed(lines[end + 1 : number]) if HEADING.match(line))
    found += [word for word in map(letters, above) if word][:1]
    return tuple(dict.fromkeys(found))


def letters(text: str) -> str:
    """The letters and digits of a line of Markdown as they appear on a page, in lower case."""
    shown = FOOTNOTE.sub("", FENCE.sub("", text))
    shown = TAG.sub("", LINK.sub(r"\1", shown))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", shown).lower()))


def _sentence_at(lines: list[str], number: int, offset: int, end: int) -> str:
    """The sentence at an offset of a line, in the paragraph or item that the line belongs to."""
    first = last = number
    while first - 1 > end and _goes_on(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1]):
        last += 1
    text = "\n".join(lines[first : last + 1])
    at = sum(len(line) + 1 for line in lines[first:number]) + offset
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    begin = max((each for each in ends if each <= at), default=0)
    return text[begin : min((each for each in ends if each > at), default=len(text))]


def _goes_on(line: str, after: str) -> bool:
    """Whether the text of a line continues in the one after it."""
    is_text = [bool(each.strip()) and not FENCE.match(each) and not HEADING.match(each) for each in (line, after)]
    return all(is_text) and not ITEM.match(after)


def _of_line(line: str, column: int) -> Iterator[str]:
    """The whole line, its value where it is an option, and the words around a column."""
    yield letters(line)
    if KEY.match(line):
        yield letters(KEY.sub("", line))
    before, after = line[: column - 1].split(" "), line[column - 1 :].split(" ")
    near = letters(" ".join([*before[-WORDS_BEFORE:-1], before[-1] + after[0], *after[1:WORDS_AFTER]]))
    if len(near) >= CHANCE:
        yield near


def _around(lines: list[str], number: int, end: int) -> Iterator[str]:
    """The lines near one, nearest first; a line that opens a component is about what follows it."""
    for away in range(1, NEAR + 1):
        if number + away < len(lines):
            yield lines[number + away]
        if number - away > end:
            yield lines[number - away]
