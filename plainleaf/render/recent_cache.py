"""A cache of what was made from the last few values, so that what many pages share is made once.

A value is looked up by identity, which is fast. Each batch of a worker is unpickled separately, so an equal value
arrives as another object: then it is looked up by equality, once per batch. Values are never hashed, because hashing
the terms of a site would take as long as using them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
M = TypeVar("M")

# There is one value per language and current menu entry. Few sites have more of both together.
SIZE = 20


class RecentCache(Generic[V, M]):
    """Caches what `make` returns for the last few values. A class because a cache changes."""

    def __init__(self, make: Callable[[V], M]) -> None:
        self.make = make
        self.entries: list[tuple[V, M]] = []

    def get(self, value: V) -> M:
        """What `make` returns for a value, or returned for an equal one."""
        for known, made in self.entries:
            if known is value:
                return made
        made = self._take_equal(value)
        self.entries = [(value, made), *self.entries[: SIZE - 1]]
        return made

    def _take_equal(self, value: V) -> M:
        """Remove the entry of an equal value and return what it holds, or call `make`."""
        for place, (known, made) in enumerate(self.entries):
            if known == value:
                del self.entries[place]
                return made
        return self.make(value)
