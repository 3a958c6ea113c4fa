"""Reading the files of a site: line ends, encodings, links and backups."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plainleaf.input.files import read_bytes, read_text, walk
from plainleaf.problems import Report
from tests.site_tools import Write, places, rules


@pytest.mark.parametrize("content", [b"one\ntwo\n", b"one\r\ntwo\r\n", b"one\rtwo\r", b"\xef\xbb\xbfone\ntwo\n"])
def test_line_ends_and_a_byte_order_mark_of_any_system_are_read(content: bytes, write: Write, report: Report) -> None:
    root = write("a.md", content)

    assert read_text(root, "a.md", report) == "one\ntwo\n"
    assert report.problems == []


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"caf\xe9", "a.md:1:4"),
        (b"one\n\xe9", "a.md:2:1"),
        ("é".encode() + b"\xff", "a.md:1:2"),
        ("one".encode("utf-16"), "a.md:1:1"),
        (b"\xed\xa0\x80", "a.md:1:1"),
    ],
)
def test_a_file_that_is_not_utf8_is_reported_where_it_is_not(
    content: bytes, place: str, write: Write, report: Report
) -> None:
    assert read_text(write("a.md", content), "a.md", report) is None
    assert rules(report) == ["not-utf8"]
    assert places(report) == [place]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\u200b", "\u202e", "\ue000", "\uf8ff"])
def test_an_invisible_character_is_reported_at_its_place_and_left_out(sign: str, write: Write, report: Report) -> None:
    assert read_text(write("a.md", f"one\ntw{sign}o"), "a.md", report) == "one\ntwo"
    assert rules(report) == ["control-character"]
    assert places(report) == ["a.md:2:3"]


def test_a_separator_of_lines_leaves_a_space(write: Write, report: Report) -> None:
    assert read_text(write("a.md", "one\u2028two"), "a.md", report) == "one two"


def test_no_file_is_reported_without_end(write: Write, report: Report) -> None:
    read_text(write("a.md", "\x00" * 5000), "a.md", report)

    assert len(report.problems) == 100


@pytest.mark.parametrize("text", ["one\ttwo", "ça va", "痛み 😀", "a\u00a0b", "a\u200cb", ""])
def test_every_other_character_may_be_written(text: str, write: Write, report: Report) -> None:
    assert read_text(write("a.md", text), "a.md", report) == text


def test_a_missing_file_is_reported(write: Write, report: Report) -> None:
    assert read_bytes(write("a.md"), "b.md", report) is None
    assert rules(report) == ["missing-file"]


def test_files_are_sorted_without_hidden_ones_and_backups(write: Write, report: Report) -> None:
    names = ("b.md", "a/z.md", "a/y.md", ".hidden.txt", ".git/config.md", "b.md~", "a/.DS_Store", "C.md")
    root = write({f"content/{name}": "" for name in names})

    assert list(walk(root, "content", report)) == ["content/C.md", "content/a/y.md", "content/a/z.md", "content/b.md"]
    assert report.problems == []


def test_a_link_inside_the_site_is_followed(write: Write, report: Report) -> None:
    root = write({"content/a/one.md": "1", "static/two.txt": "2"})
    (root / "content/b").symlink_to(root / "content/a")
    (root / "content/two.txt").symlink_to(root / "static/two.txt")

    found = list(walk(root, "content", report))

    assert found == ["content/a/one.md", "content/b/one.md", "content/two.txt"]
    assert report.problems == []


def test_a_link_that_leads_back_ends_the_walk(write: Write, report: Report) -> None:
    root = write("content/a/one.md")
    (root / "content/a/again").symlink_to("..")

    assert list(walk(root, "content", report)) == ["content/a/one.md"]
    assert rules(report) == ["broken-symlink"]


def test_a_chain_of_links_out_of_the_site_is_not_followed(write: Write, report: Report) -> None:
    root = write({"site/content/one.md": "1", "secret/two.md": "2"})
    (root / "site/link").symlink_to(root / "secret")
    (root / "site/content/inner").symlink_to(root / "site/link")

    assert list(walk(root / "site", "content", report)) == ["content/one.md"]
    assert rules(report) == ["outside-symlink"]


def test_the_root_may_itself_be_a_link(write: Write, report: Report) -> None:
    root = write("real/content/one.md")
    (root / "shown").symlink_to(root / "real")

    assert list(walk(root / "shown", "content", report)) == ["content/one.md"]
    assert report.problems == []


def test_a_missing_folder_is_reported(tmp_path: Path, report: Report) -> None:
    assert list(walk(tmp_path, "content/es", report)) == []
    assert rules(report) == ["missing-file"]


def test_a_file_whose_name_is_not_utf8_is_reported(write: Write, report: Report) -> None:
    root = write("content/about.md", "")
    try:
        Path(os.fsdecode(os.fsencode(root / "content") + b"/caf\xe9.md")).touch()
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error.strerror}")

    assert list(walk(root, "content", report)) == ["content/about.md"]
    assert rules(report) == ["file-name"]
    assert places(report) == ["content/caf\ufffd.md:1:1"]


@pytest.mark.parametrize("name", ["config.yml", "Config.yaml", "config.YAML", "config.yaml.txt"])
def test_a_missing_file_may_have_another_name(name: str, write: Write, report: Report) -> None:
    assert read_text(write(name, "a: b\n"), "config.yaml", report) is None

    assert [problem.fix for problem in report.problems] == [f"Rename '{name}' to 'config.yaml'."]
