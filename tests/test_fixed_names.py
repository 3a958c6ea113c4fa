"""What is wrong with the name of a file below content/, or with its sort, is no longer reported once it is fixed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainleaf.state.state import MemoryState
from tests.site_tools import MakeSite, about_page, build_by, build_folder, write_files
from tests.test_resident import options_of_server

PAGE = about_page("One more.").replace("About us", "One more")


def serve_once(root: Path, state: MemoryState) -> list[tuple[str, str]]:
    """Build as `serve` does; the rule and file of each problem."""
    _, problems = build_by(options_of_server(root, root.parent / "served"), state)
    return [(problem.rule, problem.place.path) for problem in problems]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("content/en/con.md", "content/en/concussion.md"),
        ("content/en/con/more.md", "content/en/concussion/more.md"),
        ("content/en/red-flags/con.md", "content/en/red-flags/more.md"),
    ],
)
def test_a_page_or_folder_that_was_renamed_is_right(wrong: str, right: str, make_site: MakeSite) -> None:
    root, state = make_site(files={wrong: PAGE}), MemoryState()
    assert build_folder(root).rules == ["file-name"]
    assert [rule for rule, _ in serve_once(root, state)] == ["file-name"]

    write_files(root, {right: PAGE})
    (root / wrong).unlink()
    if not any((root / wrong).parent.iterdir()):
        (root / wrong).parent.rmdir()

    assert build_folder(root).problems == []
    assert serve_once(root, state) == []


def test_a_link_that_became_the_page_itself_is_right(make_site: MakeSite) -> None:
    root, state = make_site(), MemoryState()
    write_files(root.parent, {"outside.md": PAGE})
    page = root / "content/en/more.md"
    page.symlink_to(root.parent / "outside.md")
    assert serve_once(root, state) == [("outside-symlink", "content/en/more.md")]

    page.unlink()
    write_files(root, {"content/en/more.md": PAGE})

    assert serve_once(root, state) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes")
def test_a_file_that_became_a_pipe_is_reported(make_site: MakeSite) -> None:
    root, state = make_site(files={"content/en/note.txt": "A note."}), MemoryState()
    serve_once(root, state)
    note = root / "content/en/note.txt"

    note.unlink()
    os.mkfifo(note)

    assert serve_once(root, state) == [("special-file", "content/en/note.txt")]
