"""What the measurements need to know about a tool."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field


class Recipe(Struct, frozen=True, kw_only=True):
    """A tool: how to write its site, build it and serve it. Paths are relative to the folder of the site.

    `page` is the file of the page that is edited and `template` one that all pages are made with; `out` is where the
    site goes, and `caches` are what else a cold build must not find. `servers` are commands by name, with '{port}'
    where the port goes. `alone` are arguments for a build in one process, as the system does not count the processor
    time of processes that nobody waits for. `note` says what a reader of the figures should know.
    """

    name: str
    version: str
    write: Callable[[Path, int], None]
    build: tuple[str, ...]
    page: str
    template: str
    out: str
    caches: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    servers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


class Missing(Struct, frozen=True):
    """A tool that is omitted, and why."""

    name: str
    reason: str


def ask_version(*command: str) -> str:
    """The first line that a command prints, which for these commands has the version in it."""
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return said.stdout.strip().splitlines()[0]


def find_program(tools: Path, name: str) -> str:
    """The program of a tool from PyPI in its own environment below the folder of tools; '' when it is not there."""
    program = tools / name / "bin" / name
    return str(program) if program.is_file() else ""


def not_installed(name: str) -> Missing:
    """The answer for a tool that is not below the folder of tools."""
    return Missing(name, "not installed; see python -m benchmarks.install --help")
