"""The workflows of GitHub: actions are pinned, and what they run exists here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.site_tools import CHECKOUT

WORKFLOWS = sorted((CHECKOUT / ".github/workflows").glob("*.yml"))
# A tag can be moved to other code; a digest cannot. The comment says to people which version it is.
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

each_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)


@each_workflow
def test_every_action_is_pinned_by_digest(file: Path) -> None:
    used = re.findall(r"uses:\s*(.+)", file.read_text(encoding="utf-8"))

    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@each_workflow
def test_a_workflow_may_write_only_where_a_job_says_so(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))

    assert workflow["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


def test_the_release_waits_for_the_smoke_test_of_the_wheel() -> None:
    jobs = yaml.safe_load((CHECKOUT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]

    assert jobs["publish"]["needs"] == "build"
    assert any("Smoke test" in step.get("name", "") for step in jobs["build"]["steps"])


def test_every_supported_python_is_tried_on_every_system() -> None:
    tests = yaml.safe_load((CHECKOUT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))

    matrix = tests["jobs"]["each-python"]["strategy"]["matrix"]

    assert [system.partition("-")[0] for system in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
