"""Small sites made for a test, ways to run plainleaf on them, and short forms of the results."""

from __future__ import annotations

import contextlib
import io
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

import pytest
from msgspec import Struct

from plainleaf.command.cli import run
from plainleaf.command.one_run import SIGNALLED
from plainleaf.command.reference.rules import Rule, load_rules
from plainleaf.options import Options, Result
from plainleaf.problems import Problem, Report
from plainleaf.state.state import Build, State, open_state

CHECKOUT = Path(__file__).parents[1]
SITES = CHECKOUT / "tests" / "sites"
MINIMAL = SITES / "minimal"
DAY = "2026-11-21"
NOT_PART_OF_A_SITE = ("expected.yaml", "README.md")


class Run(Struct, frozen=True):
    """The result of running plainleaf: exit code, problems as in the JSON report, both streams, the output folder."""

    code: int
    problems: list[dict[str, Any]]
    stdout: str
    stderr: str
    out: Path

    @property
    def rules(self) -> list[str]:
        """The rules that were broken, in the order of the report."""
        return [problem["rule"] for problem in self.problems]


class Write(Protocol):
    """Writes files into the test's folder, from one name and text or from a mapping; gives that folder."""

    def __call__(self, files: str | Mapping[str, str | bytes], text: str | bytes = "") -> Path: ...


class MakeSite(Protocol):
    """Makes a folder with the minimal site and the files of another of tests/sites/ laid over it."""

    def __call__(self, name: str = "minimal", files: Mapping[str, str | bytes] | None = None) -> Path: ...


class BuildSite(Protocol):
    """Builds a site by the stages of build.py."""

    def __call__(self, root: Path, *more: str, as_of: str = DAY, out: Path | None = None) -> Run: ...


class CheckSite(Protocol):
    """Checks a site by the stages of build.py before it is rendered, for tests of the problems that these find."""

    def __call__(self, root: Path, *more: str, as_of: str = DAY) -> Run: ...


def minimal_config(*changes: tuple[str, str], more: str = "") -> str:
    """The config.yaml of the minimal site with texts replaced and others added at its end."""
    return _changed("config.yaml", changes) + more


def minimal_page(name: str, *changes: tuple[str, str]) -> str:
    """A page of the minimal site, by its path below content/en/, with texts replaced."""
    return _changed(f"content/en/{name}", changes)


def _changed(path: str, changes: tuple[tuple[str, str], ...]) -> str:
    text = (MINIMAL / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{path} does not hold {old!r}"
        text = text.replace(old, new, 1)
    return text


def about_page(prose: str, front: str = "") -> str:
    """A simple page with a text, and more lines of front matter."""
    return f"---\ntitle: About us\nsummary: Who we are.\n{front}---\n\n{prose}\n"


def edit_about(root: Path, prose: str) -> None:
    """Give the page about us of the minimal site another text."""
    (root / "content/en/about.md").write_text(about_page(prose), encoding="utf-8")


def rules(report: Report) -> list[str]:
    """The rules that were broken, in the order of the report."""
    return [problem.rule for problem in report.problems]


@cache
def rules_by_id() -> dict[str, Rule]:
    """Every rule by its id."""
    return {rule.id: rule for group in load_rules() for rule in group.rules}


def places(report: Report) -> list[str]:
    """Where, as 'path:line:column', in the order of the report."""
    return [f"{each.place.path}:{each.place.line}:{each.place.column}" for each in report.problems]


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write each file below `folder`, as it is; texts as UTF-8."""
    for above in dict.fromkeys((folder / name).parent for name in files):
        above.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """The files of a small site by their paths. Tests make more than a thousand copies of the minimal one."""
    files = bytes_below(SITES / name).items()
    return {path: content for path, content in files if Path(path).name not in NOT_PART_OF_A_SITE}


def lay_over(name: str, folder: Path) -> None:
    """Copy the files of a small site over a folder."""
    write_files(folder, files_of(name))


def lay_minimal(folder: Path) -> None:
    """Make the minimal site in a folder."""
    lay_over("minimal", folder)


@lru_cache(maxsize=1)
def build_function() -> Build:
    """The function of build.py."""
    build: Build = runpy.run_path(str(CHECKOUT / "build.py"), run_name="tests.build")["build"]
    return build


def build_by(options: Options, state: State | None = None) -> tuple[Result | None, list[Problem]]:
    """Build, by default with the state of a command; gives the result and every problem."""
    report = Report()
    result = build_function()(options, state or open_state(options), report, lambda _done, _total: None)
    return result, report.problems


def run_plainleaf(*arguments: str | Path, out: Path = Path(), build: Build | None = None) -> Run:
    """Run a command in this process, as build.py does. Problems are read if the report is JSON."""
    written, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(written), contextlib.redirect_stderr(said):
        try:
            code = run(build or build_function(), [str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
    # Whoever ends the tests by a signal during a build would else see a site without problems.
    assert code < SIGNALLED, f"a signal ended the command: {written.getvalue()}{said.getvalue()}"
    problems = json.loads(written.getvalue()) if "json" in arguments and written.getvalue() else []
    return Run(code, problems, written.getvalue(), said.getvalue(), out)


def build_folder(root: Path, *more: str, as_of: str = DAY, out: Path | None = None) -> Run:
    """Build the site at `root`, by default into its public/."""
    target = out or root / "public"
    options = ("--root", root, "--out", target, "--as-of", as_of, "--format", "json")
    return run_plainleaf("build", *options, *more, out=target)


def check_folder(root: Path, *more: str, as_of: str = DAY) -> Run:
    """Check the site at `root`: all that a build does, but that nothing is published."""
    return run_plainleaf("check", "--root", root, "--as-of", as_of, "--format", "json", *more)


def build_until_settled(root: Path, *more: str) -> None:
    """Build until all files are older than the resolution of file times, so that none of them is in doubt."""
    out = root / "public"
    for _ in range(100):
        built = build_folder(root, *more)
        assert built.code == 0, built.problems
        seen = open_state(Options(root, out, date.fromisoformat(DAY))).load_record()
        assert seen is not None
        if seen.snapshot.is_certain:
            return
    pytest.fail("the file system of the temporary folder keeps no change times, so every file is always in doubt")


def edit_secretly(file: Path, old: str, new: str) -> None:
    """Replace a text by another of the same length, and restore the file's modification time."""
    before, text = file.stat(), file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def run_process(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run `python build.py …` as a process of its own."""
    command = [sys.executable, str(CHECKOUT / "build.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **more)


def bytes_below(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder, by its path there."""
    files = (Path(above) / name for above, _, names in os.walk(folder) for name in names)
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def differing_files(one: Path, other: Path) -> list[str]:
    """The files that are not the same below two folders, by their paths there."""
    return sorted({path for path, _ in bytes_below(one).items() ^ bytes_below(other).items()})
