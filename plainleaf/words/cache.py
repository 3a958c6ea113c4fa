"""Remember what was made of each word: most words of a page were seen on an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class _Remembered(dict[str, Value]):
    """What was made of each word so far. The base class asks `__missing__` for a word that is new."""

    def __init__(self, make: Callable[[str], Value], most: int) -> None:
        super().__init__()
        self.make = make
        self.most = most

    def __missing__(self, word: str) -> Value:
        # To begin again now and then costs less than to note at each look-up which word was used last.
        if len(self) >= self.most:
            self.clear()
        value = self[word] = self.make(word)
        return value


def remembered(most: int) -> Callable[[Callable[[str], Value]], Callable[[str], Value]]:
    """Let a function of one word remember at most so many words.

    As `lru_cache` does, in half the time: a page asks for each of its words several times, so the time of a look-up
    counts.
    """

    def remember(make: Callable[[str], Value]) -> Callable[[str], Value]:
        return _Remembered(make, most).__getitem__

    return remember
