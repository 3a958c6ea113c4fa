"""What somebody else put into the output folder is refused or kept, and a site without its work folder is ours."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.site_tools import (
    DAY,
    BuildSite,
    MakeSite,
    build_until_settled,
    bytes_below,
    edit_about,
    minimal_config,
    run_process,
    write_files,
)

THEIRS = {".git/HEAD": "ref", ".git/refs/heads/main": "1", "CNAME": "clinic.example\n", "about/notes.txt": "mine"}
KEEP = "keep:\n  - .git\n  - CNAME\n  - about/notes.txt\n"


@pytest.fixture
def root(make_site: MakeSite, build_site: BuildSite) -> Path:
    """A site that is published."""
    folder = make_site()
    assert build_site(folder).code == 0
    return folder


@pytest.mark.parametrize("text", ["", "New."], ids=["nothing changed", "a page changed"])
@pytest.mark.parametrize("more", [(), ("--clean",)], ids=["incremental", "clean"])
def test_files_of_others_are_refused_by_name_and_nothing_is_deleted(
    text: str, more: tuple[str, ...], root: Path, build_site: BuildSite
) -> None:
    write_files(root / "public", THEIRS)
    before = bytes_below(root / "public")
    if text:
        edit_about(root, text)

    result = build_site(root, *more)

    assert (result.code, result.rules) == (1, ["bad-output"])
    assert result.problems[0]["message"].endswith(": .git/, CNAME, about/notes.txt")
    assert bytes_below(root / "public") == before


def test_of_many_files_of_others_five_are_named(root: Path, build_site: BuildSite) -> None:
    write_files(root / "public", {f"{number}.txt": "mine" for number in range(1, 8)})

    result = build_site(root, "--clean")

    assert result.problems[0]["message"].endswith(": 1.txt, 2.txt, 3.txt, 4.txt, 5.txt and 2 more")


def test_what_config_names_is_kept_through_every_build(root: Path, build_site: BuildSite) -> None:
    write_files(root / "public", THEIRS)
    (root / "public/.git/objects").mkdir()
    (root / "config.yaml").write_text(minimal_config(more=KEEP), encoding="utf-8")

    for text in ("Two.", "Three.", "Four."):
        edit_about(root, text)
        assert build_site(root).problems == []

        after = bytes_below(root / "public")
        assert {path: after[path].decode() for path in THEIRS} == THEIRS
        assert text.encode() in after["about/index.html"]
    assert (root / "public/.git/objects").is_dir()


def test_a_kept_file_does_not_make_an_unchanged_site_be_built_again(root: Path) -> None:
    write_files(root / "public", THEIRS)
    (root / "config.yaml").write_text(minimal_config(more=KEEP), encoding="utf-8")
    build_until_settled(root)

    result = run_process("build", "--root", root, "--as-of", DAY)

    assert "(0 rebuilt)" in result.stdout


def test_what_systems_leave_behind_is_no_reason_to_refuse(root: Path, build_site: BuildSite) -> None:
    write_files(root / "public", {".DS_Store": "x", "about/Thumbs.db": "x", "._index.html": "x", "index.html~": "x"})

    assert build_site(root).problems == []


def test_a_link_that_somebody_made_is_refused(root: Path, build_site: BuildSite) -> None:
    (root / "public/extra").symlink_to(root / "content")

    result = build_site(root)

    assert result.rules == ["bad-output"]
    assert (root / "public/extra").is_symlink()


def test_a_site_without_its_work_folder_is_recognized_and_built_again(root: Path, build_site: BuildSite) -> None:
    whole = bytes_below(root / "public")
    # Pages and pictures of an older site, and a file from an older version.
    shutil.copytree(root / "public/about", root / "public/gone")
    (root / "public/review.json").write_text("[]", encoding="utf-8")
    shutil.rmtree(root / ".public.plainleaf")

    result = build_site(root)

    assert result.problems == []
    assert bytes_below(root / "public") == whole


@pytest.mark.parametrize("name", ["index.html", "index.htm", "robots.txt", "pictures/nerve.0123456789.svg"])
def test_another_site_is_not_mistaken_for_ours(name: str, root: Path, build_site: BuildSite) -> None:
    for folder in ("public", ".public.plainleaf"):
        shutil.rmtree(root / folder)
    write_files(root / "public", {name: "<!doctype html><title>Mine</title>"})

    result = build_site(root)

    assert result.rules == ["bad-output"]
    assert bytes_below(root / "public") == {name: b"<!doctype html><title>Mine</title>"}


def test_a_lost_edit_is_said_once(root: Path, build_site: BuildSite) -> None:
    (root / "public/robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")

    said = [build_site(root).stderr for _ in range(2)]

    assert "robots.txt in the output folder had been changed" in said[0]
    assert said[1] == ""


@pytest.mark.matrix
@pytest.mark.parametrize("where", ["/", "home", "work"])
def test_a_folder_that_nothing_may_replace_is_refused(
    where: str, root: Path, build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = root.parent / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))

    result = build_site(root, out={"/": Path("/"), "home": home, "work": root / ".public.plainleaf/next"}[where])

    assert result.rules == ["bad-output"]


@pytest.mark.matrix
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_web_server_can_read_every_file_whatever_the_umask(make_site: MakeSite) -> None:
    root = make_site()

    built = run_process("build", "--root", root, "--out", root / "new/site", "--jobs", "2", umask=0o077)

    assert built.returncode == 0, built.stdout
    files = [root / "new", root / "new/site", *(root / "new/site").rglob("*")]
    closed = [file for file in files if file.stat().st_mode & 0o044 != 0o044]
    assert closed == []
