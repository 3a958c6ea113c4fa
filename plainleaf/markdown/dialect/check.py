"""Find text that the two Markdown engines, or other programs, would read differently, which may surprise its author.

docs/reference/markdown.md defines the Markdown that both read alike. Everything else is reported, whichever engine the
site has chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import merge

from plainleaf.markdown.dialect.blocks import EDGE, find_block_faults
from plainleaf.markdown.dialect.faults import FAULTS
from plainleaf.markdown.dialect.references import find_reference_faults
from plainleaf.markdown.signs.foreign import FindComponent, check_foreign
from plainleaf.markdown.signs.numbering import check_numbering
from plainleaf.markdown.signs.pasted import check_pasted
from plainleaf.markdown.signs.thresholds import check_thresholds
from plainleaf.markdown.white_space import normalize_spaces
from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, Place, Problem

ROW = lazy_pattern(r"\n\|[^\n]*")
# Parts of patterns: a character without a special meaning, code on one line, and an address.
LETTER = rf"(?:[^*_`\[\]\\\n{EDGE}]|\n(?! *(?:\n|[-+*>#:|]|\d+[.)] |{EDGE})))"
CODE = rf"`(?! )[^`\\\n{EDGE}]+(?<! )`(?!`)"
MARKS = (r"\*\*", r"\*", "__", "_")
ADDRESS = r"<https?://[^\s<>]+>"
FAULT_OF_CHARACTER = {"`": "backtick", "[": "bracket", "\\": "backslash"}


def check_dialect(prose: ParsedProse, find_component: FindComponent = str) -> Iterator[Problem]:
    """A problem for each sign of another program, each pasted line, and each block or text that the engines read
    differently.

    A line with such a sign is one mistake, whatever the engines make of it, unless words would be lost.
    """
    foreign, lines = check_foreign(prose, find_component)
    pasted, more_lines = check_pasted(prose)
    thresholds, with_threshold = check_thresholds(prose)
    yield from foreign
    yield from pasted
    yield from thresholds
    explained = lines | more_lines | with_threshold
    for problem in (*check_numbering(prose), *_find_differences(prose)):
        if problem.place.line not in explained or problem.severity == ERROR:
            yield problem


def _find_differences(prose: ParsedProse) -> Iterator[Problem]:
    """A problem for each block that is not read alike, and for the first such place in the text of each paragraph."""
    text = _with_edges(prose)
    faulty: set[int] = set()
    for index, name in find_block_faults(text):
        faulty.add(index)
        yield _problem(prose, index, 1, name)
    if "\n|" in text:
        text = ROW.sub(lambda found: found.group().replace("|", EDGE), text)
    # The text begins with an added line feed.
    index, counted = -1, 0
    for offset, name in merge(find_inline_faults(text), sorted(find_reference_faults(text))):
        index += text.count("\n", counted, offset)
        counted = offset
        if index not in faulty:
            yield _problem(prose, index, offset - text.rfind("\n", 0, offset), name)


def _with_edges(prose: ParsedProse) -> str:
    """The text of a prose between two line feeds, with EDGE for each line on which a component begins or ends."""
    text = normalize_spaces(prose.visible)
    if "\t" in text:
        text = text.expandtabs(4)
    if prose.uses:
        lines = text.split("\n")
        for use in prose.uses:
            lines[use.place.line - prose.first_line] = lines[use.last_line - prose.first_line] = EDGE
        text = "\n".join(lines)
    return f"\n{text}\n"


def _problem(prose: ParsedProse, index: int, column: int, name: str) -> Problem:
    fault = FAULTS[name]
    place = Place(prose.path, prose.first_line + index, column)
    return Problem(place, "markdown-dialect", fault.message, fault.fix, fault.severity)


def find_inline_faults(text: str) -> Iterator[tuple[int, str]]:
    """Characters that only one engine would read as emphasis, a link or code: offset, name of the fault.

    Only the first in each paragraph is given, because the rest is often part of the same mistake.
    """
    at = 0
    while at < len(text):
        at = _skip_alike(text, at)
        if at == len(text):
            return
        end = text.find("\n\n", at)
        end = len(text) if end < 0 else end
        if not _is_unpaired(text[max(text.rfind("\n\n", 0, at), 0) : end], text[at]):
            yield at, FAULT_OF_CHARACTER.get(text[at], "emphasis")
            at = end
        at += 1


def _skip_alike(text: str, at: int) -> int:
    """The offset of the first doubtful character from an offset on: what is before it is read alike by both engines."""
    while True:
        usual = make_usual_pattern().match(text, at)
        assert usual, "it matches at least the empty string"
        at = usual.end()
        others = make_other_patterns().get(text[at : at + 1], ())
        found = next((found for pattern in others if (found := pattern.match(text, at))), None)
        if found is None:
            return at
        at = found.end()


def _is_unpaired(paragraph: str, character: str) -> bool:
    """Whether a character is the only one of its kind in its paragraph, so it cannot be paired."""
    return character != "\\" and paragraph.count(character) == 1 and not (character == "[" and "]" in paragraph)


@cache
def make_usual_pattern() -> re.Pattern[str]:
    """The usual text that both engines read alike, up to where something else may begin."""
    parts = (r"[^*_`\[\\<!]+", _emphasis(rf"{LETTER}*"), CODE, _link(rf"{LETTER}*"), ADDRESS, r"<|!(?!\[)")
    return re.compile(rf"(?:{'|'.join(parts)})*")


@cache
def make_other_patterns() -> Mapping[str, Sequence[re.Pattern[str]]]:
    """The less usual text that both engines read alike, by its first character, in the order in which it is tried.

    Few texts have any of it, and compiling all takes as long as building a whole page.
    """
    letter, target = LETTER, _target()
    flat = _emphasis(rf"{letter}*")
    label = rf"(?:{letter}|{CODE}|{flat})*"
    link = _link(label)
    picture = rf"!\[(?:[^*_`\[\]\\\n&{EDGE}]|(?<=[^\W_])_(?=[^\W_]))*\]{target}"
    # A reference link, whose address is elsewhere in the text; with a colon it would define one.
    name = rf"\[(?<![!\\]\[)(?![\s\]]){label}(?<!\s)\](?:\[(?:(?!\s){letter}+(?<!\s))?\])?(?! ?\n? ?\\?[\[(]|:)"
    # A box to tick by hand. With a target behind it one engine makes a link of it.
    word = r"\[ \](?! ?\n? ?\\?[\[(])|\[[^\[\]\n*_`\\]+\](?=:)"
    escaped = r"\\[!-/:-@\[-`{-~]|\\(?![!-/:-@\[-`{-~]| *(?:\n|\Z))"
    # Within a pair of delimiters, others of its kind may be paired with either of the two.
    inside = {mark: _emphasis(rf"{letter}*", [other for other in MARKS if other != mark]) for mark in MARKS}
    deep = {mark: _emphasis(rf"(?:{letter}|{CODE}|{link}|{escaped}|{inside[mark]})*", [mark]) for mark in MARKS}
    # The name of a note that does not exist stays in the text, so nothing in it may mean something to an engine.
    note = r"\[\^(?:[^\[\]\n*_`\\]|(?<=[^\W_])_(?=[^\W_]))+\](?![(\[])"
    # Delimiters between spaces, and underscores within a word.
    alone = r"[*_](?<!\S[*_])[*_]*(?!\S|  )|_(?<=[^\W_]_)_*(?=[^\W_])"
    parts = {
        "*": (deep[r"\*\*"], deep[r"\*"], alone), "_": (deep["__"], deep["_"], alone), "!": (picture, "!"),
        "[": (note, link, name, word), "\\": (escaped,),
    }  # fmt: skip
    return {first: tuple(map(lazy_pattern, patterns)) for first, patterns in parts.items()}


def _target() -> str:
    """The target of a link, in parentheses, optionally with a title."""
    part = r"[^\s()<>\\\"'`\[\]]*"
    title = r"(?: \"(?!\s)[^\"\\\n*_`\[\]<>&]+(?<!\s)\"| '(?!\s)[^'\"\\\n*_`\[\]<>&()]+(?<!\s)')?"
    return rf"\({part}(?:\({part}\){part})?{title}\)"


def _link(label: str) -> str:
    return rf"\[(?<![!\\\]]\[)(?!\^)(?:(?!\s){label}(?<!\s))?\]{_target()}"


def _emphasis(inside: str, marks: Iterable[str] = MARKS) -> str:
    """Text between two equal delimiters, where no neighboring character makes them doubtful."""
    end = r"(?![^\s).,:;!?\"'”’»—–/\]…])"
    return "|".join(rf"{mark}(?<![^\s(\"'“‘«—–/\[]{mark})(?![\s*_]){inside}(?<![\s*_]){mark}{end}" for mark in marks)
