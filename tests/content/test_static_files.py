"""Static files: names that change with the content, sizes of pictures, and nothing active."""

from __future__ import annotations

import hashlib
import io
import re
import sys
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from PIL import Image

from plainleaf.content.last_build import NO_BUILD, KnownFile, LastBuild
from plainleaf.content.static_files import LETTER, StaticFile, load_static_files
from plainleaf.options import Options
from plainleaf.pictures import PICTURES
from plainleaf.problems import Report
from plainleaf.reuse.saved_build import codec_of
from plainleaf.state.state import open_state
from tests.site_tools import BuildSite, MakeSite, Write, edit_about, rules

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


def test_what_is_taken_out_of_a_picture_is_not_published_and_its_name_is_that_of_the_rest(
    write: Write, report: Report
) -> None:
    bare = load_one(write, report, "a.svg", SVG.format("<path d='M0 0'/>"))
    noted = load_one(write, report, "b.svg", SVG.format("<path d='M0 0'/><!-- Jane Roe -->"))

    assert rules(report) == []
    assert (bare.width, bare.height) == (noted.width, noted.height) == (40, 80)
    assert hashlib.sha256(SVG.format("<path d='M0 0'/>").encode()).hexdigest() == bare.digest
    assert noted.known.digest != noted.digest


def test_a_picture_that_was_only_moved_is_not_decoded_again(write: Write, report: Report) -> None:
    known = KnownFile(hashlib.sha256(b"no picture").hexdigest(), "published", 1, 2)
    baseline = replace(NO_BUILD, last=replace(NO_BUILD.last, static={"static/old.png": known}))
    root = write({"static/new.png": b"no picture", "content/en/a.md": ""})

    found = load_static_files(root, report, baseline)["/new.png"]

    assert (found.width, found.height, found.digest, rules(report)) == (1, 2, "published", [])


def draw(width: int, height: int, orientation: int) -> bytes:
    """A JPEG as a camera stores it."""
    notes, written = Image.Exif(), io.BytesIO()
    notes[0x0112] = orientation
    Image.new("RGB", (width, height), (200, 20, 20)).save(written, "JPEG", exif=notes.tobytes())
    return written.getvalue()


def load_last_build(root: Path) -> LastBuild:
    """What the last build saved."""
    out = root / "public"
    saved = open_state(Options(root, out, None)).load(codec_of(out))
    assert saved is not None
    return saved[0]


def test_a_turned_picture_is_published_as_it_was_turned_when_it_was_read(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files={"static/a.jpg": draw(40, 20, 6), "static/b.jpg": draw(40, 20, 1)})

    files = load_static_files(root, Report())
    first = build_site(root)

    assert hashlib.sha256(files["/a.jpg"].content or b"").hexdigest() == files["/a.jpg"].digest
    assert (root / "public" / files["/a.jpg"].path).read_bytes() == files["/a.jpg"].content
    assert files["/b.jpg"].content is None
    assert first.rules == []


def test_a_build_that_turned_a_picture_and_the_next_one_plan_the_same(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files={"static/a.jpg": draw(40, 20, 6)})
    build_site(root)
    before = load_last_build(root)
    edit_about(root, "Other words.")

    build_site(root)

    assert load_last_build(root).facts == before.facts != ""


def test_a_warning_about_a_picture_is_repeated_while_the_picture_is_there(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    large = io.BytesIO()
    Image.new("1", (6001, 2)).save(large, "PNG")
    root = make_site(files={"static/pictures/large.png": large.getvalue()})

    assert [build_site(root).rules for _ in range(3)] == [["large-picture"]] * 3


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

    assert [name for name in files if not name.startswith(("/icons/", "/scripts/"))] == ["content/en/a.pdf"]


def test_the_icons_of_a_site_replace_the_shipped_ones(write: Write, report: Report) -> None:
    root = write({"static/icons/favicon.svg": SVG.format("<g/>"), "content/en/a.md": ""})

    files = load_static_files(root, report)

    assert files["/icons/favicon.svg"].file == root / "static/icons/favicon.svg"
    assert files["/icons/icon-192.png"].file != root / "static/icons/icon-192.png"


def test_every_character_outside_of_ascii_is_a_letter_in_style_sheets() -> None:
    is_letter = re.compile(LETTER).fullmatch
    characters = map(chr, range(sys.maxunicode + 1))

    assert all(bool(is_letter(each)) == (each > "\x7f" or each.isalnum() or each in "_-") for each in characters)
