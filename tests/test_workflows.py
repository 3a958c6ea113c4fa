"""The workflows of GitHub: actions are pinned, and what they run exists here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from plainleaf.command.parser import make_parser
from tests.site_tools import CHECKOUT

# Those of this repository, and the one that a new site begins with.
SKELETON = CHECKOUT / "plainleaf/command/skeleton/.github/workflows"
WORKFLOWS = [*sorted((CHECKOUT / ".github/workflows").glob("*.yml")), *sorted(SKELETON.glob("*.yml"))]
# A tag can be moved to other code; a digest cannot. The comment says to people which version it is.
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

each_workflow = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: str(file.relative_to(CHECKOUT)))


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


def test_a_new_site_uses_the_same_actions_as_ours() -> None:
    used = {file: set(re.findall(r"uses:\s*(.+)", file.read_text(encoding="utf-8"))) for file in WORKFLOWS}

    ours = set[str]().union(*(actions for file, actions in used.items() if file.parent != SKELETON))
    theirs = set[str]().union(*(actions for file, actions in used.items() if file.parent == SKELETON))
    assert theirs
    assert theirs <= ours


@pytest.mark.parametrize(
    ("name", "job"), [("publish", "build"), ("publish", "verify"), ("links", "links"), ("nightly", "verify")]
)
def test_a_workflow_of_a_new_site_installs_its_requirements_and_runs_commands_that_exist(name: str, job: str) -> None:
    steps = yaml.safe_load((SKELETON / f"{name}.yml").read_text(encoding="utf-8"))["jobs"][job]["steps"]

    commands = [step["run"] for step in steps if "run" in step]
    assert commands[0].endswith("--requirement requirements.txt")
    for command in commands[1:]:
        make_parser().parse_args(shlex.split(command.removeprefix("plainleaf ")))


@pytest.mark.parametrize("file", [file for file in WORKFLOWS if file.name == "publish.yml"], ids=["ours", "theirs"])
def test_publishing_takes_hidden_files_along_and_asks_for_no_permission_that_a_job_lacks(file: Path) -> None:
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    uses = {name: [step for step in job["steps"] if "uses" in step] for name, job in jobs.items()}

    uploads = [step["with"] for step in uses["build"] if "upload-pages-artifact" in step["uses"]]
    about_pages = {
        name for name, steps in uses.items() for step in steps if re.search(r"(?<!upload-)pages@", step["uses"])
    }

    # What upload-pages-artifact leaves out unless it is told: .well-known/ is hidden.
    assert [each["include-hidden-files"] for each in uploads] == [True]
    # To a job that names other permissions, GitHub gives none for Pages, not even to read its settings.
    assert {name for name in about_pages if "pages" not in jobs[name].get("permissions", {})} == set()


def test_the_release_waits_for_the_smoke_test_of_the_wheel() -> None:
    jobs = yaml.safe_load((CHECKOUT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]

    assert jobs["publish"]["needs"] == "build"
    assert any("Smoke test" in step.get("name", "") for step in jobs["build"]["steps"])


def test_every_supported_python_is_tried_on_every_system() -> None:
    tests = yaml.safe_load((CHECKOUT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))

    matrix = tests["jobs"]["each-python"]["strategy"]["matrix"]

    assert [system.partition("-")[0] for system in matrix["system"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
