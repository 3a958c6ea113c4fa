"""The work folder and the output folder: whatever links are in them, nothing outside is written, deleted or read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import few
from tests.site_tools import BuildSite, MakeSite, bytes_below, edit_about, run_plainleaf

FOREIGN_USER = 12345
ENTRIES = ("next", "old", "README.txt", "README.txt.new", "state", "state.new", "lock")


@pytest.fixture
def site(make_site: MakeSite, build_site: BuildSite) -> Path:
    """A site that was built twice and edited since, with a folder beside it in which nothing may happen."""
    root = make_site()
    for text in ("One.", "Two."):
        edit_about(root, text)
        assert build_site(root).code == 0
    edit_about(root, "Three.")
    precious = root.parent / "precious" / "about"
    precious.mkdir(parents=True)
    for name in ("index.html", "thesis.txt"):
        (precious / name).write_text("Chapter 1\n", encoding="utf-8")
    return root


def replace_by_link(place: Path, target: Path) -> Path:
    """Put a link where a file or a folder is, or nothing; gives the place to which that was moved."""
    before = place.with_name(f"{place.name}-before")
    if os.path.lexists(place):
        place.rename(before)
    place.symlink_to(target)
    return before


def as_refused(run: Callable[[], object], outside: Path, site: Path) -> None:
    """Run something that must change neither the folder outside nor the published site."""
    before, old = bytes_below(outside), bytes_below(site / "public")
    run()
    assert bytes_below(outside) == before
    assert bytes_below(site / "public") == old


@pytest.mark.parametrize("is_file", [True, False])
def test_a_link_in_the_work_folder_is_refused_and_nothing_is_written_through_it(
    *, is_file: bool, site: Path, build_site: BuildSite
) -> None:
    outside = site.parent / "precious"

    def run() -> None:
        result = build_site(site)
        assert (result.code, result.rules) == (1, ["unsafe-output"]), name
        assert result.problems[0]["path"] == f".public.plainleaf/{name}"
        also = " and the output folder" if name == "README.txt" else ""
        assert result.problems[0]["fix"] == f"Delete the link{also}."

    for name in ENTRIES:
        place = site / ".public.plainleaf" / name
        before = replace_by_link(place, outside / "about" / "thesis.txt" if is_file else outside)
        as_refused(run, outside, site)
        place.unlink()
        if before.exists():
            before.rename(place)

    assert build_site(site).code == 0


def test_a_link_that_leads_nowhere_makes_no_file_elsewhere(site: Path, build_site: BuildSite) -> None:
    for name in ("lock", "state.new", "README.txt"):
        target = site.parent / f"made-by-{name}"
        replace_by_link(site / ".public.plainleaf" / name, target)

        assert build_site(site).rules == ["unsafe-output"]
        assert not target.exists()
        (site / ".public.plainleaf" / name).unlink()


@pytest.mark.parametrize("is_built", [True, False])
def test_a_work_folder_that_is_a_link_is_refused(
    *, is_built: bool, make_site: MakeSite, build_site: BuildSite, tmp_path: Path
) -> None:
    root, outside = make_site(), tmp_path / "outside"
    if is_built:
        build_site(root)
        edit_about(root, "New.")
    replace_by_link(root / ".public.plainleaf", outside)
    (outside / "next").mkdir(parents=True)
    (outside / "next" / "thesis.txt").write_text("Chapter 1\n", encoding="utf-8")
    before = bytes_below(outside)

    result = build_site(root)

    assert (result.code, result.rules) == (1, ["unsafe-output"])
    assert bytes_below(outside) == before


def test_a_check_neither_uses_nor_reports_a_work_folder_that_is_a_link(site: Path) -> None:
    outside = site.parent / "precious"
    replace_by_link(site / ".public.plainleaf", outside)

    def run() -> None:
        result = run_plainleaf("check", "--root", site, "--as-of", "2026-11-21", "--format", "json")
        assert (result.code, result.problems) == (0, [])

    as_refused(run, outside, site)


@pytest.mark.parametrize("which", few([".public.plainleaf/next", "public"]))
def test_links_in_the_site_that_is_replaced_are_deleted_and_not_followed(
    which: str, site: Path, build_site: BuildSite
) -> None:
    outside, folder = site.parent / "precious", site / which
    if which != "public":
        (folder / "extra").symlink_to(outside)
        (folder / "about" / "deep").symlink_to(outside)
    (folder / "contact" / "index.html").unlink()
    (folder / "contact" / "index.html").symlink_to(outside / "about" / "index.html")
    before = bytes_below(outside)

    for text in ("Three.", "Four.", "Five."):
        edit_about(site, text)
        assert build_site(site).code == 0

    assert bytes_below(outside) == before
    links = [
        file for above in ("public", ".public.plainleaf") for file in (site / above).rglob("*") if file.is_symlink()
    ]
    assert links == []
    assert b"Chapter 1" not in (site / "public" / "contact" / "index.html").read_bytes()


def test_a_folder_of_the_next_site_that_is_a_link_is_not_written_into(site: Path, build_site: BuildSite) -> None:
    outside = site.parent / "precious"
    replace_by_link(site / ".public.plainleaf" / "next" / "about", outside / "about")
    before = bytes_below(outside)

    assert build_site(site).code == 0

    assert bytes_below(outside) == before
    assert b"Three." in (site / "public" / "about" / "index.html").read_bytes()


@pytest.mark.parametrize(
    "name", few(["state", "next/about/index.html", "README.txt", "README.txt.new", "state.new", "lock"], 2)
)
def test_a_hard_link_to_a_file_outside_is_not_written_through(name: str, site: Path, build_site: BuildSite) -> None:
    outside, place = site.parent / "precious", site / ".public.plainleaf" / name
    place.unlink(missing_ok=True)
    place.hardlink_to(outside / "about" / "thesis.txt")
    before = bytes_below(outside)

    for text in ("Three.", "Four."):
        edit_about(site, text)
        assert build_site(site).code == 0

    assert bytes_below(outside) == before


@pytest.mark.parametrize("name", few(["next", "old", "lock", "README.txt", "state.new"]))
def test_what_is_neither_file_nor_folder_is_refused_and_does_not_block(
    name: str, site: Path, build_site: BuildSite
) -> None:
    place = site / ".public.plainleaf" / name
    if place.exists():
        place.rename(site / "before")
    os.mkfifo(place)

    assert build_site(site).rules == ["unsafe-output"]


@pytest.mark.parametrize("name", ["lock", "README.txt"])
def test_a_folder_in_the_place_of_a_file_is_refused(name: str, site: Path, build_site: BuildSite) -> None:
    place = site / ".public.plainleaf" / name
    place.unlink()
    place.mkdir()

    result = build_site(site)

    assert result.rules == ["unsafe-output"]
    assert result.problems[0]["fix"] == "Delete it."


def test_a_folder_in_the_place_of_the_state_is_replaced(site: Path, build_site: BuildSite) -> None:
    place = site / ".public.plainleaf" / "state"
    place.unlink()
    (place / "folder").mkdir(parents=True)

    assert build_site(site).code == 0
    assert place.is_file()


def test_a_state_that_is_a_pipe_does_not_block(site: Path, build_site: BuildSite) -> None:
    place = site / ".public.plainleaf" / "state"
    place.unlink()
    os.mkfifo(place)

    assert build_site(site).rules == ["unsafe-output"]


def test_a_file_in_the_place_of_the_work_folder_is_refused(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    build_site(root)
    (root / ".public.plainleaf").rename(root / "before")
    (root / ".public.plainleaf").write_text("mine", encoding="utf-8")

    assert build_site(root, "--clean").rules == ["unsafe-output"]
    assert (root / ".public.plainleaf").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_work_folder_of_another_user_is_refused(site: Path, build_site: BuildSite) -> None:
    os.chown(site / ".public.plainleaf", FOREIGN_USER, -1)
    before = bytes_below(site / ".public.plainleaf")

    result = build_site(site)

    assert (result.code, result.rules) == (1, ["unsafe-output"])
    assert "another user" in result.problems[0]["message"]
    assert bytes_below(site / ".public.plainleaf") == before


@pytest.mark.parametrize("out", ["public", "dist/public"])
def test_a_link_in_the_site_on_the_way_to_the_output_is_refused(
    out: str, make_site: MakeSite, build_site: BuildSite, tmp_path: Path
) -> None:
    root, other = make_site(), tmp_path / "other"
    (other / "public").mkdir(parents=True)
    link = root / out.split("/")[0]
    link.symlink_to(other / "public" if out == "public" else other)

    result = build_site(root, out=root / out)

    assert (result.code, result.rules) == (1, ["unsafe-output"])
    assert result.problems[0]["path"] == link.name
    assert list(other.rglob("*")) == [other / "public"]


def test_a_link_elsewhere_that_is_named_with_out_is_followed(
    make_site: MakeSite, build_site: BuildSite, tmp_path: Path
) -> None:
    root, real = make_site(), tmp_path / "real"
    real.mkdir()
    (tmp_path / "current").symlink_to(real)

    for text in ("One.", "Two."):
        edit_about(root, text)
        assert build_site(root, out=tmp_path / "current").code == 0

    assert b"Two." in (real / "about" / "index.html").read_bytes()
    assert (tmp_path / "current").is_symlink()


def test_the_folder_of_the_site_may_itself_be_a_link(
    make_site: MakeSite, build_site: BuildSite, tmp_path: Path
) -> None:
    root = make_site()
    (tmp_path / "shown").symlink_to(root)

    assert build_site(tmp_path / "shown").code == 0
    assert build_site(tmp_path / "shown", "--clean").code == 0
