"""The log: what is written, what is left out, and that a flood of one line does not fill the disk."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from plainleaf.receiver.journal import MAX_SEEN, SparingFilter

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def written(keeps: SparingFilter, line: str, level: int = logging.WARNING, raised: Raised | None = None) -> str | None:
    """What is written of a line; None for nothing."""
    record = logging.LogRecord("plainleaf.receiver", level, "", 0, "%s", (line,), raised)
    return record.getMessage() if keeps.filter(record) else None


def test_a_line_that_comes_again_and_again_is_written_once_a_minute_with_its_number() -> None:
    clock = [0.0]
    keeps = SparingFilter(lambda: clock[0])

    flood = [written(keeps, "database is locked") for _ in range(500)]
    other = written(keeps, "disk is full")
    clock[0] = 60.0
    later = [written(keeps, "database is locked") for _ in range(2)]

    assert (flood[0], set(flood[1:]), other) == ("database is locked", {None}, "disk is full")
    assert later == ["database is locked [and 499 times more since it was last written]", None]


def test_what_has_changed_and_a_mistake_of_ours_are_always_written() -> None:
    keeps = SparingFilter(lambda: 0.0)
    try:
        raise RuntimeError
    except RuntimeError:
        raised = sys.exc_info()

    assert [written(keeps, "the form packs have changed", logging.INFO) for _ in range(2)].count(None) == 0
    assert [written(keeps, "Exception", logging.ERROR, raised) for _ in range(2)].count(None) == 0


def test_many_different_lines_do_not_fill_the_memory() -> None:
    keeps = SparingFilter(lambda: 0.0)

    for number in range(3 * MAX_SEEN):
        written(keeps, str(number))

    assert written(keeps, "0") == "0"
