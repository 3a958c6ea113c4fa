"""Find '>' before an amount at the start of a line: it is meant as 'more than', and would begin a quotation.

Patients would read '38 °C: call us' for '> 38 °C: call us'.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.model.prose import ParsedProse
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem

# What is measured. After 'years ago' and the like, the number begins a sentence.
UNITS = (
    r"°|º|%|[mµ]?[gL]\b|mcg\b|[kc]?m?g\b|mm(?:Hg)?\b|cm\b|lbs?\b|pounds?\b|kilos?\b|m[lL]\b|mmol|IU\b|bpm\b|[CF]\b"
    r"|(?:second|minute|hour|day|week|month|year|segundo|minuto|hora|día|semana|mes|año)(?:s|es)?\b"
    r"(?!\s+(?:ago|later|after|before|when|since|después|antes)\b)"
)
AMOUNT = rf"[0-9][0-9.,/]*(?:[-–][0-9]+)?[ \u00a0]?(?:{UNITS})"
MORE_THAN = lazy_pattern(rf"[ ]{{0,3}}(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ ]+)?(>)(=?)(?:(?=[0-9])|[ ](?={AMOUNT}))")


def check_thresholds(prose: ParsedProse) -> tuple[list[Problem], frozenset[int]]:
    """An error for each such line, and the numbers of these lines."""
    problems = list(_find(prose)) if ">" in prose.visible else []
    return problems, frozenset(problem.place.line for problem in problems)


def _find(prose: ParsedProse) -> Iterator[Problem]:
    goes_on = False
    for number, line in enumerate(prose.visible.split("\n"), prose.first_line):
        found = MORE_THAN.match(line)
        if found and not goes_on:
            words = "at least" if found[2] else "more than"
            message = f"this '>' begins a quotation, so patients do not see that it says '{words}'"
            fix = f"Write '{words}' in its place. A quotation has to begin with another word."
            yield Problem(Place(prose.path, number, found.start(1) + 1), "markdown-dialect", message, fix)
        # A line of a quotation may begin with any word.
        goes_on = line.startswith(">") and (goes_on or found is None)
