"""How the time of some work grows with its text: a slow pattern is found on a slow machine as on a fast one."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TypeVar

Text = TypeVar("Text")


def seconds_for(action: Callable[[Text], object], text: Text, *, times: int = 3) -> float:
    """The least time that an action on a text takes, in seconds of this process: a busy machine matters little."""
    taken: list[float] = []
    for _ in range(times):
        start = time.process_time()
        action(text)
        taken.append(time.process_time() - start)
    return min(taken)


def most_seconds(seconds: float, longer: int, *, power: int = 1) -> float:
    """How long a text may take that is so many times as long as one that took `seconds`.

    In linear time (power 1) that is `longer` times as long, in quadratic time (power 2) the square of it. The limit
    lies in the middle between what is allowed and the next power.
    """
    return max(0.1, seconds * math.pow(longer, power + 0.5))
