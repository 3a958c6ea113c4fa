"""Why a YAML text cannot be read, in words that its author understands, at the line where to type.

The parser's own words are of no help, and its position is often that of the next good line. So each line is compared
with the mistakes that people make (repairs.py, structure.py), and a repair counts if the parser then gets further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from plainleaf.input.mistakes.repairs import Repair, find_repairs
from plainleaf.input.mistakes.structure import find_structure_repairs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

# How many repairs are tried: reading them all takes no longer than reading so many characters.
MAX_REPAIRS = 60
MAX_CHARACTERS = 2_000_000
# Where Git could not merge two versions of a text.
CONFLICT = lazy_pattern(r"(?:<{7}|>{7}) ")
# Gives the index of the line at which a text cannot be read; None if it can be.
FindError = Callable[[str], int | None]


def explain(text: str, start: Place, find_error: FindError) -> Problem:
    """The problem of a text that begins at `start` and that `find_error` finds an error in."""
    lines = text.split("\n")
    conflict = next((index for index, line in enumerate(lines) if CONFLICT.match(line)), None)
    if conflict is not None:
        fix = "Keep the one that is right. Delete the other, and the lines that begin with <<<<<<<, ======= or >>>>>>>."
        place = Place(start.path, start.line + conflict, 1)
        return Problem(place, "yaml-syntax", "two versions of the text are here", fix)
    error = min(find_error(text) or 0, len(lines) - 1)
    count = max(3, min(MAX_REPAIRS, MAX_CHARACTERS // (len(text) + 1)))
    repairs = [*islice(_all_repairs(lines, error), count)]
    repair = next((each for each in repairs if _helps([each], lines, error, find_error)), None)
    repair = repair or _first_of_two(repairs, lines, error, find_error)
    if repair is None:
        return _unclear(lines, error, start)
    column = repair.column + (start.column - 1 if repair.index == 0 else 0)
    return Problem(Place(start.path, start.line + repair.index, column), "yaml-syntax", repair.message, repair.fix)


def _helps(repairs: Sequence[Repair], lines: Sequence[str], error: int, find_error: FindError) -> bool:
    """Whether a text is read further than its error after some repairs, the last in the text first."""
    repaired, longer = [*lines], 0
    for repair in repairs:
        repaired[repair.index : repair.index + repair.count] = repair.lines
        longer += len(repair.lines) - repair.count
    now = find_error("\n".join(repaired))
    # An error further down is another mistake, for the next time.
    return now is None or now - longer > max(error, repairs[0].index)


def _first_of_two(repairs: Sequence[Repair], lines: Sequence[str], error: int, find_error: FindError) -> Repair | None:
    """The first of two repairs that help together: two mistakes can hide each other."""
    pairs = ((one, other) for other in repairs for one in repairs if one.index + one.count <= other.index)
    tried = islice(pairs, len(repairs))
    return next((one for one, other in tried if _helps([other, one], lines, error, find_error)), None)


def _all_repairs(lines: Sequence[str], error: int) -> Iterator[Repair]:
    """Near the error first, then from the top: a quotation mark may have been opened long before."""
    if lines[0].startswith(" "):
        yield from find_structure_repairs(lines, 0)
    near = [index for index in (error, error - 1, error + 1) if 0 <= index < len(lines)]
    for index in near:
        yield from find_repairs(lines, index)
    for index in near:
        yield from find_structure_repairs(lines, index)
    for index in range(error - 1):
        yield from find_repairs(lines, index)


def _unclear(lines: Sequence[str], error: int, start: Place) -> Problem:
    while error > 0 and not lines[error].strip():
        error -= 1
    column = len(lines[error]) - len(lines[error].lstrip()) + 1
    fix = (
        "Each line is 'key: value', an entry of a list after '- ', or begins with two spaces more than the line it "
        "belongs to. Put text with a colon, '#' or quotation marks in it in quotes."
    )
    message = "this line does not fit the lines above it"
    return Problem(Place(start.path, start.line + error, column), "yaml-syntax", message, fix)
