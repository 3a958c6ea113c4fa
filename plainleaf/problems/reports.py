"""Reports for people and for programs: plain text, JSON, GitHub annotations, SARIF 2.1.0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from msgspec.structs import asdict

from plainleaf import __version__
from plainleaf.problems import ERROR, MANY, Place, Problem, Report

FORMATS = ("text", "json", "github", "sarif")
# So many problems may say the same, each at its own place.
SAME = 4
RED, YELLOW, BOLD, DIM, RESET = "\033[31m", "\033[33m", "\033[1m", "\033[2m", "\033[0m"


def format_report(report: Report, form: str, *, with_color: bool = False) -> str:
    """All problems of a report in one of FORMATS; '' when there is nothing to print. Programs get plain ASCII."""
    problems = fold(report.problems)
    if form == "json":
        return _to_json([_flat(problem) for problem in problems])
    if form == "sarif":
        return _to_json(_sarif(problems))
    if form == "github":
        return "".join(map(_annotation, problems))
    return "".join(_text(problem, also, with_color=with_color) for problem, also in gather(problems))


def _to_json(value: object) -> str:
    import json  # people get text

    return json.dumps(value, indent=2) + "\n"


def fold(problems: Sequence[Problem]) -> list[Problem]:
    """The problems in their order, but of one rule in one file only the first, and then how many more there are."""
    left = Counter((problem.place.path, problem.rule) for problem in problems)
    listed: Counter[tuple[str, str]] = Counter()
    folded: list[Problem] = []
    for problem in problems:
        key = (problem.place.path, problem.rule)
        listed[key] += 1
        more = left[key] - MANY
        # One more takes no more room than saying so.
        if listed[key] <= MANY or more == 1:
            folded.append(problem)
        elif listed[key] == MANY + 1:
            message, fix = f"and {more:,} more like it", "Correct the ones above, then look again."
            folded.append(Problem(problem.place, problem.rule, message, fix, problem.severity))
    return folded


def gather(problems: Sequence[Problem]) -> list[tuple[Problem, list[Place]]]:
    """The problems in their order, but of many that say the same only the first, with the places of the others.

    They have one cause, such as a file that was deleted and that many pages name.
    """
    said: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        said.setdefault((problem.rule, problem.severity, problem.message, problem.fix), []).append(problem)
    gathered = []
    for problem in problems:
        same = said[problem.rule, problem.severity, problem.message, problem.fix]
        if len(same) <= SAME:
            gathered.append((problem, list[Place]()))
        elif problem is same[0]:
            gathered.append((problem, [each.place for each in same[1:]]))
    return gathered


def _text(problem: Problem, also: Sequence[Place], *, with_color: bool) -> str:
    place = f"{problem.place.path}:{problem.place.line}:{problem.place.column}"
    # Lines to paste keep their indentation relative to each other.
    fix = problem.fix.replace("\n", "\n       ")
    if also:
        named = ", ".join(f"{each.path}:{each.line}" for each in also[:SAME])
        fix += f"\n  also in {number_of(len(also), 'more place')}: {named}{', …' * (len(also) > SAME)}"
    if not with_color:
        return f"{place}: {problem.severity}: {problem.message} [{problem.rule}]\n  fix: {fix}\n"
    color = RED if problem.severity == ERROR else YELLOW
    severity = f"{color}{problem.severity}{RESET}"
    rule = f"{DIM}[{problem.rule}]{RESET}"
    return f"{BOLD}{place}{RESET}: {severity}: {problem.message} {rule}\n  fix: {fix}\n"


def count_in_words(report: Report) -> str:
    """How many errors and warnings there are: '2 errors, 1 warning', or 'no problems'."""
    errors = sum(problem.severity == ERROR for problem in report.problems)
    warnings = len(report.problems) - errors
    parts = [number_of(errors, "error")] if errors else []
    parts += [number_of(warnings, "warning")] if warnings else []
    return ", ".join(parts) or "no problems"


def number_of(count: int, noun: str) -> str:
    """How many there are of something: '1 file', '2 files'."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _flat(problem: Problem) -> dict[str, Any]:
    place = asdict(problem.place)
    names = ("severity", "rule", "message", "fix")
    return {**place, **{name: getattr(problem, name) for name in names}}


def _annotation(problem: Problem) -> str:
    place = problem.place
    spot = f"file={_escape(place.path)},line={place.line},col={place.column},title={_escape(problem.rule)}"
    text = _escape_data(f"{problem.message}\nfix: {problem.fix}")
    return f"::{problem.severity} {spot}::{text}\n"


def _escape_data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape(value: str) -> str:
    return _escape_data(value).replace(":", "%3A").replace(",", "%2C")


def _sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    rules = sorted({problem.rule for problem in problems})
    driver = {"name": "plainleaf", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    results = [_sarif_result(problem) for problem in problems]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _sarif_result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.place.line, "startColumn": problem.place.column}
    location = {"physicalLocation": {"artifactLocation": {"uri": quote(problem.place.path)}, "region": region}}
    return {
        "ruleId": problem.rule,
        "level": problem.severity,
        "message": {"text": f"{problem.message}. Fix: {problem.fix}"},
        "locations": [location],
    }
