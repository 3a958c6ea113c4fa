"""State: what the last good build left, so that the next one makes only what differs.

One JSON file beside the output folder, replaced as a whole. A state that cannot be read, or that is of another
version or another site, counts as none. Only the standard library is imported here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from plainleaf.options import Options, Result
from plainleaf.problems import Place, Problem, Report
from plainleaf.snapshot import Snapshot, Stat

VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A file of the last build: the key of its job, what it looked like on disk, and what was found out about it."""

    key: str
    stat: Stat
    anchors: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The last good build: what it was asked, what it read, what it reported, and its files by their path."""

    request: str
    inputs: Mapping[str, Stat]
    generator: Mapping[str, Stat]
    is_certain: bool
    problems: tuple[Problem, ...]
    files: Mapping[str, Known]


def workplace(out: Path) -> Path:
    """The hidden folder beside an output folder, for the lock, the state and the site that is being written."""
    return out.with_name(f".{out.name}.plainleaf")


def request_of(options: Options) -> str:
    """What a build was asked, as text: the site, the day, the address."""
    return f"{options.root.resolve()}|{options.as_of.isoformat()}|{options.address or ''}"


def load_state(out: Path) -> State | None:
    """The state beside an output folder; None when there is none that can be used."""
    try:
        stored = json.loads((workplace(out) / "state.json").read_bytes())
        if stored["version"] != VERSION:
            return None
        return State(
            stored["request"],
            {path: (stat[0], stat[1]) for path, stat in stored["inputs"].items()},
            {path: (stat[0], stat[1]) for path, stat in stored["generator"].items()},
            bool(stored["is_certain"]),
            _problems(stored["problems"]),
            {path: _known(entry) for path, entry in stored["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        # Damaged or written by something else: the build does without it and writes a new one.
        return None


def _known(entry: list[Any]) -> Known:
    key, size, modified, anchors, problems = entry
    return Known(key, (size, modified), tuple(anchors), _problems(problems))


def _problems(stored: list[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(Place(*place), *rest) for place, *rest in stored)


def save_state(out: Path, state: State) -> None:
    """Put a state beside an output folder, in one step."""
    entries = {
        path: [known.key, *known.stat, known.anchors, [astuple(each) for each in known.problems]]
        for path, known in state.files.items()
    }
    stored = {
        "version": VERSION,
        "request": state.request,
        "inputs": state.inputs,
        "generator": state.generator,
        "is_certain": state.is_certain,
        "problems": [astuple(each) for each in state.problems],
        "files": entries,
    }
    file = workplace(out) / "state.json"
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(file)


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
    state = load_state(out)
    if state is None or not _is_same(state, options, snapshot):
        return None
    if any(stat_of(f"{out}/{path}") != known.stat for path, known in state.files.items()):
        return None
    report.extend(state.problems)
    pages = sum(path.endswith(".html") for path in state.files)
    return Result(pages, len(state.files), 0)


def _is_same(state: State, options: Options, snapshot: Snapshot) -> bool:
    """Whether the last build was asked the same, and read the same files."""
    is_same_request = state.is_certain and state.request == request_of(options)
    return is_same_request and state.inputs == snapshot.inputs and state.generator == snapshot.generator
