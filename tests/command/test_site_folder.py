"""Which site a command is about: --root decides, else the nearest folder upwards that holds a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_tools import DAY, MakeSite, run_plainleaf


def test_from_inside_a_site_the_whole_site_is_meant_and_the_command_says_which(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site()
    monkeypatch.chdir(root / "content/en/sciatica")

    result = run_plainleaf("build", "--as-of", DAY, "--format", "json")

    assert (result.code, result.problems) == (0, [])
    assert result.stderr == f"plainleaf: the site is in {root}\n"
    assert (root / "public/index.html").exists()


def test_a_new_page_goes_into_the_site_around_here(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site()
    monkeypatch.chdir(root / "static")

    assert run_plainleaf("new", "page", "news.md").code == 0
    assert (root / "content/en/news.md").exists()


def test_in_the_folder_of_the_site_nothing_is_said(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_site())

    assert run_plainleaf("check", "--as-of", DAY).stderr == ""


def test_a_named_folder_decides(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site()
    monkeypatch.chdir(root)

    result = run_plainleaf("check", "--root", "content")

    assert (result.code, result.stdout) == (2, "")
    assert f"there is no site in {root / 'content'}" in result.stderr


@pytest.mark.parametrize("command", [["check"], ["serve"], ["new", "page", "news.md"], ["addresses"], ["copy"]])
def test_without_a_site_every_command_says_where_to_go_and_writes_nothing(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run_plainleaf(*command)

    assert (result.code, result.stdout) == (2, "")
    assert "plainleaf new-site FOLDER" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_for_pages_and_nothing_else_is_half_a_site(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    result = run_plainleaf("check", "--root", str(tmp_path), "--format", "json")

    assert result.code == 1
    assert [(each["path"], each["rule"]) for each in result.problems] == [("config.yaml", "missing-file")]


@pytest.mark.parametrize("above", ["config.yaml", "content/a.md"])
def test_half_a_site_above_is_no_site(above: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / above).parent.mkdir(exist_ok=True)
    (tmp_path / above).touch()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    result = run_plainleaf("check")

    assert result.code == 2
    assert f"there is no site in {tmp_path / 'work'}" in result.stderr
