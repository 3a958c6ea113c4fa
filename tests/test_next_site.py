"""The staging folder holds an older site: whatever is in it, the new site is right."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import few
from tests.site_tools import BuildSite, MakeSite, bytes_below, edit_about


def spoil_nothing(_folder: Path) -> None:
    """Leave the folder as it is."""


def spoil_a_file(folder: Path) -> None:
    """Write over a page, which the published site may hold as well."""
    (folder / "contact" / "index.html").write_text("spoiled", encoding="utf-8")


def spoil_a_folder(folder: Path) -> None:
    """Put a folder where a file was, and a file where a folder was."""
    (folder / "robots.txt").unlink()
    (folder / "robots.txt").mkdir()
    shutil.rmtree(folder / "about")
    (folder / "about").write_text("spoiled", encoding="utf-8")


@pytest.mark.parametrize(
    ("which", "spoil"),
    few(
        [
            ("public", spoil_a_file),
            (".public.plainleaf/next", spoil_a_folder),
            # A file that somebody put into the published site is refused: see test_strangers.py.
            ("public", spoil_nothing),
            (".public.plainleaf/next", spoil_nothing),
            (".public.plainleaf/next", spoil_a_file),
        ],
        2,
    ),
)
def test_whatever_is_in_the_folders_the_site_is_right_after_the_next_build(
    which: str, spoil: Callable[[Path], None], make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site()
    for text in ("One.", "Two.", "Three."):
        edit_about(root, text)
        build_site(root)
    spoil(root / which)
    edit_about(root, "Four.")

    result = build_site(root)

    assert result.code == 0
    clean = build_site(root, "--clean", out=root.parent / "clean")
    assert bytes_below(result.out) == bytes_below(clean.out)


def test_a_build_writes_no_file_of_the_published_site_over(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    for text in ("One.", "Two."):
        edit_about(root, text)
        build_site(root)
    page = root / "public" / "about" / "index.html"

    with page.open("rb") as open_in_a_server:
        for text in ("Three.", "Four."):
            edit_about(root, text)
            build_site(root)
        served = open_in_a_server.read()

    assert b"Two." in served
