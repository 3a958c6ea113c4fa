"""Find what nobody sees: codes of invisible characters, and links that lead elsewhere than they seem to."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.input.addresses.hosts import SCHEMES, find_hidden_code, find_host_fault
from plainleaf.input.invisible import describe, find_invisible_references
from plainleaf.markdown.scan import Scan, blank_code
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Place, Problem


def check_unseen(prose: ParsedProse, seen: Scan) -> Iterator[Problem]:
    """A problem for each code of an invisible character in a prose, and for each misleading link."""
    yield from _check_references(prose)
    for target in seen.targets:
        yield from _check_address(target.target, target.place)


def _check_references(prose: ParsedProse) -> Iterator[Problem]:
    # Numbers are replaced everywhere, so they count in code, too. A name in code is only text.
    without_code = blank_code(prose.visible)
    for found in find_invisible_references(prose.visible):
        if found.written[1] == "#" or without_code[found.offset] == "&":
            place = _place(prose, found.offset)
            yield Problem(place, "control-character", *describe(prose.visible, found))


def _check_address(address: str, place: Place) -> Iterator[Problem]:
    # Paths in the site are looked up, so they are either right or a broken link.
    if not address.lower().startswith(SCHEMES):
        return
    if fault := find_host_fault(address):
        yield Problem(place, "misleading-address", *fault)
    if hidden := find_hidden_code(address):
        yield Problem(place, "control-character", *hidden)


def _place(prose: ParsedProse, offset: int) -> Place:
    line = prose.visible.count("\n", 0, offset)
    return Place(prose.path, prose.first_line + line, offset - prose.visible.rfind("\n", 0, offset))
