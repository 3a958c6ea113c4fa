"""The Git repository of a new site, and what is told where Git cannot make its first commit."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.site_tools import run_plainleaf


def git(folder: Path, *arguments: str) -> str:
    """What a command of Git prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def test_a_new_site_is_a_repository_with_one_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Example")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@clinic.example")
    run_plainleaf("new-site", tmp_path / "clinic")

    assert git(tmp_path / "clinic", "log", "--format=%s") == "Start the site with plainleaf"
    assert git(tmp_path / "clinic", "status", "--short") == ""


def test_somebody_whom_git_does_not_know_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    monkeypatch.setenv("EMAIL", "")
    (tmp_path / "none").write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    for variable in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(variable, raising=False)

    started = run_plainleaf("new-site", tmp_path / "clinic")

    assert started.code == 0
    assert git(tmp_path / "clinic", "diff", "--cached", "--name-only")
    said = started.stdout[started.stdout.index("  git config") :].splitlines()
    assert len(said) == 3
    # What it says is all that somebody has to type.
    for line in said:
        subprocess.run(shlex.split(line), check=True, timeout=60)
    assert git(tmp_path / "clinic", "log", "--format=%an: %s") == "Pat Smith: Start the site with plainleaf"


def test_a_folder_in_a_repository_stays_part_of_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    started = run_plainleaf("new-site", tmp_path / "clinic")

    assert "is in a Git repository already" in started.stdout
    assert not (tmp_path / "clinic/.git").exists()
