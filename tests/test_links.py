"""Links out of a site, where a build does not read but looks, copies or starts a page: none of these follows them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plainleaf.command.reference.pages import main
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options
from plainleaf.problems import ChangedMeanwhileError
from plainleaf.render.delivery import copy_file
from plainleaf.state.snapshot import leads_out, take_snapshot
from tests.site_tools import BuildSite, MakeSite, Write, bytes_below, run_plainleaf

SECRET = b"secret"
DIGEST = hashlib.sha256(SECRET).hexdigest()


def link_to_file(root: Path) -> None:
    """The file itself becomes a link."""
    (root / "static/note.txt").unlink()
    (root / "static/note.txt").symlink_to(root.parent / "outside" / "note.txt")


def link_to_folder(root: Path) -> None:
    """The folder of the file becomes a link."""
    (root / "static").rename(root / "before")
    (root / "static").symlink_to(root.parent / "outside")


def make_pipe(root: Path) -> None:
    """The file becomes a pipe."""
    (root / "static/note.txt").unlink()
    os.mkfifo(root / "static/note.txt")


@pytest.mark.parametrize("change", [link_to_file, link_to_folder, make_pipe])
def test_a_file_that_leads_elsewhere_when_it_is_copied_is_not_copied(
    change: Callable[[Path], None], write: Write
) -> None:
    # The content outside is the one that was planned, so that the digest does not tell.
    root = write({"site/static/note.txt": SECRET, "outside/note.txt": SECRET}) / "site"
    change(root)

    with pytest.raises(ChangedMeanwhileError):
        copy_file(root / "static/note.txt", root, root.parent / "copy.txt", DIGEST)

    assert not (root.parent / "copy.txt").exists()


def test_a_file_is_copied_from_a_link_that_stays_in_the_site(write: Write) -> None:
    root = write({"site/assets/note.txt": SECRET}) / "site"
    (root / "static").symlink_to("assets")

    copied = copy_file(root / "static/note.txt", root, root.parent / "copy.txt", DIGEST)

    assert Path(copied.file).read_bytes() == SECRET


@pytest.mark.parametrize("name", ["config.yaml", "content", "static", "templates"])
def test_a_snapshot_does_not_look_into_what_a_link_at_the_top_leads_to(name: str, make_site: MakeSite) -> None:
    root = make_site(files={"templates/a.html": ""})
    outside = root.parent / "outside"
    (root / name).rename(outside)
    (root / name).symlink_to(outside)

    snapshot = take_snapshot(Options(root, root / "public", date(2026, 11, 21)), find_shipped())

    assert leads_out(root, name)
    assert [path for path in snapshot.inputs if path == name or path.startswith(f"{name}/")] == [name]
    assert snapshot.below_content() is None


def test_folders_at_the_top_that_lead_to_others_in_the_site_give_the_same_site(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site()
    before = bytes_below(build_site(root).out)
    for name in ("content", "static", "config.yaml"):
        (root / name).rename(root / f"real-{name}")
        (root / name).symlink_to(f"real-{name}")

    result = build_site(root, "--clean")

    assert (result.code, result.problems) == (0, [])
    assert bytes_below(result.out) == before


@pytest.mark.parametrize("link", ["content", "content/en", "content/en/sciatica"])
def test_a_new_page_is_not_written_through_a_link_out_of_the_site(link: str, make_site: MakeSite) -> None:
    root = make_site()
    outside = root.parent / "outside"
    if (root / link).exists():
        (root / link).rename(outside)
    else:
        outside.mkdir()
    (root / link).symlink_to(outside)
    before = bytes_below(outside)

    result = run_plainleaf("new", "page", "sciatica/driving.md", "--root", root)

    assert result.code == 2
    assert "nothing was written" in result.stderr
    assert bytes_below(outside) == before


def test_the_reference_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mine.md").write_bytes(SECRET)
    (tmp_path / "docs" / "config.md").symlink_to(tmp_path / "mine.md")
    (tmp_path / "docs" / "fields.md").hardlink_to(tmp_path / "mine.md")

    assert main([str(tmp_path / "docs")]) == 0

    assert (tmp_path / "mine.md").read_bytes() == SECRET


@pytest.mark.parametrize("target", ["public", "/"])
def test_an_output_folder_that_is_a_link_to_itself_or_to_all_is_a_problem(target: str, make_site: MakeSite) -> None:
    root = make_site()
    (root / "public").symlink_to(target)

    built = run_plainleaf("build", "--root", root)

    assert (built.code, built.stderr) == (1, "")
    assert "[unsafe-output]" in built.stdout


def test_the_root_of_all_folders_is_no_output_folder(make_site: MakeSite) -> None:
    built = run_plainleaf("build", "--root", make_site(), "--out", "/")

    assert (built.code, built.stderr) == (1, "")
    assert "[bad-output]" in built.stdout
