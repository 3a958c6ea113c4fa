"""Static files: names that change with the content, sizes of pictures, and nothing active."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.content.static_files import PICTURES, StaticFile, load_static_files
from plainleaf.problems import Report
from tests.site_tools import Write, rules

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x06\0\0\0"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="80">{}</svg>'


def load_one(write: Write, report: Report, name: str, content: str | bytes) -> StaticFile:
    """The only file of a site's own."""
    files = load_static_files(write({f"static/{name}": content, "content/en/a.md": ""}), report)
    return files[f"/{name}"]


def test_the_name_of_a_file_changes_with_its_content(write: Write, report: Report) -> None:
    one = load_one(write, report, "a.txt", "one")
    again = load_one(write, report, "a.txt", "one")
    other = load_one(write, report, "a.txt", "two")

    assert one.path == again.path != other.path
    assert one.path.endswith(".txt")


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.svg", SVG.format(""), (40, 80)),
        ("a.png", PNG, (2, 3)),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"/>', (10, 20)),
        ("a.svg", '<svg width="100%" viewBox="-1.5 0 10.2, 20">', (10, 20)),
        ("a.svg", '<svg viewBox="0 0 10">', (None, None)),
        ("a.png", b"not a picture", (None, None)),
        ("a.svg", "", (None, None)),
        ("a.pdf", "%PDF", (None, None)),
    ],
)
def test_a_picture_is_measured_if_possible(
    name: str, content: str | bytes, size: tuple[int | None, int | None], write: Write, report: Report
) -> None:
    found = load_one(write, report, name, content)

    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<SCRIPT/>",
        '<rect onload="x"/>',
        "<foreignObject/>",
        '<a href="javascript:x"/>',
        "<g\nonclick = 'x'/>",
    ],
)
def test_a_drawing_with_scripts_is_refused(inside: str, write: Write, report: Report) -> None:
    load_one(write, report, "a.svg", SVG.format(inside))

    assert rules(report) == ["active-picture"]


@given(
    some.sampled_from(
        [
            b"",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b"GIF89a",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"<svg ",
            b"\0\0\0\x18ftypavif",
        ]
    ),
    some.binary(max_size=60),
)
def test_a_damaged_picture_is_not_measured_and_nothing_raises(head: bytes, rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, report = Path(folder), Report()
        (root / "content").mkdir()
        (root / "static").mkdir()
        for suffix in PICTURES:
            (root / "static" / f"a{suffix}").write_bytes(head + rest)

        found = load_static_files(root, report)

        assert found.keys() >= {f"/a{suffix}" for suffix in PICTURES}


def test_style_sheets_and_pages_are_not_static_files(write: Write, report: Report) -> None:
    root = write({"static/css/a.css": "", "content/en/a.md": "", "content/en/terms.yaml": "", "content/en/a.pdf": ""})

    files = load_static_files(root, report)

    assert [name for name in files if not name.startswith("/icons/")] == ["content/en/a.pdf"]


def test_the_icons_of_a_site_replace_the_shipped_ones(write: Write, report: Report) -> None:
    root = write({"static/icons/favicon.svg": SVG.format("<g/>"), "content/en/a.md": ""})

    files = load_static_files(root, report)

    assert files["/icons/favicon.svg"].file == root / "static/icons/favicon.svg"
    assert files["/icons/icon-192.png"].file != root / "static/icons/icon-192.png"
