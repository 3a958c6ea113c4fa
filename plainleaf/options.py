"""What a run of plainleaf is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plainleaf.problems import Report


@dataclass(frozen=True, slots=True)
class Options:
    """Choices made on the command line.

    `as_of` is the day the site is built for; `jobs` the number of processes, None to choose by the site's size;
    `executor` the address of a cluster that renders, None for this machine; `writes` is False for a check; `address`
    replaces the one in config.yaml while developing, None to keep it.
    """

    root: Path
    out: Path
    as_of: date
    jobs: int | None = None
    clean: bool = False
    writes: bool = True
    address: str | None = None
    executor: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to: pages and files of the site, and how many of the files were made anew."""

    pages: int
    files: int
    made: int


# The function of build.py: it builds what the options ask for, and says what that came to, None for errors.
Build = Callable[[Options, Report, Callable[[int, int], None]], Result | None]
