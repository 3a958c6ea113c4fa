"""Every way in which a site can be broken: the problem, its place, the fix, exit code 1, and the old site untouched.

tests/sites/README.md says how a broken site is written down.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.preparations import PREPARATIONS, RUNS
from tests.site_tools import SITES, MakeSite, Run, build_folder, bytes_below, rules_by_id

NAMES = sorted(file.parent.name for file in SITES.glob("*/expected.yaml"))
KEYS = {"mistake", "prepare", "run", "problems"}
# Something else must happen meanwhile: see test_read_pages.py, test_publish.py, test_cluster.py, test_templates.py.
# Only another website can show these: see command/links/test_check_links.py.
OF_OTHER_WEBSITES = {"link-gone", "link-moved"}
SHOWN_ELSEWHERE = {
    "changed-meanwhile",
    "locked",
    "other-versions",
    "open-cluster",
    "plainleaf-fault",
} | OF_OTHER_WEBSITES


@cache
def read_expected(name: str) -> dict[str, Any]:
    """What a broken site is expected to give."""
    expected: dict[str, Any] = yaml.load((SITES / name / "expected.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert expected.keys() <= KEYS, name
    return expected


@pytest.fixture(scope="session")
def good_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal site, built once."""
    root = tmp_path_factory.mktemp("good") / "site"
    shutil.copytree(SITES / "minimal", root)
    assert build_folder(root).problems == []
    return root


@pytest.fixture
def broken_site(good_site: Path, make_site: MakeSite, request: pytest.FixtureRequest) -> Path:
    """The broken site of a test, with the good one published from the same folder."""
    root = make_site(request.param)
    shutil.copytree(good_site / "public", root / "public")
    shutil.copytree(good_site / ".public.plainleaf", root / ".public.plainleaf", dirs_exist_ok=True)
    prepare = read_expected(request.param).get("prepare")
    if prepare:
        PREPARATIONS[prepare](root)
    return root


def place_of(problem: dict[str, Any]) -> str:
    """The place of a problem as 'path:line:column'."""
    return f"{problem['path']}:{problem['line']}:{problem['column']}"


def first_of_each_rule() -> set[str]:
    """Sites that together break every rule that any breaks."""
    by_rule = {problem["rule"]: name for name in reversed(NAMES) for problem in read_expected(name)["problems"]}
    return set(by_rule.values())


def cases() -> list[object]:
    """Every broken site, of which `make test` builds one of each rule."""
    first = first_of_each_rule()
    marks = {name: () if name in first else (pytest.mark.matrix,) for name in NAMES}
    return [pytest.param(name, name, marks=marks[name]) for name in NAMES]


@pytest.mark.parametrize(("name", "broken_site"), cases(), indirect=["broken_site"])
def test_a_broken_site_gives_its_problems_and_no_other_and_the_old_site_stays(name: str, broken_site: Path) -> None:
    expected = read_expected(name)
    old = bytes_below(broken_site / "public")
    build = RUNS[expected["run"]] if "run" in expected else build_folder

    result: Run = build(broken_site)

    wanted = [(each["at"], each["rule"], each.get("severity", "error")) for each in expected["problems"]]
    assert [(place_of(each), each["rule"], each["severity"]) for each in result.problems] == wanted
    for found, each in zip(result.problems, expected["problems"], strict=True):
        assert each["says"] in found["message"]
        assert each["fix"] in found["fix"]
    has_errors = any(severity == "error" for _, _, severity in wanted)
    assert result.code == has_errors
    if has_errors:
        assert bytes_below(broken_site / "public") == old


def test_the_minimal_site_has_no_problem(good_site: Path) -> None:
    result = build_folder(good_site, "--clean")

    assert result.problems == []
    assert result.code == 0


def test_every_broken_site_says_what_is_wrong_in_a_sentence() -> None:
    mistakes = {name: read_expected(name)["mistake"] for name in NAMES}

    assert [name for name, mistake in mistakes.items() if not mistake.endswith(".")] == []


def test_every_problem_of_a_broken_site_says_how_to_fix_it() -> None:
    silent = [name for name in NAMES if not all(problem["fix"] for problem in read_expected(name)["problems"])]

    assert silent == []


def test_every_folder_of_sites_is_tested() -> None:
    folders = {folder.name for folder in SITES.iterdir() if folder.is_dir()}

    assert folders == {*NAMES, "minimal"}


def test_every_rule_that_can_be_broken_has_a_site_that_breaks_it() -> None:
    broken = {problem["rule"] for name in NAMES for problem in read_expected(name)["problems"]}

    assert rules_by_id().keys() - broken - SHOWN_ELSEWHERE == set()
