"""`new-site`: a clinic's own site, which builds as it is."""

from __future__ import annotations

from pathlib import Path

from tests.site_tools import DAY, build_folder, bytes_below, run_plainleaf


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
