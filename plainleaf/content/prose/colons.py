"""Components that are written with two colons: the text would be shown without its card or box."""

from __future__ import annotations

from collections.abc import Collection

from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

TWO = lazy_pattern(r"::(?!:)[ \t]*(?:(?P<name>[A-Za-z][\w-]*)(?P<rest>[ \t].*)?)?$")


def find_two_colons(prose: ParsedProse, names: Collection[str]) -> tuple[list[Problem], frozenset[int]]:
    """A problem for each component that two colons should open, and for each that they should close.

    `names` are those of the components. Also returns the numbers of all lines that these mistakes explain: a line that
    closes what two colons opened is the same mistake.
    """
    problems: list[Problem] = []
    explained: set[int] = set()
    opened = 0
    for number, line in enumerate(prose.visible.split("\n") if "::" in prose.visible else (), prose.first_line):
        found = TWO.match(line.rstrip())
        if found is None or (found["name"] and found["name"] not in names):
            continue
        explained.update((number, number + 1))
        if not found["name"] and opened:
            opened -= 1
            continue
        opened += bool(found["name"])
        right = f"::: {found['name']}{(found['rest'] or '').rstrip()}" if found["name"] else ":::"
        fix = f"Write '{right}'" + (", and ':::' where it ends." if found["name"] else ".")
        message = f"a component {'begins' if found['name'] else 'ends'} with three colons, but here there are two"
        problems.append(Problem(Place(prose.path, number), "markdown-dialect", message, fix))
    return problems, frozenset(explained)
