"""Problems of a site as values: a place, a rule, a message and a fix.

An author's mistake is data, never an exception. Every stage adds what it finds to one Report, so one run shows
everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

ERROR = "error"
WARNING = "warning"
# Of one rule in one file so many problems are listed, and how many more there are.
MANY = 20


class Place(Struct, frozen=True, order=True, array_like=True):
    """A spot in a file that an author can edit: path relative to the root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1


class Problem(Struct, frozen=True, order=True, array_like=True):
    """One mistake, where it is, the stable id of the rule it breaks, and how to fix it."""

    place: Place
    rule: str
    message: str
    fix: str
    severity: str = ERROR


def soften(problem: Problem, why: str = "draft: must be fixed before it is published") -> Problem:
    """The problem of a page that is not published yet: an error keeps no site from being published until then."""
    if problem.severity != ERROR:
        return problem
    message = f"{problem.message} ({why})"
    return Problem(problem.place, problem.rule, message, problem.fix, WARNING)


class Report(Struct):
    """All problems of one run. A problem is listed once, however often it is found.

    Of each rule in each file the number is known, so that no time is spent on a fix that will not be listed.
    """

    _problems: dict[Problem, None] = field(default_factory=dict)
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, place: Place, rule: str, message: str, fix: str, *, severity: str = ERROR) -> None:
        """Add one problem."""
        self.extend((Problem(place, rule, message, fix, severity),))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        for problem in problems:
            if problem not in self._problems:
                self._problems[problem] = None
                self._numbers[problem.place.path, problem.rule] += 1

    def lists(self, rule: str, path: str) -> bool:
        """Whether another problem with this rule in this file would be listed."""
        return self._numbers[path, rule] <= MANY

    @property
    def problems(self) -> list[Problem]:
        """Every problem, by file, line and column."""
        return sorted(self._problems)

    @property
    def count(self) -> int:
        """The number of problems, without sorting them."""
        return len(self._problems)

    @property
    def has_errors(self) -> bool:
        """Whether any problem keeps the site from being published."""
        return any(problem.severity == ERROR for problem in self._problems)


class StoppedError(Exception):
    """The build cannot continue, for a reason outside the site. The caller reports the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class ChangedMeanwhileError(Exception):
    """A file has changed since it was read, or what the last build stored about it is wrong."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class WorkerDiedError(Exception):
    """A worker died twice while it worked on `item`, the second time on nothing else."""

    def __init__(self, item: object) -> None:
        super().__init__(item)
        self.item = item
