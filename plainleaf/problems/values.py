"""Problems of a site as values: a place, a rule, a message and a fix.

An author's mistake is data, never an exception. Every stage adds what it finds to one Report, so one run shows
everything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

ERROR = "error"
WARNING = "warning"
SHORT_NAME = 10


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


class Report(Struct):
    """All problems of one run. A problem is listed once, however often it is found."""

    _problems: dict[Problem, None] = field(default_factory=dict)

    def add(self, place: Place, rule: str, message: str, fix: str, *, severity: str = ERROR) -> None:
        """Add one problem."""
        self._problems[Problem(place, rule, message, fix, severity)] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several problems."""
        self._problems.update(dict.fromkeys(problems))

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


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None when nothing is close."""
    shown = unicodedata.normalize("NFC", name)
    # Nobody can see a difference between the others and the name.
    known = [each for each in known if unicodedata.normalize("NFC", each) != shown]
    same = _in_one_form(name)
    if found := next((each for each in known if _in_one_form(each) == same), None):
        return found
    import difflib  # needed only for mistakes, which are rare

    # Long names, such as paths, share many letters by chance, so they must match more closely.
    cutoff = 0.6 if len(name) < SHORT_NAME else 0.8
    matches = difflib.get_close_matches(name, known, n=1, cutoff=cutoff)
    return matches[0] if matches else None


def _in_one_form(name: str) -> str:
    """A name without the differences that nobody sees or means: letter case, and how accents are stored."""
    return unicodedata.normalize("NFC", name).casefold()


def suggest(name: str, known: Iterable[str], *, otherwise: str) -> str:
    """The fix for an unknown name: a guess if one is close, else `otherwise`."""
    guess = closest(name, known)
    return f"Did you mean '{guess}'?" if guess else otherwise
