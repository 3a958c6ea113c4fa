"""Latest: what was made of the last few values, so that what many pages share is made once.

A value is looked for by what it is, which is quick. The batches of a worker are unpickled one by one, so the same value
comes again as another object: then it is looked for by being equal, once in a batch. Nothing is ever hashed, which for
the terms of a site takes as long as much of what is done with them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
M = TypeVar("M")

# A language's pages see the site with one menu entry or another marked. Few sites have more of both than this together.
KEPT = 20


class RecentCache(Generic[V, M]):
    """What `make` made of the last few values. A class because it remembers; the values are kept alive in it."""

    def __init__(self, make: Callable[[V], M]) -> None:
        self.make = make
        self.kept: list[tuple[V, M]] = []

    def get(self, value: V) -> M:
        """What is made of a value, or was made of an equal one."""
        for known, made in self.kept:
            if known is value:
                return made
        made = self._take_equal(value)
        self.kept = [(value, made), *self.kept[: KEPT - 1]]
        return made

    def _take_equal(self, value: V) -> M:
        """What was made of an equal value, which is forgotten; or what is made of this one now."""
        for place, (known, made) in enumerate(self.kept):
            if known == value:
                del self.kept[place]
                return made
        return self.make(value)
