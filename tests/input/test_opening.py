"""Opening files that an untrusted person may have created, and replacing files."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from plainleaf.input import opening
from plainleaf.input.opening import LeadsOutError, NotRegularError, open_inside, replace_file
from tests.site_tools import Write


@pytest.fixture(params=["by descriptors", "by paths"])
def _each_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with descriptors of folders, and without them as on Windows."""
    if request.param == "by paths":
        monkeypatch.setattr(opening, "HAS_FOLDER_DESCRIPTORS", False)


pytestmark = pytest.mark.usefixtures("_each_way")


def read(root: Path, path: str) -> bytes:
    """The content of a file."""
    with open_inside(root, path) as stream:
        return stream.read()


def test_a_file_at_any_depth_is_read(write: Write) -> None:
    root = write({"one.txt": "1", "a/b/c/two.txt": "2"})

    assert (read(root, "one.txt"), read(root, "a/b/c/two.txt")) == (b"1", b"2")


def test_links_that_stay_inside_are_followed(write: Write) -> None:
    root = write({"site/real/one.txt": "1"}) / "site"
    (root / "folder").symlink_to("real")
    (root / "file.txt").symlink_to(root / "folder" / "one.txt")
    (root.parent / "shown").symlink_to(root)

    assert read(root, "folder/one.txt") == read(root, "file.txt") == read(root.parent / "shown", "file.txt") == b"1"


@pytest.mark.parametrize("path", ["file.txt", "folder/one.txt", "chain/one.txt", "../one.txt", "real/../../one.txt"])
def test_nothing_outside_is_read(path: str, write: Write) -> None:
    root = write({"one.txt": "secret", "site/real/two.txt": "2"}) / "site"
    (root / "file.txt").symlink_to(root.parent / "one.txt")
    (root / "folder").symlink_to(root.parent)
    (root / "chain").symlink_to("folder")

    with pytest.raises(LeadsOutError):
        open_inside(root, path)


def test_a_link_to_itself_and_a_broken_one_are_errors(write: Write) -> None:
    root = write("one.txt", "1")
    (root / "again").symlink_to("again")
    (root / "nowhere").symlink_to("two.txt")

    for name, number in (("again", errno.ELOOP), ("nowhere", errno.ENOENT), ("two.txt", errno.ENOENT)):
        with pytest.raises(OSError) as caught:
            open_inside(root, name)
        assert caught.value.errno == number


def test_a_pipe_a_socket_and_a_device_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    names = ["pipe", "link"]
    if opening.HAS_FOLDER_DESCRIPTORS:
        with socket.socket(socket.AF_UNIX) as listening, pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)  # the name of a socket must be short
            listening.bind("socket")
        names.append("socket")

    for name in names:
        with pytest.raises(NotRegularError):
            open_inside(tmp_path, name)
    with pytest.raises(NotRegularError):
        open_inside(Path("/dev"), "null")


def test_a_folder_is_not_a_file(write: Write) -> None:
    with pytest.raises(IsADirectoryError):
        open_inside(write("folder/one.txt"), "folder")


def test_a_file_in_a_folder_that_may_be_traversed_but_not_listed_is_read(write: Write) -> None:
    root = write("folder/one.txt", "1")
    (root / "folder").chmod(0o311)
    try:
        assert read(root, "folder/one.txt") == b"1"
    finally:
        (root / "folder").chmod(0o755)


@pytest.mark.parametrize("name", ["one.txt", "one.txt.new"])
@pytest.mark.parametrize("is_hard", [True, False])
def test_a_file_is_replaced_and_nothing_is_written_through_a_link(name: str, *, is_hard: bool, write: Write) -> None:
    root = write({"precious.txt": "mine", "folder/two.txt": ""})
    place = root / "folder" / name
    if is_hard:
        place.hardlink_to(root / "precious.txt")
    else:
        place.symlink_to(root / "precious.txt")

    replace_file(root / "folder" / "one.txt", b"ours")

    assert (root / "folder" / "one.txt").read_bytes() == b"ours"
    assert not (root / "folder" / "one.txt").is_symlink()
    assert (root / "precious.txt").read_bytes() == b"mine"
