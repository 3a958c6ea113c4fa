"""If plainleaf fails while it uses a state file, the state may be damaged or forged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plainleaf.problems import FAULTS, ChangedMeanwhileError, Report
from plainleaf.state.state import State


@contextmanager
def doubt(state: State, report: Report) -> Iterator[None]:
    """Turn a fault of a build that uses a state file, raised or reported, into a ChangedMeanwhileError.

    A blank state cannot be the cause, nor can the memory of a long-running process.
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
