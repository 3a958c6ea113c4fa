"""Measure plainleaf and others in turn on the same corpus: `python -m benchmarks.run --pages 100 1000`.

Each round builds with every tool once, one after the other, as whole commands. A figure is the median of the rounds, in
seconds of the wall clock; the ratio in brackets is the median of the ratios to one tool in the same round.

With --processor the seconds are those that processors have worked for the command, which other work on the machine
changes less. plainleaf then builds in one process.

Peak memory is that of the largest process of any run, as the system counts it for a command that has ended and for
the processes that it has started and waited for (wait4). It cannot be less than the memory of this program itself,
which is printed.

'Cold' is without anything of an earlier build, but with the files in the memory of the system. After each edit the
finished page is looked at, so that a build that missed the edit cannot count as a quick one.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks.edits import SCENARIOS, Scenario, Workpiece
from benchmarks.figures import Run, Runs, make_table, to_markdown, to_text
from benchmarks.machine import describe_machine, keep_compiled
from benchmarks.peers import TOOLS, find_recipes, print_tools
from benchmarks.recipe import Recipe

# ru_maxrss is in KiB on Linux and in bytes on macOS.
UNIT = 1 if sys.platform == "darwin" else 1024
NAMES = tuple(scenario.name for scenario in SCENARIOS)


def run_once(command: Sequence[str], folder: Path, *, processor: bool = False) -> Run:
    """Run a command in a folder and wait for it: its time by the clock, or by what processors have worked for it.

    Raises RuntimeError with what it printed when it fails.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    return Run(usage.ru_utime + usage.ru_stime if processor else seconds, usage.ru_maxrss * UNIT)


def write_sites(recipes: Sequence[Recipe], folder: Path, pages: int) -> list[Workpiece]:
    """The site of each recipe, written below a folder and built once."""
    works = []
    for recipe in recipes:
        work = Workpiece(recipe, folder / recipe.name.replace(" ", "-"))
        recipe.write(work.folder, pages)
        run_once(recipe.build, work.folder)
        works.append(work)
    return works


def measure(
    works: Sequence[Workpiece], scenarios: Sequence[Scenario], rounds: int, *, processor: bool = False
) -> Mapping[str, Runs]:
    """The runs of each tool, by scenario: in each round one of every tool."""
    runs: dict[str, dict[str, list[Run]]] = {
        work.recipe.name: {scenario.name: [] for scenario in scenarios} for work in works
    }
    for place, scenario in enumerate(scenarios):
        for turn in range(rounds):
            # A number that no edit had before, so that each edit changes the site.
            number = 1 + place * rounds + turn
            for work in works:
                scenario.prepare(work, number)
                run = run_once(work.recipe.build, work.folder, processor=processor)
                scenario.check(work, number)
                runs[work.recipe.name][scenario.name].append(run)
    return runs


def main() -> None:
    """Read the arguments, measure, and print a table for each number of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000], metavar="N", help="how many (default: 1000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of each tool (default: 5)")
    parser.add_argument("--tools", type=Path, default=TOOLS, metavar="DIR", help="where benchmarks.install put them")
    parser.add_argument("--only", nargs="+", default=(), metavar="TOOL", help="measure only these")
    parser.add_argument("--scenarios", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--base", default="hugo", metavar="TOOL", help="what ratios are to (default: hugo)")
    parser.add_argument("--processor", action="store_true", help="tell processor time, for a machine that is busy")
    parser.add_argument("--markdown", action="store_true", help="print tables as Markdown")
    arguments = parser.parse_args()
    keep_compiled()
    print("\n".join(describe_machine()))
    recipes, missing = find_recipes(arguments.tools, arguments.only)
    print_tools(recipes, missing)
    if arguments.processor:
        recipes = [replace(recipe, build=(*recipe.build, *recipe.alone)) for recipe in recipes]
    scenarios = [scenario for scenario in SCENARIOS if scenario.name in arguments.scenarios]
    for pages in arguments.pages:
        with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
            works = write_sites(recipes, Path(folder), pages)
            runs = measure(works, scenarios, arguments.rounds, processor=arguments.processor)
        what = "processor time, " if arguments.processor else ""
        title = (
            f"{pages:,} pages, {what}medians of {arguments.rounds} rounds; in brackets the ratio to {arguments.base}"
        )
        table = make_table(title, runs, arguments.base)
        print(to_markdown(table) if arguments.markdown else to_text(table), flush=True)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    print(f"This program itself took {own / 1e6:.0f} MB, which no figure of memory can be below.")


if __name__ == "__main__":
    main()
