"""Labelled passages: for each word rule, texts with a mistake and good texts that are close to it.

`python -m tests.words.labelled` writes what each rule reaches on them into docs/reference/checks.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from plainleaf.words import check_page
from plainleaf.words.standard import Severity
from tests.words.texts import TERMS, lists, page

PASSAGES = Path(__file__).parent / "passages"
CHECKS = Path(__file__).parents[2] / "docs/reference/checks.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
# What a rule must reach to keep its severity: precision and recall.
FLOORS = {"error": (1.0, 0.9), "warning": (0.9, 0.8)}


class Figures(NamedTuple):
    """What a rule does on its passages: those it should find and finds, those it misses, good ones that it reports."""

    name: str
    rule: str
    severity: Severity
    found: tuple[str, ...]
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]
    good: int

    @property
    def precision(self) -> float:
        """The share of reported passages that have the mistake."""
        return len(self.found) / max(1, len(self.found) + len(self.false_alarms))

    @property
    def recall(self) -> float:
        """The share of passages with the mistake that are reported."""
        return len(self.found) / (len(self.found) + len(self.missed))


def names() -> list[str]:
    """The names of the files of passages."""
    return sorted(file.stem for file in PASSAGES.glob("*.yaml"))


def load_passages(name: str) -> dict[str, Any]:
    """The rule, the bad passages and the good ones of a file, and the text that stands before each."""
    loaded: dict[str, Any] = yaml.safe_load((PASSAGES / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def measure_rule(name: str) -> Figures:
    """What a rule does on its passages, judged by the gravest problem that it reports."""
    labelled = load_passages(name)
    context, rule = labelled.get("context", ""), labelled["rule"]
    severities: set[Severity] = set()

    def is_reported(passage: str) -> bool:
        found = [each for each in check_page(page(f"{context}\n\n{passage}\n"), lists(), TERMS) if each.rule == rule]
        severities.update("error" if each.severity == "error" else "warning" for each in found)
        return bool(found)

    bad = [(passage, is_reported(passage)) for passage in labelled["bad"]]
    good = [(passage, is_reported(passage)) for passage in labelled["good"]]
    return Figures(
        name,
        rule,
        "error" if "error" in severities else "warning",
        tuple(passage for passage, is_found in bad if is_found),
        tuple(passage for passage, is_found in bad if not is_found),
        tuple(passage for passage, is_found in good if is_found),
        len(good),
    )


def table_of_figures() -> str:
    """The figures of all rules as a Markdown table."""
    lines = ["| Rule | Passages | Severity | Precision | Recall | Bad and good passages |", "|---|---|---|---|---|---|"]
    for each in map(measure_rule, names()):
        number = f"{len(each.found) + len(each.missed)} and {each.good}"
        passages, reached = each.name.replace("-", " "), f"{each.precision:.2f} | {each.recall:.2f}"
        lines.append(f"| `{each.rule}` | {passages} | {each.severity} | {reached} | {number} |")
    return "\n".join(lines) + "\n"


def with_figures(text: str) -> str:
    """The text of the document with the figures as they are now."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}{table_of_figures()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    CHECKS.write_text(with_figures(CHECKS.read_text(encoding="utf-8")), encoding="utf-8")
