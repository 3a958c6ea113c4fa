from __future__ import annotations

import ast
import importlib
import pickle
import re
from pathlib import Path

import pytest

from plainleaf.patterns import lazy_pattern
from tests.site_tools import CHECKOUT
from tests.test_architecture import PACKAGE

FILES = [file for file in sorted(PACKAGE.rglob("*.py")) if "lazy_pattern(" in file.read_text(encoding="utf-8")]


def name_of(file: Path) -> str:
    """The name by which a module is imported."""
    return ".".join(file.relative_to(CHECKOUT).with_suffix("").parts)


def compiled_at_import(tree: ast.AST) -> list[int]:
    """The lines outside of functions that compile a pattern."""
    if isinstance(tree, (ast.FunctionDef, ast.Lambda)):
        return []
    own = [tree.lineno] if isinstance(tree, ast.Call) and ast.unparse(tree.func) == "re.compile" else []
    return own + [line for node in ast.iter_child_nodes(tree) for line in compiled_at_import(node)]


def test_a_lazy_pattern_is_used_like_a_compiled_one() -> None:
    pattern = lazy_pattern(r"(?P<first>a)b", re.IGNORECASE)

    assert [found.group() for found in pattern.finditer("ab AB")] == ["ab", "AB"]
    assert pattern.sub("-", "ab") == "-"
    assert (pattern.groups, dict(pattern.groupindex), pattern.pattern) == (1, {"first": 1}, r"(?P<first>a)b")
    assert lazy_pattern(rb"\d").fullmatch(b"1")


def test_a_lazy_pattern_is_compiled_when_it_is_used() -> None:
    wrong = lazy_pattern("(")

    assert wrong.pattern == "("
    with pytest.raises(re.error):
        wrong.match("")


def test_a_lazy_pattern_reaches_another_process_before_and_after_its_use() -> None:
    pattern = lazy_pattern("a", re.IGNORECASE)
    early = pickle.dumps(pattern)

    assert pattern.match("A")
    assert pickle.loads(early).match("A")
    assert pickle.loads(pickle.dumps(pattern)).match("A")


def test_every_lazy_pattern_can_be_compiled() -> None:
    values = [value for file in FILES for value in vars(importlib.import_module(name_of(file))).values()]
    patterns = [value for value in values if type(value).__module__ == "plainleaf.patterns"]

    assert len(patterns) > 300
    assert all(pattern.groups >= 0 for pattern in patterns)


def test_no_module_compiles_a_pattern_while_it_is_imported() -> None:
    files = sorted(PACKAGE.rglob("*.py"))

    found = {str(file): compiled_at_import(ast.parse(file.read_text(encoding="utf-8"))) for file in files}

    assert {file: lines for file, lines in found.items() if lines} == {}
