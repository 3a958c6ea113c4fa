"""From a profile to the share of each step: own time by module, with library code given to what called it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePath

from msgspec import Struct, field

# A function in a profile: its file ('~' for C), line and name.
Function = tuple[str, int, str]
# Its statistics: calls, recursive calls, own seconds, cumulative seconds, and the same by caller.
Facts = tuple[int, int, float, float, Mapping[Function, tuple[int, int, float, float]]]
# Where words say more than the name of a package. What is not named here goes by its package's name.
STEPS = {
    "markdown": "Markdown",
    "pyromark": "Markdown",
    "words": "word checks",
    "jinja2": "templates",
    "markupsafe": "templates",
    "yaml": "YAML",
}
OTHER = "other"


class Share(Struct, frozen=True):
    """A step, and the fraction of the time that it takes by itself."""

    name: str
    fraction: float


def find_shares(facts: Mapping[Function, Facts]) -> list[Share]:
    """The share of each step in a profile, largest first; they add up to 1."""
    charger = Charger(facts)
    seconds: dict[str, float] = defaultdict(float)
    for function, known in facts.items():
        for step, fraction in charger.steps_of(function).items():
            seconds[step] += fraction * known[2]
    whole = sum(seconds.values()) or 1.0
    shares = (Share(name, spent / whole) for name, spent in seconds.items())
    return sorted(shares, key=lambda share: -share.fraction)


class Charger(Struct):
    """Finds which steps a function works for. Answers are memoized, and `asked` are those in progress."""

    facts: Mapping[Function, Facts]
    known: dict[Function, Mapping[str, float]] = field(default_factory=dict)
    asked: set[Function] = field(default_factory=set)

    def steps_of(self, function: Function) -> Mapping[str, float]:
        """The steps that a function works for, as fractions of its time that add up to 1."""
        step = step_of(function[0])
        if step is not None:
            return {step: 1.0}
        if function not in self.known:
            self.asked.add(function)
            self.known[function] = self._callers_of(function)
            self.asked.discard(function)
        return self.known[function]

    def _callers_of(self, function: Function) -> Mapping[str, float]:
        callers = self.facts[function][4] if function in self.facts else {}
        weights: dict[str, float] = defaultdict(float)
        for caller, (_, _, own, _) in callers.items():
            if caller not in self.asked:
                for step, fraction in self.steps_of(caller).items():
                    weights[step] += fraction * own
        whole = sum(weights.values())
        return {step: weight / whole for step, weight in weights.items()} if whole else {OTHER: 1.0}


def step_of(file: str) -> str | None:
    """The step that the code of a file belongs to, None for Python's library and for functions written in C."""
    path = PurePath(file)
    if path.suffix in (".html", ".xml"):
        return "templates"
    parts = path.with_suffix("").parts
    for folder in ("site-packages", "plainleaf"):
        if folder in parts[:-1]:
            # The last such folder: a checkout may itself be in a folder named plainleaf.
            place = len(parts) - 1 - parts[::-1].index(folder)
            name = parts[place + 1] if place + 1 < len(parts) else parts[-1]
            return STEPS.get(name, name)
    return "build.py" if path.name == "build.py" else None
