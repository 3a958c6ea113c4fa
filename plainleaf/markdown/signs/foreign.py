"""Find signs of other programs: they mean something there, and would be shown to patients as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from plainleaf.markdown.scan import blank_code
from plainleaf.markdown.signs.foreign_signs import SIGNS, Sign
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Place, Problem

# Searched for in a text with a line break before it: a pattern that begins with a character takes a fifth of the time.
DEFINED = re.compile(r"\n {0,3}\[([^\]\n]{1,200})\]:")
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

    def describe(self, text: str) -> str:
        """What is wrong with the sign, which was found in `text`."""
        written = " ".join(text[self.start : self.end].split())
        shown = written if len(written) <= LONGEST else f"{written[:LONGEST]}…"
        return f"'{shown}' is {self.sign.says} in other programs; patients would see the signs"


def find_foreign(text: str) -> list[Found]:
    """The signs in a text, in order. Of two that overlap, the one that begins first counts."""
    plain = blank_code(text)
    with_start = f"\n{plain}"
    names = {found.group(1) for found in DEFINED.finditer(with_start)} if "]:" in plain else set()
    found = sorted(
        _found(match, index)
        for index, sign in enumerate(SIGNS)
        # To look for one character takes a twentieth of the time of looking for two.
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
    """A problem for each sign, once on a line, and the numbers of all lines that it explains."""
    text = prose.visible
    lines = text.split("\n")
    problems: dict[tuple[int, str], Problem] = {}
    explained: set[int] = set()
    index, counted = 0, 0
    for found in find_foreign(text):
        index += text.count("\n", counted, found.start)
        counted = found.start
        place = Place(prose.path, prose.first_line + index, found.start - text.rfind("\n", 0, found.start))
        last = index + text.count("\n", found.start, found.end)
        explained.update(range(place.line, prose.first_line + _end_of(found.sign, last, lines)))
        problems.setdefault((index, found.sign.says), _problem(found, text, place, find_component))
    return list(problems.values()), frozenset(explained)


def _problem(found: Found, text: str, place: Place, find_component: FindComponent) -> Problem:
    fix = found.sign.fix
    if "{component}" in fix:
        fix = fix.replace("{component}", find_component(found.purpose) or find_component(found.sign.purpose))
    return Problem(place, "markdown-dialect", found.describe(text), fix, found.sign.severity)


def _end_of(sign: Sign, index: int, lines: list[str]) -> int:
    """The index of the first line that does not belong to a sign that ends in the line at `index`."""
    end = index + 1
    while sign.has_block and end < len(lines) and (lines[end].startswith(INDENT) or not lines[end].strip()):
        end += 1
    return end
