"""Signs in a care card that were merged: two on a line, or one that goes on where another should begin.

Elsewhere both may be meant. In a card, somebody in danger looks for a sign and does not find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plainleaf.content.components import Component
from plainleaf.markdown import find_mark
from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

ITEM = lazy_pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
# What begins neither a sign nor the end of one.
OTHER_BLOCK = lazy_pattern(r"#|>|\||:|[-*+]$")
# Between two signs. Word processors make a longer dash of a hyphen; that one, or a dot, is prose before a small letter.
BETWEEN = lazy_pattern(r"(?<=[^\s-])[ \u00a0](-{1,2}|[\u2013\u00b7])[ \u00a0](?=[^\s-])")
CONTINUED = "  "


def check_cards(prose: ParsedProse, components: Mapping[str, Component | None]) -> Iterator[Problem]:
    """An error for each line of a card that may hold two signs."""
    if not prose.uses:
        return
    cards = {
        each.folder
        for each in components.values()
        if each is not None and each.settings.care_card is not None and each.settings.content.list == "required"
    }
    uses = [use for use in prose.uses if use.component in cards]
    lines = prose.visible.split("\n") if uses else []
    for use in uses:
        first, after = use.place.line - prose.first_line + 1, use.last_line - prose.first_line
        is_below_sign = False
        for index in range(first, after):
            line, place = lines[index], Place(prose.path, prose.first_line + index)
            item = ITEM.match(line)
            if item:
                yield from _find_two(line, item.end(), place)
            elif is_below_sign and not line.startswith(CONTINUED) and _is_text(lines, index):
                message = "this line goes on with the sign above, so patients read one sign"
                fix = f"If it is another sign, write '- {line.strip()}'. If not, put it on the line above."
                yield Problem(place, "pasted-text", message, fix)
            is_below_sign = bool(item) or (is_below_sign and bool(line.strip()))


def _find_two(line: str, start: int, place: Place) -> Iterator[Problem]:
    found = [each for each in BETWEEN.finditer(line, start) if _is_between(line, each)]
    if found:
        starts, ends = (start, *(each.end() for each in found)), (*(each.start() for each in found), len(line))
        parts = [line[first:end].strip() for first, end in zip(starts, ends, strict=True)]
        should = "', '- ".join(parts)
        fix = (
            f"If it is two signs, write '- {should}', each on its own line. If not, write a comma or '—' for the dash."
        )
        yield Problem(place, "pasted-text", f"there is a '{found[0][1]}' between two parts of this sign", fix)


def _is_between(line: str, found: re.Match[str]) -> bool:
    return found[1][0] == "-" or line[found.end() :].lstrip("¿¡\"'“‘«*_")[:1].isupper()


def _is_text(lines: list[str], index: int) -> bool:
    """Whether a line is text that begins no item. Pasted marks are reported by themselves."""
    text = lines[index].strip()
    return bool(text) and not OTHER_BLOCK.match(text) and find_mark(lines, index) is None
