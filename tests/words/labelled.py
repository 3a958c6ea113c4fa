"""Labelled passages: for each word rule, texts with a mistake and good texts that are close to it.

Those in `passages/` may be looked at while a rule is made. Those in `held_back/` may not: they show what a rule does on
words that it was not made for. Both have a folder `es` for Spanish. `python -m tests.words.labelled` writes the figures
into docs/reference/checks.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from plainleaf.checks.starters import STARTER
from plainleaf.problems import Place, Problem
from plainleaf.words import Limits, Standard, examine_page, make_standard, says_nothing
from plainleaf.words.standard import Severity
from tests.words.texts import TERMS, TERMS_ES, lists, page

PASSAGES = Path(__file__).parent / "passages"
HELD_BACK = Path(__file__).parent / "held_back"
TERMS_OF = {"en": TERMS, "es": TERMS_ES}
CHECKS = Path(__file__).parents[2] / "docs/reference/checks.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"
# What a rule must reach to keep its severity: precision and recall.
FLOORS = {"error": (1.0, 0.9), "warning": (0.9, 0.8)}
LINES = (("crisis", "988"), ("poison", "1-800-222-1222"), ("violence", "1-800-799-7233"), ("emergency", "911"))


class Figures(NamedTuple):
    """What a rule does on its passages: those it should find and finds, those it misses, good ones that it reports."""

    name: str
    rule: str
    severity: Severity
    found: tuple[str, ...]
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of reported passages that have the mistake."""
        return len(self.found) / max(1, len(self.found) + len(self.false_alarms))

    @property
    def recall(self) -> float:
        """The share of passages with the mistake that are reported."""
        return len(self.found) / (len(self.found) + len(self.missed))


def names() -> list[str]:
    """The names of the files of passages, after their language if it is not English. Each is in both folders."""
    return sorted(str(file.relative_to(PASSAGES).with_suffix("")) for file in PASSAGES.rglob("*.yaml"))


def language_of(name: str) -> str:
    """The language of a file of passages."""
    return name.rpartition("/")[0] or "en"


@cache
def load_passages(name: str, folder: Path = PASSAGES) -> dict[str, Any]:
    """The rule, the bad passages and the good ones of a file, and the text that stands before each."""
    loaded: dict[str, Any] = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def standard(language: str = "en") -> Standard:
    """How the passages are read: with the shipped lists, some terms, advice, and the lines of the US."""
    return make_standard(lists(language), TERMS_OF[language], Limits(advice=True), language, LINES)


def find_problems(rule: str, text: str, language: str = "en") -> list[Problem]:
    """The problems of one rule in a text. In the fields that people decide by, each line is an item."""
    if rule in ("no-substance", "starter-text"):
        is_found = says_nothing(text.splitlines(), lists(language)) if rule == "no-substance" else STARTER.search(text)
        return [Problem(Place("page.md"), rule, text, "")] if is_found else []
    problems = examine_page(page(text, language=language), standard(language)).problems
    return [each for each in problems if each.rule == rule]


@cache
def measure_rule(name: str, folder: Path = PASSAGES) -> Figures:
    """What a rule does on its passages in a folder, judged by the gravest problem that it reports."""
    labelled = load_passages(name, folder)
    rule, context = labelled["rule"], labelled.get("context", "")
    severities: set[Severity] = set()

    def is_reported(passage: str) -> bool:
        text = f"{context}\n\n{passage}\n" if context else f"{passage}\n"
        found = find_problems(rule, text, language_of(name))
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
    )


def table_of_figures() -> str:
    """Precision and recall of all rules in all languages, on what is held back, as a Markdown table."""
    lines = [f"| Rule | {' | '.join(TERMS_OF)} |", "|---" * (1 + len(TERMS_OF)) + "|"]
    for name in (each for each in names() if language_of(each) == "en"):
        rule, what = measure_rule(name).rule, name.replace("-", " ")
        shown = f"`{rule}`" if name == rule else f"`{rule}`, {what}"
        cells = (_cell(name if language == "en" else f"{language}/{name}") for language in TERMS_OF)
        lines.append(f"| {shown} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(name: str) -> str:
    """Precision and recall; "" for a rule without passages in a language."""
    if name not in names():
        return ""
    figures = measure_rule(name, HELD_BACK)
    return f"{figures.precision:.2f}/{figures.recall:.2f}"


def with_figures(text: str) -> str:
    """The text of the document with the figures as they are now."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}{table_of_figures()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    CHECKS.write_text(with_figures(CHECKS.read_text(encoding="utf-8")), encoding="utf-8")
