"""Reaches of templates in the user's cache: the first build of a site parses only templates that are new."""

from __future__ import annotations

from pathlib import Path

from plainleaf.input.template_reach import Reach
from plainleaf.state.parsed_reaches import load_reaches, save_reaches
from plainleaf.state.private_folder import PrivateFolder

ONE, OTHER = {"one": Reach(("a.html",))}, {"other": Reach((), ("b.html",), is_certain=False)}


def test_what_was_saved_is_loaded_with_what_was_known(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    save_reaches(folder, {}, ONE)
    save_reaches(folder, load_reaches(folder), OTHER)

    assert load_reaches(folder) == {**ONE, **OTHER}


def test_nothing_is_written_if_nothing_is_new_or_may_be(tmp_path: Path) -> None:
    save_reaches(PrivateFolder(tmp_path), {**ONE, **OTHER}, ONE)
    save_reaches(PrivateFolder(tmp_path, is_read_only=True), {}, ONE)
    save_reaches(None, {}, ONE)

    assert [*tmp_path.iterdir()] == []
    assert load_reaches(PrivateFolder(tmp_path)) == load_reaches(None) == {}


def test_a_damaged_file_counts_as_missing(tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    save_reaches(folder, {}, ONE)
    (file,) = tmp_path.iterdir()
    folder.save(file.name, b"\xc1 no MessagePack")

    assert load_reaches(folder) == {}


def test_many_old_reaches_are_dropped(tmp_path: Path) -> None:
    folder, many = PrivateFolder(tmp_path), {str(number): Reach() for number in range(1000)}
    save_reaches(folder, {}, many)
    save_reaches(folder, load_reaches(folder), ONE)

    assert load_reaches(folder) == ONE
