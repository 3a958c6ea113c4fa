"""The reference in docs/reference/ says what the declarations say, and the rules are those that the code reports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import plainleaf
from plainleaf.command.reference.pages import main, make_reference
from plainleaf.command.reference.rules import load_rules
from plainleaf.content.config.settings import Settings
from plainleaf.content.kinds import all_kinds
from plainleaf.input.fields import fields_of
from tests.documents import heading_anchor
from tests.site_tools import rules_by_id

PACKAGE = Path(plainleaf.__file__).parent
DOCS = PACKAGE.parent / "docs" / "reference"
# Which argument of a call is the rule: report.add(place, rule, …), Problem(place, rule, …), problem_at(…, …, rule, …).
RULE_ARGUMENT = {"add": 1, "Problem": 1, "problem_at": 2, "PictureFault": 0, "Strange": 0}


@pytest.mark.parametrize("name", sorted(make_reference()))
def test_a_page_of_the_reference_says_what_the_declarations_say(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")

    made = make_reference()[name]

    assert written == made, "run: python -m plainleaf.command.reference docs/reference/"


def test_the_command_writes_every_page(tmp_path: Path) -> None:
    code = main([str(tmp_path)])

    assert code == 0
    assert {file.name for file in tmp_path.iterdir()} == set(make_reference())


def test_the_command_needs_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["no/such/folder"])

    assert code == 2
    assert "usage" in capsys.readouterr().err


def test_every_setting_is_in_config_md() -> None:
    page = make_reference()["config.md"]

    missing = [field.name for field in fields_of(Settings) if f"\n- `{field.name}`" not in page]

    assert missing == []


def test_every_kind_and_each_of_its_fields_are_in_fields_md() -> None:
    page = make_reference()["fields.md"]
    fields = {field.name for kind in all_kinds().values() for group in kind.groups for field in fields_of(group)}

    missing = [kind for kind in all_kinds() if f"\n## {kind}\n" not in page]
    missing += [name for name in sorted(fields) if f"\n- `{name}`" not in page]

    assert missing == []


def test_every_rule_is_in_problems_md_under_an_anchor_of_its_own_name() -> None:
    page = make_reference()["problems.md"]

    missing = [rule for rule in rules_by_id() if f"\n### {rule}\n" not in page or heading_anchor(rule) != rule]

    assert missing == []


def test_no_rule_is_declared_twice() -> None:
    declared = [rule.id for group in load_rules() for rule in group.rules]

    assert sorted(declared) == sorted(set(declared))


def test_every_rule_says_what_it_means() -> None:
    silent = [rule.id for rule in rules_by_id().values() if not rule.means.endswith((".", ")"))]

    assert silent == []


def test_an_example_of_a_mistake_comes_with_its_fixed_form() -> None:
    lonely = [rule.id for rule in rules_by_id().values() if bool(rule.bad) != bool(rule.good)]

    assert lonely == []


def test_every_rule_in_the_code_is_declared() -> None:
    declared = rules_by_id()

    unknown = {rule for rule in reported_rules() if not any(re.fullmatch(rule, known) for known in declared)}

    assert unknown == set()


def test_every_declared_rule_is_reported_by_the_code() -> None:
    patterns = reported_rules()

    never = [rule for rule in rules_by_id() if not any(re.fullmatch(pattern, rule) for pattern in patterns)]

    assert never == []


@cache
def reported_rules() -> set[str]:
    """Every rule that the code reports, as regular expressions: a rule may be put together, as f"missing-{what}" is."""
    return {rule for file in sorted(PACKAGE.rglob("*.py")) for rule in rules_in(ast.parse(file.read_text("utf-8")))}


def rules_in(tree: ast.Module) -> Iterator[str]:
    """The rules that a module reports."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        number = RULE_ARGUMENT.get(name)
        named = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
        found = named or (node.args[number : number + 1] if number is not None else [])
        for argument in found:
            yield from patterns_of(argument)


def patterns_of(argument: ast.expr) -> Iterator[str]:
    """What the argument of a call may be, as regular expressions; nothing for a name that is only passed on."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield re.escape(argument.value)
    if isinstance(argument, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else None for part in argument.values]
        yield "".join(re.escape(str(part)) if part is not None else "[a-z-]+" for part in parts)
    if isinstance(argument, ast.IfExp):
        yield from patterns_of(argument.body)
        yield from patterns_of(argument.orelse)
