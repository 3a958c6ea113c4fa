"""The benchmarks: what is measured is what is said to be measured. No test here takes a time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks import served
from benchmarks.corpus import EDITED, write_pages
from benchmarks.edits import SCENARIOS, Workpiece, clear
from benchmarks.figures import Run, make_table, median_ratio, median_seconds, to_markdown, to_text
from benchmarks.profile import time_stages
from benchmarks.recipe import Recipe
from benchmarks.run import measure, run_once
from benchmarks.shares import Function, find_shares, step_of
from tests.pipes import listen
from tests.site_tools import MakeSite

# A generator in a few lines of Python: each page with the footer of the template, and a folder's page with all of it.
GENERATOR = """
from pathlib import Path
footer = Path("template.html").read_text()
for file in sorted(Path("content").rglob("*.md")):
    page = Path("out") / file.relative_to("content").with_suffix("") / "index.html"
    for target in (page, page.parents[1] / "index.html", Path("out/index.html")):
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a") as stream:
            stream.write(file.read_text() + footer)
"""
LAZY = "from pathlib import Path\nif not Path('out').exists():\n" + re.sub("^", "    ", GENERATOR, flags=re.MULTILINE)

# A process that does not end when it is asked to, and says so if it is left alone.
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
with open("pipe", "w", buffering=1) as pipe:
    pipe.write("up\\n")
    time.sleep(30)
    pipe.write("survived")
"""


def made_up_tool(script: str, name: str = "made-up") -> Recipe:
    """A tool that is a script in Python."""

    def write(folder: Path, count: int) -> None:
        write_pages(folder / "content", count, index="")
        (folder / "template.html").write_text("<footer>Edition 0</footer>", encoding="utf-8")

    page, build = f"content/{EDITED}.md", (sys.executable, "-c", script)
    return Recipe(name=name, version="1", write=write, build=build, page=page, template="template.html", out="out")


def runs(*seconds: float) -> list[Run]:
    """Runs that took so long, and 5 MB each."""
    return [Run(each, 5_000_000) for each in seconds]


def write_work(recipe: Recipe, folder: Path) -> Workpiece:
    """A site of a few pages by a recipe."""
    recipe.write(folder, 5)
    return Workpiece(recipe, folder)


@pytest.mark.matrix
def test_each_tool_is_run_once_in_each_round_of_each_scenario(tmp_path: Path) -> None:
    works = [write_work(made_up_tool(GENERATOR, name), tmp_path / name) for name in ("one", "other")]

    measured = measure(works, SCENARIOS, 2)

    assert list(measured) == ["one", "other"]
    for tool in measured.values():
        assert [(name, len(each)) for name, each in tool.items()] == [(scenario.name, 2) for scenario in SCENARIOS]
        assert all(run.seconds > 0 and run.peak > 1_000_000 for each in tool.values() for run in each)


def test_a_build_that_misses_an_edit_is_not_measured(tmp_path: Path) -> None:
    work = write_work(made_up_tool(LAZY), tmp_path / "site")

    with pytest.raises(ValueError, match=rf"'One more line, \d+\.' is not on the page '{EDITED}'"):
        measure([work], SCENARIOS, 1)


def test_a_build_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        run_once((sys.executable, "-c", "raise SystemExit('no such luck')"), tmp_path)


def test_a_command_that_does_something_takes_processor_time(tmp_path: Path) -> None:
    assert run_once((sys.executable, "-c", ""), tmp_path, processor=True).seconds > 0


def test_a_cold_build_finds_neither_the_old_site_nor_a_cache(tmp_path: Path) -> None:
    recipe = replace(made_up_tool(GENERATOR), caches=("cache", "lock"))
    for name in ("out/a", "cache/b", "content/c"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "lock").touch()

    clear(Workpiece(recipe, tmp_path), 1)

    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_a_ratio_is_between_runs_of_one_round() -> None:
    # Both tools took ten times as long in the second round: that says nothing about either.
    slow, quick = runs(2, 20, 2), runs(1, 10, 1)

    assert median_seconds(slow) == 2
    assert median_ratio(slow, quick) == 2


@pytest.mark.parametrize(
    ("base", "cells"), [("b", ("4.0 s (2.00)", "0.200 s (0.20)")), ("not measured", ("4.0 s", "0.200 s"))]
)
def test_a_table_has_a_row_for_each_tool_and_ratios_to_the_base(base: str, cells: tuple[str, ...]) -> None:
    measured = {"a": {"cold": runs(4), "warm": runs(0.2)}, "b": {"cold": runs(2), "warm": [Run(1, 70_000_000)]}}

    table = make_table("Title", measured, base)

    assert table.heading == ("", "cold", "warm", "peak memory")
    assert table.rows[0] == ("a", *cells, "5 MB")
    assert [(row[0], row[-1]) for row in table.rows] == [("a", "5 MB"), ("b", "70 MB")]


def test_tables_are_printed_for_a_terminal_and_as_markdown() -> None:
    table = make_table("Title", {"long name": {"cold": runs(4)}, "b": {"cold": runs(12)}}, "")

    assert to_text(table).splitlines() == [
        "Title",
        "             cold  peak memory",
        "long name   4.0 s         5 MB",
        "b          12.0 s         5 MB",
    ]
    assert to_markdown(table).splitlines()[2:5] == [
        "|  | cold | peak memory |",
        "|---|---:|---:|",
        "| long name | 4.0 s | 5 MB |",
    ]


def test_the_table_of_servers_has_median_extremes_and_ratio() -> None:
    times: Mapping[str, Sequence[float]] = {"ours": [0.5, 1, 2], "theirs": [2, 2, 2]}

    rows = served.make_table("Title", times, "theirs").rows

    assert rows[0] == ("ours", "1.0 s", "0.500 s", "2.0 s", "0.50")


def test_a_server_ends_with_all_its_processes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    # The system counts the time of a processor in steps of ten milliseconds, so this one uses several.
    busy = "import time\nwhile time.process_time() < 0.1: pass\n"
    script = f"{busy}import subprocess, sys; subprocess.run([sys.executable, '-c', {STUBBORN!r}])"

    with ExitStack() as closing:
        with pytest.raises(KeyboardInterrupt), served.running((sys.executable, "-c", script), tmp_path) as process:
            pipe = closing.enter_context(listen(tmp_path / "pipe"))
            assert pipe.readline() == "up\n"
            assert served.processor_seconds(process.pid) > 0
            raise KeyboardInterrupt

        # The end of the pipe comes when the last process that could write to it is gone.
        assert pipe.read() == ""


def test_stages_are_those_that_build_py_calls_in_its_order(make_site: MakeSite) -> None:
    stages = list(time_stages(make_site()))

    wanted = ["take_snapshot", "load_inputs", "read", "make_plan", "fill", "verify", "publish"]
    assert [name for name in stages if name in wanted] == wanted


def test_time_in_a_library_is_given_to_the_module_that_called_it() -> None:
    reading: Function = ("/x/plainleaf/words/outline.py", 1, "read")
    engine: Function = ("/y/site-packages/markdown/core.py", 1, "convert")
    library: Function = ("/usr/lib/python3.11/re.py", 1, "sub")
    in_c: Function = ("~", 0, "<match>")
    facts = {
        reading: (1, 1, 1.0, 4.0, {}),
        engine: (1, 1, 2.0, 6.0, {}),
        library: (1, 1, 4.0, 7.0, {reading: (1, 1, 1.0, 2.0), engine: (1, 1, 3.0, 5.0)}),
        in_c: (1, 1, 3.0, 3.0, {library: (1, 1, 3.0, 3.0)}),
    }

    shares = find_shares(facts)

    assert [(share.name, share.fraction) for share in shares] == [("Markdown", 0.725), ("word checks", 0.275)]


@pytest.mark.parametrize(
    ("file", "step"),
    [
        ("/home/plainleaf/plainleaf/content/read.py", "content"),
        ("/home/plainleaf/.venv/lib/python3.11/site-packages/jinja2/runtime.py", "templates"),
        ("/home/site/templates/kinds/page.html", "templates"),
        ("/usr/lib/python3.11/json/decoder.py", None),
        ("~", None),
    ],
)
def test_code_belongs_to_the_step_of_its_package(file: str, step: str | None) -> None:
    assert step_of(file) == step


@pytest.mark.matrix
def test_every_command_of_the_benchmarks_explains_itself() -> None:
    for command in ("install", "run", "served", "profile"):
        said = subprocess.run(
            (sys.executable, "-m", f"benchmarks.{command}", "--help"), capture_output=True, text=True, check=True
        )
        assert f"python -m benchmarks.{command}" in said.stdout
