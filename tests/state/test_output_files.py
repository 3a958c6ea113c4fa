"""Published files are looked at, never followed and never waited for."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from plainleaf.state.output_files import digest_file, files_below, stat_of


def test_a_published_file_has_the_digest_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"text")

    assert digest_file(tmp_path / "page") == hashlib.sha256(b"text").hexdigest()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_a_link_in_the_place_of_a_published_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"text")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")

    digests = [digest_file(tmp_path / name) for name in ("link", "pipe", "nothing")]

    assert digests == ["", "", ""]
    assert stat_of(tmp_path / "link") != stat_of(tmp_path / "secret")
    assert stat_of(tmp_path / "nothing") == (-1, -1, -1)


def test_a_published_file_that_vanishes_while_the_folder_is_listed_is_listed_as_none(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"text")
    listed = files_below(str(tmp_path))

    first, _ = next(listed)
    (second,) = {"a", "b"} - {first}
    (tmp_path / second).unlink()

    assert list(listed) == [(second, (-1, -1, -1))]
