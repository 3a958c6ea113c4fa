"""A text in Markdown as words and codes: links, emphasis, gaps and all that a translator moves but does not edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

Part: TypeAlias = "str | Code"
Parts: TypeAlias = "tuple[Part, ...]"

STRONG, EMPHASIS, LINK, PICTURE, BREAK, OTHER = "strong", "emphasis", "link", "picture", "break", "other"
# A translator may leave these out, or set them elsewhere and more often.
FREE = frozenset({STRONG, EMPHASIS})
# How deep codes may be in each other.
MAX_DEPTH = 20
SIGNS = r"""
  (?P<escape>\\[^\w\s])
| (?P<break>(?:[ ]{2,}|\\)\n)\s*
| (?P<code>(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`))
| (?P<auto><[A-Za-z][\w+.-]*:[^<>\s]*>)
| (?P<note>\[\^[^\[\]\s]+\])
| (?P<link>!?\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\](?:\([^()]*\))?)*)
    (?P<to>\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)|\[[^\[\]]*\])))
| (?P<two>\*\*|(?<!\w)__)(?=[^\s*_])(?P<strong>(?:\\.|(?!(?P=two)).)+?)(?<=\S)(?P=two)
| (?P<one>\*|(?<!\w)_)(?=[^\s*_])(?P<emphasis>(?:\\.|\*\*.+?\*\*|(?!(?P=one)).)+?)(?<=\S)(?P=one)(?!\w)
| (?P<gap>\{[a-z][\w.]*\})
| (?P<address>https?://[^\s<>()]*[^\s<>().,;:!?"'])
"""
# White space that is one space on the page. Others are not: a space without a break, as in French, or a thin one.
SPACES = lazy_pattern(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
IN_TEXT = lazy_pattern(SIGNS, re.VERBOSE | re.DOTALL)
IN_ROW = lazy_pattern(rf"{SIGNS} | (?P<cell>[ ]*\|[ ]*)", re.VERBOSE | re.DOTALL)


class Code(Struct, frozen=True):
    """A code: what it is, what is written where it begins and where it ends, and what is in it.

    One that stands for itself has no `parts` (None), and all of it is at its beginning.
    """

    kind: str
    start: str
    end: str = ""
    parts: Parts | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The same for the code of a translation: a link may lead to another heading of the same page."""
        if self.kind in FREE:
            return (self.kind, "")
        return (self.kind, self.end.partition("#")[0].rstrip(")") if self.kind == LINK else self.start + self.end)


def parse_inline(text: str, *, is_row: bool = False) -> Parts:
    """The words and codes of one block. Runs of spaces and line ends are one space. In a table's row '|' is a code."""
    return _without_margin(tuple(_parse(text, IN_ROW if is_row else IN_TEXT, 0)))


def _parse(text: str, signs: re.Pattern[str], depth: int) -> Iterator[Part]:
    words, done = "", 0
    for found in signs.finditer(text) if depth < MAX_DEPTH else ():
        words += text[done : found.start()]
        done = found.end()
        code = None if found["escape"] else _code(found, signs, depth)
        if code is None:
            words += found[0]
            continue
        if words:
            yield _plain(words)
        yield code
        words = ""
    if words + text[done:]:
        yield _plain(words + text[done:])


def _code(found: re.Match[str], signs: re.Pattern[str], depth: int) -> Code:
    # A link without words gets those of what it leads to, such as a number to call.
    if found["link"] and found["words"]:
        is_picture = found[0].startswith("!")
        inner = tuple(_parse(found["words"], signs, depth + 1))
        return Code(PICTURE if is_picture else LINK, "![" if is_picture else "[", found["to"], inner)
    for kind, sign in ((STRONG, found["two"]), (EMPHASIS, found["one"])):
        if sign:
            return Code(kind, sign, sign, tuple(_parse(found[kind], signs, depth + 1)))
    return Code(BREAK, found["break"]) if found["break"] else Code(OTHER, found[0])


def _plain(words: str) -> str:
    return SPACES.sub(" ", words)


def _without_margin(parts: Parts) -> Parts:
    found = list(parts)
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return tuple(part for part in found if part != "")


def to_text(parts: Parts) -> str:
    """What is written for words and codes."""
    return "".join(
        part if isinstance(part, str) else f"{part.start}{to_text(part.parts or ())}{part.end}" for part in parts
    )


def join_words(parts: Parts) -> Parts:
    """The same with neighboring words in one piece, as `parse_inline` gives them."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, Code):
            inner = None if part.parts is None else join_words(part.parts)
            joined.append(Code(part.kind, part.start, part.end, inner))
        elif joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(_plain(part) if isinstance(part, str) else part for part in joined if part != "")


def has_words(parts: Parts) -> bool:
    """Whether there is a letter that a translator could change."""
    return any(any(map(str.isalpha, part)) if isinstance(part, str) else has_words(part.parts or ()) for part in parts)


def codes_in(parts: Parts) -> Iterator[Code]:
    """All codes, each before those in it."""
    for part in parts:
        if isinstance(part, Code):
            yield part
            yield from codes_in(part.parts or ())
