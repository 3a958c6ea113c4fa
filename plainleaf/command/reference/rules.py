"""Rules: every id that a problem can carry and what it means, for a clinic's staff.

All of them are declared in rules.yaml.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from plainleaf.input.fields import declare
from plainleaf.input.fieldtypes import group_of, line, list_of, text
from plainleaf.input.nodes import Node
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import ERROR, Place, Report

FILE = Path(__file__).parents[2] / "problems" / "rules.yaml"


class Rule(Struct, frozen=True, kw_only=True):
    """One rule. `severity` is a phrase, because it may depend on the site's policies."""

    id: str = declare(line(), "The stable name of the rule.", required=True)
    severity: str = declare(line(), "Whether it keeps the site from being published.", default=ERROR)
    means: str = declare(text(), "What is wrong.", required=True)
    fix: str = declare(text(), "What to do, where the message does not say all of it.")
    bad: str = declare(text(), "An example of the mistake.")
    good: str = declare(text(), "The same example, fixed.")


class RuleGroup(Struct, frozen=True, kw_only=True):
    """Rules about one thing."""

    title: str = declare(line(), "What they are about.", required=True)
    says: str = declare(text(), "More about it, in a sentence.")
    rules: tuple[Rule, ...] = declare(list_of(group_of(Rule)), "The rules.", required=True)


def load_rules() -> tuple[RuleGroup, ...]:
    """Every rule, in the groups in which the docs show them."""
    report = Report()
    node = read_yaml(FILE.read_text(encoding="utf-8"), Place(FILE.name))
    assert isinstance(node, Node), node
    groups: tuple[RuleGroup, ...] = list_of(group_of(RuleGroup)).read(node, report)
    assert not report.problems, report.problems
    return groups
