"""What a run of plainleaf is asked to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plainleaf.problems import Report


class Memory(Struct):
    """What a process that stays, such as `serve`, keeps from one build to the next.

    `state` is what other builds leave in a file (see state.py). `values` are by name, each with what it was made from.
    `snapshot` is the last that was taken, whatever came of that build, and `changed` are the files of the site that may
    have changed since then, None when that is not known.
    """

    state: Any = None
    values: dict[str, tuple[object, Any]] = field(default_factory=dict)
    snapshot: Any = None
    changed: frozenset[str] | None = None

    def once(self, name: str, basis: object, make: Callable[[], Any]) -> Any:
        """The value of a name: the one that is kept, when it was made from the same, else a new one."""
        known = self.values.get(name)
        if known is None or known[0] != basis:
            known = self.values[name] = (basis, make())
        return known[1]


class Options(Struct, frozen=True):
    """Choices made on the command line.

    `as_of` is the day the site is built for; `jobs` the number of processes, None to choose by the site's size;
    `executor` the address of a cluster that renders, None for this machine; `writes` is False for a check; `address`
    replaces the one in config.yaml while developing, None to keep it; `reads_pages` is False for a quick look that
    leaves the reading checks out; `memory` is that of a process that stays, None for one that ends.
    """

    root: Path
    out: Path
    as_of: date
    jobs: int | None = None
    clean: bool = False
    writes: bool = True
    address: str | None = None
    reads_pages: bool = True
    executor: str | None = None
    memory: Memory | None = None


class Result(Struct, frozen=True):
    """What a run came to: pages and files of the site, and how many of the files were made anew.

    `sources` has the file of each page that somebody wrote, by the path of its source, and `engine` is the name of the
    Markdown engine; both are empty when nothing had changed, because then nobody has looked.
    """

    pages: int
    files: int
    made: int
    sources: Mapping[str, str] = field(default_factory=dict)
    engine: str = ""


# The function of build.py: it builds what the options ask for, and says what that came to, None for errors.
Build = Callable[[Options, Report, Callable[[int, int], None]], Result | None]
