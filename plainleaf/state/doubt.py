"""Doubt: if plainleaf fails while it uses a state file, the state may be damaged, or somebody may have forged it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainleaf.problems import FAULTS, ChangedMeanwhileError, Report
from plainleaf.state.state import State


@contextmanager
def doubt(state: State, report: Report) -> Iterator[None]:
    """Raise ChangedMeanwhileError for a fault, raised or in the report, of a build that uses a state file.

    The memory of a long-running process is its own, and a blank state cannot be the reason.
    """
    may_be_damaged = not state.is_blank and not state.is_long_running
    try:
        yield
    except FAULTS as error:
        if may_be_damaged:
            raise ChangedMeanwhileError(Path("state")) from error
        raise
    if may_be_damaged and any(problem.rule == "plainleaf-fault" for problem in report.problems):
        raise ChangedMeanwhileError(Path("state"))
