"""Tasks for workers in tests. A module of its own, because every worker imports it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

import plainleaf


class Desk(Struct, frozen=True):
    """What a worker makes once: the id of its process, and its number there."""

    process: int
    number: int


def find_modules(_desk: object, batch: Sequence[int]) -> list[str]:
    """Where this process has imported plainleaf from."""
    return [str(plainleaf.__file__) for _ in batch]


def make_desk() -> Desk:
    """A desk, numbered within its process."""
    DESKS.append(len(DESKS))
    return Desk(os.getpid(), len(DESKS))


DESKS: list[int] = []


def square(_desk: Desk, numbers: Sequence[int]) -> list[int]:
    """The square of each number."""
    return [number * number for number in numbers]


def name_desk(desk: Desk, numbers: Sequence[int]) -> list[Desk]:
    """The desk at which each number was processed."""
    return [desk for _ in numbers]


def drop_one(_desk: Desk, numbers: Sequence[int]) -> list[int]:
    """One result too few."""
    return list(numbers[1:])


def die_once(folder: Path, numbers: Sequence[int]) -> list[int]:
    """The square of each number; but the process that is the first to see number 7 is killed."""
    if 7 in numbers:
        try:
            (folder / "died").touch(exist_ok=False)
        except FileExistsError:
            return square(Desk(0, 0), numbers)
        os.kill(os.getpid(), signal.SIGKILL)
    return square(Desk(0, 0), numbers)


def die_at_7(_folder: Path, numbers: Sequence[int]) -> list[int]:
    """The square of each number; but every process that sees number 7 is killed."""
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(Desk(0, 0), numbers)


def hang(told: Path, numbers: Sequence[int]) -> list[int]:
    """Write a line into a file or pipe, then never finish."""
    with told.open("a") as stream:
        stream.write("working\n")
    threading.Event().wait()
    return list(numbers)


def write_when_allowed(folder: Path, numbers: Sequence[int]) -> list[int]:
    """Write a file for each number; but number 7 first says that it is its turn, and waits for permission.

    It says so through the pipe `told`, and gets permission through the pipe `go`.
    """
    for number in numbers:
        if number == 7:
            (folder / "told").write_text("working\n", encoding="utf-8")
            (folder / "go").read_bytes()
        (folder / str(number)).touch()
    return list(numbers)
