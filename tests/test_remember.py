"""What is remembered from build to build: it comes back as it was, and nothing else is made from a stored state."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from plainleaf.jobs import AnchorLink, Findings
from plainleaf.kinds import all_kinds
from plainleaf.problems import Place, Problem
from plainleaf.remember import KnownOutput, Remembered, decode, encode

PLACE = Place("content/en/about.md", 3, 4)


class Reduced:
    """Something whose pickle calls a function when it is read."""

    def __init__(self, function: Callable[..., Any], *values: Any) -> None:
        self.values = (function, values)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.values


@pytest.mark.parametrize(
    "value",
    [
        (Remembered("base", "facts"), {"index.html": KnownOutput("key", (1, 2), Findings(("top",)))}),
        Findings(links=(AnchorLink("a/index.html", "top", "#top", PLACE),), text_at=PLACE),
        Problem(PLACE, "rule", "message", "fix"),
        all_kinds()["topic"],
        date(2026, 11, 22),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    "stored",
    [
        encode(Reduced(os.mkdir, "made-by-a-pickle")),
        encode(Reduced(eval, "1 + 1")),
        b"cplainleaf.files\nos.getcwd\n(tR.",
        b"\x80\x04\x8c\x0fplainleaf.files\x8c\tos.getcwd\x93)R.",
        encode(PLACE)[:-9],
        pickle.dumps(Reduced(Place)),
        b"",
    ],
    ids=["a command", "an expression", "a dotted name", "a dotted name, newer", "cut off", "too few values", "empty"],
)
def test_nothing_but_our_own_values_is_made_from_a_stored_state(stored: bytes) -> None:
    assert decode(stored) is None
