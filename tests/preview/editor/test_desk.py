"""What an editor may read and save of a site, and what it may not."""

from __future__ import annotations

import io
import stat
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from msgspec import convert
from PIL import Image

from plainleaf.preview.editor.desk import Desk, EditorRequest
from plainleaf.preview.editor.places import RefusedError
from tests.site_tools import MakeSite, about_page

ABOUT = "content/en/about.md"
PLACE = {1: "N", 2: (42.0, 19.0, 48.0), 3: "W", 4: (83.0, 2.0, 45.0)}
HOSTILE = [
    "../outside.md",
    "content/en/../../../outside.md",
    "content/en/../../config.md",
    "/etc/passwd.md",
    "content/en/.hidden.md",
    "content/.git/hooks/a.md",
    "content/en/about.md/../../../x.md",
    "content/en/a\\..\\b.md",
    "content/en/a\x00.md",
    "content/en//about.md",
    "content/en/con.md",
    "content/en/a\u202e.md",
    "content/en/about.txt",
    "content/en/",
    "content/stray.md",
    "config.yaml",
    "templates/base.md",
    "static/root/a.md",
    "content/en/about.md~",
    f"content/en/{'a' * 300}.md",
    "",
]


@pytest.fixture
def desk(make_site: MakeSite) -> Desk:
    """The desk of the minimal site."""
    return Desk(make_site())


def ask(desk: Desk, action: str, tab: str = "first", **params: Any) -> Any:
    return desk.answer(convert({"action": action, "params": params}, EditorRequest), tab)


def save(desk: Desk, text: str, path: str = ABOUT, tab: str = "first", **more: Any) -> Any:
    return ask(desk, "persistEntry", tab, dataFiles=[{"path": path, "raw": text, "slug": "a"}], assets=[], **more)


def make_photo(size: tuple[int, int] = (40, 20)) -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update(PLACE)
    stream = io.BytesIO()
    Image.new("RGB", size, "teal").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def as_asset(content: bytes, path: str = "static/pictures/door.jpg") -> dict[str, str]:
    return {"path": path, "content": b64encode(content).decode(), "encoding": "base64"}


def everything(root: Path) -> dict[str, bytes]:
    return {file.as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_a_page_is_read_changed_and_saved(desk: Desk) -> None:
    ask(desk, "getEntry", path=ABOUT)
    (found,) = [page for page in ask(desk, "entriesByFolder", folder="content/en", extension="md", depth=1)
                if page["file"]["path"] == ABOUT]  # fmt: skip

    save(desk, found["data"].replace("Who we are.", "Who we all are."))

    assert "summary: Who we all are.\n" in (desk.root / ABOUT).read_text("utf-8")
    assert "Who we all are." in ask(desk, "getEntry", path=ABOUT)["data"]


def test_a_folder_is_listed_as_deep_as_was_asked(desk: Desk) -> None:
    def listed(depth: int) -> set[str]:
        found = ask(desk, "entriesByFolder", folder="content/en", extension="md", depth=depth)
        return {page["file"]["path"] for page in found}

    assert ABOUT in listed(1)
    assert not any(path.count("/") > 2 for path in listed(1))
    assert "content/en/people/ada.md" in listed(2)


def test_line_ends_and_a_byte_order_mark_stay(desk: Desk) -> None:
    (desk.root / ABOUT).write_bytes(("\ufeff" + about_page("Text.").replace("\n", "\r\n")).encode())
    given = ask(desk, "getEntry", path=ABOUT)["data"]

    save(desk, given.replace("Text.", "More text."))

    assert given.startswith("---\n")
    assert (desk.root / ABOUT).read_bytes() == ("\ufeff" + about_page("More text.").replace("\n", "\r\n")).encode()


def test_what_somebody_else_has_changed_meanwhile_is_not_lost(desk: Desk) -> None:
    given = ask(desk, "getEntry", path=ABOUT)["data"]
    (desk.root / ABOUT).write_text(about_page("By somebody else."), encoding="utf-8")
    ask(desk, "entriesByFolder", folder="content/en", extension="md", depth=1)

    with pytest.raises(RefusedError, match="changed by somebody else"):
        save(desk, given)

    assert "By somebody else." in (desk.root / ABOUT).read_text("utf-8")


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\ud800"], ids=["nul", "escape", "delete", "half"])
def test_a_character_that_no_text_has_is_refused(desk: Desk, character: str) -> None:
    given = ask(desk, "getEntry", path=ABOUT)["data"]
    before = everything(desk.root)

    with pytest.raises(RefusedError, match="character"):
        save(desk, given.replace("Who", character))

    assert everything(desk.root) == before


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "a.heif"])
def test_an_iphone_photo_is_refused_with_what_to_do(desk: Desk, name: str) -> None:
    with pytest.raises(RefusedError, match=r"HEIC.*Save it as JPEG.*Most Compatible"):
        ask(desk, "persistMedia", asset=as_asset(b"\0\0\0\x18ftypheic", f"static/pictures/{name}"))


def test_a_page_can_be_saved_twice(desk: Desk) -> None:
    given = ask(desk, "getEntry", path=ABOUT)["data"]

    save(desk, given.replace("Who we are.", "One."))
    save(desk, given.replace("Who we are.", "Two."))

    assert "summary: Two.\n" in (desk.root / ABOUT).read_text("utf-8")


def test_a_new_page_takes_the_place_of_no_other(desk: Desk) -> None:
    new: dict[str, Any] = {"options": {"newEntry": True}}
    with pytest.raises(RefusedError, match="already"):
        save(desk, about_page("Text."), **new)
    with pytest.raises(RefusedError, match="deleted"):
        save(desk, about_page("Text."), "content/en/snow.md")

    save(desk, about_page("Text."), "content/en/snow.md", **new)

    assert (desk.root / "content/en/snow.md").is_file()


def test_a_page_keeps_its_permissions(desk: Desk) -> None:
    for mode in (0o664, 0o600):
        (desk.root / ABOUT).chmod(mode)
        save(desk, ask(desk, "getEntry", path=ABOUT)["data"].replace("Who we", f"Who {mode} we"))
        assert stat.S_IMODE((desk.root / ABOUT).stat().st_mode) == mode


@pytest.mark.parametrize("path", HOSTILE)
def test_no_other_file_is_read_or_written(desk: Desk, path: str) -> None:
    (desk.root.parent / "outside.md").write_text("secret", encoding="utf-8")
    before = everything(desk.root.parent)

    for action in ("getEntry", "entriesByFiles"):
        with pytest.raises(RefusedError):
            ask(desk, action, path=path, files=[{"path": path}])
    with pytest.raises(RefusedError):
        save(desk, about_page("evil"), path, options={"newEntry": True})
    with pytest.raises(RefusedError):
        ask(desk, "entriesByFolder", folder=path.rpartition("/")[0] + "/..", extension="md", depth=9)

    assert everything(desk.root.parent) == before


@pytest.mark.parametrize(
    "path",
    ["static/pictures/../x.png", "static/x.png", "static/pictures/a/b.png", "static/pictures/.a.png",
     "static/pictures/a.html", "static/pictures/a.png.html", "content/en/a.png", "static/pictures/", "a.png"],
)  # fmt: skip
def test_pictures_are_saved_nowhere_else(desk: Desk, path: str) -> None:
    before = everything(desk.root)

    with pytest.raises(RefusedError):
        ask(desk, "persistMedia", asset=as_asset(make_photo(), path))
    with pytest.raises(RefusedError):
        ask(desk, "getMediaFile", path=path)
    assert desk.find_picture(path) is None

    assert everything(desk.root) == before


@pytest.mark.parametrize(
    "action", ["deleteFile", "deleteFiles", "publishUnpublishedEntry", "info", "eval", "find_picture", ""]
)
def test_nothing_else_is_done(desk: Desk, action: str) -> None:
    before = everything(desk.root)

    with pytest.raises(RefusedError):
        ask(desk, action, path=ABOUT, paths=[ABOUT])

    assert everything(desk.root) == before


@pytest.mark.parametrize("where", ["file", "folder", "outside-file"])
def test_no_link_is_written_through(desk: Desk, tmp_path: Path, where: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "linked.md").write_text(about_page("Text."), encoding="utf-8")
    if where == "folder":
        (desk.root / "content/en/far").symlink_to(outside)
        path = "content/en/far/linked.md"
    else:
        path = "content/en/linked.md"
        (desk.root / path).symlink_to(outside / "linked.md" if where == "outside-file" else desk.root / ABOUT)
    before = everything(tmp_path)

    for is_new in (True, False):
        with pytest.raises((RefusedError, OSError)):
            ask(desk, "getEntry", path=path)
            save(desk, about_page("evil"), path, options={"newEntry": is_new})

    assert everything(tmp_path) == before
    assert (desk.root / "content/en/far").is_symlink() == (where == "folder")


@pytest.mark.parametrize("is_inside", [True, False], ids=["inside", "outside"])
def test_no_page_is_made_in_a_linked_folder(desk: Desk, tmp_path: Path, is_inside: bool) -> None:
    (desk.root / "content/en/far").symlink_to(desk.root / "templates" if is_inside else tmp_path / "outside")
    for folder in (desk.root / "templates", tmp_path / "outside"):
        folder.mkdir(exist_ok=True)

    with pytest.raises(OSError, match=r"far|symbolic|directory"):
        save(desk, about_page("evil"), "content/en/far/new.md", options={"newEntry": True})

    assert not [*tmp_path.rglob("*new.md*")]


def test_a_page_is_not_moved(desk: Desk) -> None:
    given = ask(desk, "getEntry", path=ABOUT)["data"]
    files = [{"path": ABOUT, "raw": given, "slug": "a", "newPath": "content/en/b.md"}]

    with pytest.raises(RefusedError, match="moved"):
        ask(desk, "persistEntry", dataFiles=files, assets=[])


def test_a_photo_is_kept_without_its_place(desk: Desk) -> None:
    assert Image.open(io.BytesIO(make_photo())).getexif().get_ifd(0x8825)

    shown = ask(desk, "persistMedia", asset=as_asset(make_photo()))

    file = desk.root / "static/pictures/door.jpg"
    assert not Image.open(io.BytesIO(file.read_bytes())).getexif()
    assert shown["content"] == b64encode(file.read_bytes()).decode()
    assert shown["path"] in [each["path"] for each in ask(desk, "getMedia", mediaFolder="static/pictures")]
    assert desk.find_picture("static/pictures/door.jpg") == file.read_bytes()


@pytest.mark.parametrize(
    ("content", "path", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg", "script"),
        (b"not a picture", "a.png", "not a picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a.png", "cannot be read"),
    ],
    ids=["script", "text", "broken"],
)
def test_a_bad_picture_is_refused_with_advice_and_nothing_is_saved(
    desk: Desk, content: bytes, path: str, why: str
) -> None:
    given = ask(desk, "getEntry", path=ABOUT)["data"]
    asset, before = as_asset(content, f"static/pictures/{path}"), everything(desk.root)
    files = [{"path": ABOUT, "raw": given.replace("Who", "What"), "slug": "a"}]

    with pytest.raises(RefusedError, match=f"(?i){why}"):
        ask(desk, "persistEntry", dataFiles=files, assets=[asset])

    assert everything(desk.root) == before


def test_base64_that_is_cut_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="whole"):
        ask(desk, "persistMedia", asset={"path": "static/pictures/a.png", "content": "abc", "encoding": "base64"})
