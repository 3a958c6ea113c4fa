"""From runs to figures: medians, ratios by round, and tables of them."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from msgspec import Struct


class Run(Struct, frozen=True):
    """One run of a command: seconds of the wall clock or of processors, and bytes of the largest of its processes."""

    seconds: float
    peak: int


class Table(Struct, frozen=True):
    """Rows of cells below a heading for each column."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


# The runs of a tool in each scenario, one for each round.
Runs = Mapping[str, Sequence[Run]]


def median_seconds(runs: Sequence[Run]) -> float:
    """The median of the times of some runs."""
    return statistics.median(run.seconds for run in runs)


def median_ratio(runs: Sequence[Run], base: Sequence[Run]) -> float:
    """The median of the ratios to the run of the same round: what bears on a whole round cancels out."""
    return statistics.median(run.seconds / other.seconds for run, other in zip(runs, base, strict=True))


def in_seconds(seconds: float) -> str:
    """A time in words, to the millisecond below one second."""
    return f"{seconds:.3f} s" if seconds < 1 else f"{seconds:.1f} s"


def make_table(title: str, runs: Mapping[str, Runs], base: str) -> Table:
    """A row for each tool: seconds and ratio to the tool `base` in each scenario, then the most memory of any run."""
    scenarios = list(next(iter(runs.values())))
    heading = ("", *scenarios, "peak memory")
    rows = [(tool, *(_cell(runs, tool, name, base) for name in scenarios), _peak(runs[tool])) for tool in runs]
    return Table(title, heading, tuple(rows))


def _cell(runs: Mapping[str, Runs], tool: str, scenario: str, base: str) -> str:
    seconds = in_seconds(median_seconds(runs[tool][scenario]))
    if base not in runs:
        return seconds
    return f"{seconds} ({median_ratio(runs[tool][scenario], runs[base][scenario]):.2f})"


def _peak(runs: Runs) -> str:
    return f"{max(run.peak for each in runs.values() for run in each) / 1e6:.0f} MB"


def to_text(table: Table) -> str:
    """The table for a terminal, its columns set below one another."""
    lines = [table.heading, *table.rows]
    widths = [max(len(line[number]) for line in lines) for number in range(len(table.heading))]
    set_lines = ("  ".join(_aligned(line, widths)).rstrip() for line in lines)
    return "\n".join([table.title, *set_lines]) + "\n"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]


def to_markdown(table: Table) -> str:
    """The table as Markdown, with its title in bold above it."""
    rule = "|".join(["---", *("---:" for _ in table.heading[1:])])
    rows = (f"| {' | '.join(row)} |" for row in table.rows)
    return "\n".join([f"**{table.title}**", "", f"| {' | '.join(table.heading)} |", f"|{rule}|", *rows]) + "\n"
