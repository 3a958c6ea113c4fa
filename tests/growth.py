"""How the time of some work grows with its text: a slow pattern is found on a slow machine as on a fast one."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TypeVar

Text = TypeVar("Text")


def seconds_for(action: Callable[[Text], object], text: Text, *, times: int = 3, enough: float = 0) -> float:
    """The least time that an action on a text takes, in seconds of this process: a busy machine matters little.

    It is not asked for again once it took less than `enough`.
    """
    taken: list[float] = []
    for _ in range(times):
        start = time.process_time()
        action(text)
        taken.append(time.process_time() - start)
        if taken[-1] < enough:
            break
    return min(taken)


def is_within(action: Callable[[Text], object], short: Text, long: Text, longer: int, *, power: int = 1) -> bool:
    """Whether the time for `long`, which is so many times as long as `short`, grows with a power of the length."""
    limit = most_seconds(seconds_for(action, short), longer, power=power)
    return seconds_for(action, long, enough=limit) < limit


def most_seconds(seconds: float, longer: int, *, power: int = 1) -> float:
    """How long a text may take that is so many times as long as one that took `seconds`.

    In linear time (power 1) that is `longer` times as long, in quadratic time (power 2) the square of it. The limit
    is halfway between the allowed power and the next.
    """
    return max(0.1, seconds * math.pow(longer, power + 0.5))
