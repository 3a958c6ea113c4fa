"""`new-site`: a clinic's own site, which builds as it is."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from plainleaf import __version__
from tests.site_tools import DAY, build_folder, bytes_below, run_plainleaf
from tests.test_constraints import installed_with


def test_a_new_site_builds_without_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"

    started = run_plainleaf("new-site", folder)
    built = build_folder(folder)

    assert started.code == 0
    assert built.code == 0
    assert {problem["severity"] for problem in built.problems} <= {"warning"}
    assert (folder / "public/index.html").exists()


def test_a_new_site_says_what_to_do_next(tmp_path: Path) -> None:
    said = run_plainleaf("new-site", tmp_path / "clinic").stdout

    assert str(tmp_path / "clinic" / "config.yaml") in said
    assert "plainleaf serve" in said


def test_a_new_site_still_builds_in_five_years(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    assert build_folder(tmp_path / "clinic", as_of="2031-11-21").code == 0


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    assert run_plainleaf("new-site", tmp_path).code == 0
    assert run_plainleaf("check", "--root", tmp_path, "--as-of", DAY).code == 0


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Chapter 1", encoding="utf-8")

    result = run_plainleaf("new-site", tmp_path)

    assert result.code == 2
    assert "is not empty" in result.stderr
    assert bytes_below(tmp_path) == {"thesis.txt": b"Chapter 1"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "clinic").write_text("", encoding="utf-8")

    assert run_plainleaf("new-site", tmp_path / "clinic").code == 2


def test_a_new_site_pins_plainleaf_and_all_that_it_needs_here(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    lines = (tmp_path / "clinic/requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    names = {canonicalize_name(name) for name in pinned}
    # One that is needed by another version of Python only is pinned as well where it happens to be installed.
    assert names >= {"plainleaf", *installed_with("plainleaf", frozenset(), set())}
    assert names.isdisjoint({"pytest", "playwright", "distributed", "weasyprint"})
    assert all(version(name) == pin for name, pin in pinned.items() if name != "plainleaf")
    assert pinned["plainleaf"] == __version__


def test_the_readme_of_a_new_site_begins_with_two_commands_that_work_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")
    readme = (tmp_path / "clinic/README.md").read_text(encoding="utf-8")

    install, show = readme.split("```sh\n")[1].split("```")[0].splitlines()

    assert (tmp_path / "clinic" / install.split(" -r ")[1]).is_file()
    assert show == ".venv/bin/plainleaf serve"
    monkeypatch.chdir(tmp_path / "clinic")
    for command in re.findall(r"`.venv/bin/plainleaf ([^`]+)`", readme):
        assert run_plainleaf(*command.split()).code == 0, command


def test_a_new_site_brings_a_workflow_and_ignores_what_is_made(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    assert (tmp_path / "clinic/.github/workflows/publish.yml").is_file()
    assert (tmp_path / "clinic/.gitignore").read_text(encoding="utf-8").split() == [
        "public/",
        "report/",
        ".public.plainleaf/",
        ".venv/",
    ]
