"""Which sets of red flags a page places."""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Problem

# In the place of a name: a set that cannot be told, because a component or its name is wrong.
ANY_SET = ""


def find_placed(prose: ParsedProse, problems: Iterable[Problem], *, is_cut: bool) -> tuple[str, ...]:
    """The names of the sets that a page places. `problems` are those of the page, of which a part may be cut."""
    names = {use.red_flags.name for use in prose.uses if use.red_flags is not None}
    if is_cut or prose.is_unclear or any(problem.rule == "unknown-red-flags" for problem in problems):
        names.add(ANY_SET)
    return tuple(sorted(names))
