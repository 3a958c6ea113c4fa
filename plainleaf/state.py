"""State: what the last good build left, so that the next one makes only what differs.

One file beside the output folder, replaced as a whole: two parts of JSON, each on a line after its digest. The first
tells whether anything changed, the second is only read when something did. A state that cannot be read, that is
damaged, or that is of another version or another site counts as none. Only the standard library is imported here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from plainleaf.options import Options, Result
from plainleaf.problems import Place, Problem, Report
from plainleaf.snapshot import Snapshot, Stat

VERSION = "plainleaf state 1"


@dataclass(frozen=True, slots=True)
class Known:
    """A file of the last build: the key of its job, what it looked like on disk, and what was found out about it."""

    key: str
    stat: Stat
    anchors: tuple[str, ...]
    problems: tuple[Problem, ...]
    sample: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last good build was asked, what it read, what it reported, and how its files look on disk."""

    request: str
    inputs: Mapping[str, Stat]
    generator: Mapping[str, Stat]
    is_certain: bool
    problems: tuple[Problem, ...]
    stats: Mapping[str, Stat]


def workplace(out: Path) -> Path:
    """The hidden folder beside an output folder, for the lock, the state and the site that is being written."""
    return out.with_name(f".{out.name}.plainleaf")


def request_of(options: Options) -> str:
    """What a build was asked, as text: the site, the day, the address, and whether it reads the pages."""
    asked = (options.root.resolve(), options.as_of.isoformat(), options.address or "", options.reads_pages)
    return "|".join(map(str, asked))


def save_state(out: Path, seen: Seen, known: Mapping[str, Known]) -> None:
    """Put the state of a build beside its output folder, in one step. `known` is by the path of each file."""
    first = {
        "request": seen.request,
        "inputs": seen.inputs,
        "generator": seen.generator,
        "is_certain": seen.is_certain,
        "problems": [astuple(each) for each in seen.problems],
        "stats": seen.stats,
    }
    second = {
        path: [each.key, each.stat, each.anchors, [astuple(problem) for problem in each.problems], each.sample]
        for path, each in known.items()
    }
    parts = (json.dumps(part, ensure_ascii=True, separators=(",", ":")).encode() for part in (first, second))
    lines = [VERSION.encode(), *(line for part in parts for line in (_digest(part), part))]
    file = workplace(out) / "state"
    fresh = file.with_suffix(".new")
    fresh.write_bytes(b"\n".join(lines))
    fresh.replace(file)


def _digest(part: bytes) -> bytes:
    return hashlib.blake2b(part, digest_size=16).hexdigest().encode()


def _load_part(out: Path, number: int) -> Any:
    """One of the two parts of a state; None when there is none, or it is not what was written."""
    try:
        lines = (workplace(out) / "state").read_bytes().split(b"\n")
    except OSError:
        return None
    digest, part = lines[2 * number + 1 : 2 * number + 3] if len(lines) == 5 else (b"", b"")
    if lines[0] != VERSION.encode() or _digest(part) != digest:
        return None
    return json.loads(part)


def load_seen(out: Path) -> Seen | None:
    """What the last build beside an output folder saw; None when that cannot be told."""
    stored = _load_part(out, 0)
    if stored is None:
        return None
    return Seen(
        stored["request"],
        _stats(stored["inputs"]),
        _stats(stored["generator"]),
        stored["is_certain"],
        _problems(stored["problems"]),
        _stats(stored["stats"]),
    )


def load_known(out: Path) -> dict[str, Known]:
    """The files of the last build by their path; none when that cannot be told."""
    stored = _load_part(out, 1) or {}
    return {
        path: Known(key, (stat[0], stat[1]), tuple(anchors), _problems(problems), tuple(sample))
        for path, (key, stat, anchors, problems, sample) in stored.items()
    }


def _stats(stored: dict[str, list[int]]) -> dict[str, Stat]:
    return {path: (stat[0], stat[1]) for path, stat in stored.items()}


def _problems(stored: list[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(Place(*place), *rest) for place, *rest in stored)


def stat_of(file: Path | str) -> Stat:
    """Size and modification time of a file; (-1, -1) when there is none."""
    try:
        stat = os.stat(file)  # noqa: PTH116 - called for every file of a site, where Path objects cost more
    except OSError:
        return (-1, -1)
    return (stat.st_size, stat.st_mtime_ns)


def find_unchanged(options: Options, snapshot: Snapshot, report: Report) -> Result | None:
    """What the last build came to, when this one would give just the same; its problems go into the report."""
    out = options.out.resolve()
    seen = load_seen(out)
    if seen is None or not _is_same(seen, options, snapshot):
        return None
    if any(stat_of(f"{out}/{path}") != stat for path, stat in seen.stats.items()):
        return None
    report.extend(seen.problems)
    pages = sum(path.endswith(".html") for path in seen.stats)
    return Result(pages, len(seen.stats), 0)


def _is_same(seen: Seen, options: Options, snapshot: Snapshot) -> bool:
    """Whether the last build was asked the same, and read the same files."""
    is_same_request = seen.is_certain and seen.request == request_of(options)
    return is_same_request and seen.inputs == snapshot.inputs and seen.generator == snapshot.generator
