"""Find signs of other programs: they mean something there, and would be shown to patients as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from plainleaf.markdown.scan import blank_code
from plainleaf.markdown.signs.foreign_signs import SIGNS, Sign
from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

# Searched for in a text with a line break before it: a pattern that begins with a character takes a fifth of the time.
DEFINED = lazy_pattern(r"\n {0,3}\[([^\]\n]{1,200})\]:")
LONGEST = 40
INDENT = "    "
# From a purpose, such as 'warning' or 'video', to the first line of the component for it.
FindComponent = Callable[[str], str]


class Found(Struct, frozen=True, order=True):
    """A sign in a text: where it starts and ends, its index in SIGNS, and the purpose that it names."""

    start: int
    end: int
    index: int
    purpose: str

    @property
    def sign(self) -> Sign:
        """What was found."""
        return SIGNS[self.index]

    def show(self, text: str) -> str:
        """The sign as it is written in `text`, where it was found."""
        written = " ".join(text[self.start : self.end].split())
        return f"'{written}'" if len(written) <= LONGEST else f"'{written[:LONGEST]}…'"


def describe_signs(text: str, signs: Sequence[Found]) -> str:
    """What is wrong with some signs of one kind, which were found in `text`. All of them are named."""
    *others, last = dict.fromkeys(sign.show(text) for sign in signs)
    written = f"{', '.join(others)} and {last} are each" if others else f"{last} is"
    return f"{written} {signs[0].sign.says} in other programs; patients would see the signs"


def find_foreign(text: str) -> list[Found]:
    """The signs in a text, in order. Of two that overlap, the one that begins first counts."""
    plain = blank_code(text)
    with_start = f"\n{plain}"
    names = {found.group(1) for found in DEFINED.finditer(with_start)} if "]:" in plain else set()
    found = sorted(
        _found(match, index)
        for index, sign in enumerate(SIGNS)
        # Searching for one character is twenty times as fast as searching for two.
        if sign.rarest in with_start and sign.trigger in with_start
        for match in sign.pattern.finditer(plain)
        # An escaped sign was meant as text.
        if match.group().strip("[]") not in names and with_start[match.start()] != "\\"
    )
    done, kept = 0, []
    for each in found:
        if each.start >= done:
            kept.append(each)
            done = each.end
    return kept


def _found(match: re.Match[str], index: int) -> Found:
    named = match.re.groupindex
    start, end = match.span("at" if "at" in named else 0)
    return Found(start, end, index, match["purpose"].lower() if "purpose" in named else SIGNS[index].purpose)


def check_foreign(prose: ParsedProse, find_component: FindComponent) -> tuple[list[Problem], frozenset[int]]:
    """A problem for each kind of sign on a line, and the numbers of all lines that the signs explain."""
    text = prose.visible
    lines = text.split("\n")
    kinds: dict[tuple[int, str], list[Found]] = {}
    explained: set[int] = set()
    index, counted = 0, 0
    for found in find_foreign(text):
        index += text.count("\n", counted, found.start)
        counted = found.start
        line, last = prose.first_line + index, index + text.count("\n", found.start, found.end)
        explained.update(range(line, prose.first_line + _end_of(found.sign, last, lines)))
        kinds.setdefault((line, found.sign.says), []).append(found)
    problems = [_problem(signs, prose, line, find_component) for (line, _), signs in kinds.items()]
    return problems, frozenset(explained)


def _problem(signs: Sequence[Found], prose: ParsedProse, line: int, find_component: FindComponent) -> Problem:
    found, text = signs[0], prose.visible
    place = Place(prose.path, line, found.start - text.rfind("\n", 0, found.start))
    fix = found.sign.fix
    if "{component}" in fix:
        fix = fix.replace("{component}", find_component(found.purpose) or find_component(found.sign.purpose))
    return Problem(place, "markdown-dialect", describe_signs(text, signs), fix, found.sign.severity)


def _end_of(sign: Sign, index: int, lines: list[str]) -> int:
    """The index of the first line that does not belong to a sign that ends in the line at `index`."""
    end = index + 1
    while sign.has_block and end < len(lines) and (lines[end].startswith(INDENT) or not lines[end].strip()):
        end += 1
    return end
