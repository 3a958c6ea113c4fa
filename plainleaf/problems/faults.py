"""Faults: mistakes of ours that one page brings to light. That page is reported, and all others go on.

A fault is contained only where work on one page begins: reading, checking, planning and rendering it. What is raised to
end a build on purpose, and whatever the system refuses (OSError), is not among them.
"""

from __future__ import annotations

from types import TracebackType

from plainleaf.problems.values import Place, Problem

# What Python raises where code meets a value that it was not written for. A RecursionError is a RuntimeError.
FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NameError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip
OUR_FAULT = (
    "This is a mistake in plainleaf, not in your site. Send this message to whoever looks after plainleaf for you. "
    "Until it is fixed, undo your last change."
)


def fault_of(error: Exception, place: Place) -> Problem:
    """The problem with a page on which plainleaf has failed: what happened, and where in plainleaf."""
    message = f"plainleaf fails on this page: {type(error).__name__}: {_shorten(str(error))}{_where(error)}"
    return Problem(place, "plainleaf-fault", message, OUR_FAULT)


def _where(error: Exception) -> str:
    """The innermost line of plainleaf that an error came through. Where a stack is full is a matter of chance."""
    if isinstance(error, RecursionError | MemoryError):
        return ""
    where, trace = "", error.__traceback__
    while isinstance(trace, TracebackType):
        name = trace.tb_frame.f_globals.get("__name__", "")
        where = f" ({name}, line {trace.tb_lineno})" if name.startswith("plainleaf.") else where
        trace = trace.tb_next
    return where


def _shorten(text: str, most: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
