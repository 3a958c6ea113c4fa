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


def test_a_new_page_goes_into_the_site_one_stands_in(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
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

    result = run_plainleaf("check", "--root", "content", "--format", "json")

    assert result.code == 1
    assert ("config.yaml", "missing-file") in {(each["path"], each["rule"]) for each in result.problems}


@pytest.mark.parametrize("above", ["config.yaml", "content/a.md"])
def test_half_a_site_above_is_no_site(above: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / above).parent.mkdir(exist_ok=True)
    (tmp_path / above).touch()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    result = run_plainleaf("check")

    assert (result.code, result.stderr) == (1, "")
