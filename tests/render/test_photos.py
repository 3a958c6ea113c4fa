"""Photos on pages: every copy that a page offers is there, made once, whoever made it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, features

from plainleaf.content.last_build import NO_BUILD
from plainleaf.content.load_inputs import load_inputs
from plainleaf.model.jobs import PhotoJob
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.render.delivery import Delivery
from plainleaf.render.photos import make_photos
from plainleaf.state.state import open_state
from tests.site_tools import (
    DAY,
    MakeSite,
    Run,
    about_page,
    build_folder,
    check_folder,
    lay_minimal,
    write_files,
)

pytestmark = pytest.mark.skipif(not features.check("avif"), reason="this Pillow cannot write AVIF")

ALT = "A path through a wood, with a bench beside it."
FAR = "\n\n".join(f"People read word {number} before they see it." for number in range(40))
SHARED = f"picture: /pictures/other.jpg\npicture_alt: {ALT}\n"
TEXT = f"![{ALT}](/pictures/path.jpg)\n\n{FAR}\n\n![{ALT}](/pictures/wood.jpg)\n"


@cache
def photo(shade: int) -> bytes:
    """A small photo in its own color, for the whole run: spots, which take less time to encode than noise."""
    detail = Image.effect_noise((70, 50), 60).resize((700, 500))
    written = io.BytesIO()
    Image.merge("RGB", (detail, detail, Image.new("L", detail.size, shade))).save(written, "JPEG", quality=90)
    return written.getvalue()


def with_photos(more: Mapping[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """A page that shows two photos, and one that it has for when it is shared."""
    pictures = {f"static/pictures/{name}.jpg": photo(shade) for name, shade in (("path", 1), ("wood", 2), ("other", 3))}
    return {"content/en/about.md": about_page(TEXT, SHARED), **pictures, **(more or {})}


def photos_in(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.rglob("*") if path.suffix in (".avif", ".webp")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A site with photos, built once."""
    root = tmp_path_factory.mktemp("photos")
    lay_minimal(root)
    write_files(root, with_photos())
    return build_folder(root)


def test_a_page_offers_each_photo_in_smaller_files_that_exist(built: Run) -> None:
    assert (built.code, built.problems) == (0, [])
    html = (built.out / "about/index.html").read_text("utf-8")
    sources = re.findall(r'<source sizes="\S[^"]+" srcset="([^"]+)" type="image/(\w+)">', html)
    offered = [(address, width, kind) for each, kind in sources for address, width in re.findall(r"(\S+) (\d+)w", each)]
    assert [(width, kind) for _, width, kind in offered] == 2 * [
        ("480", "avif"), ("700", "avif"), ("480", "webp"), ("700", "webp"),
    ]  # fmt: skip
    for address, width, _ in offered:
        with Image.open(built.out / address.lstrip("/")) as copy:
            assert copy.width == int(width)
    # Copies of the photo that no page shows would never be loaded.
    assert photos_in(built.out).keys() == {address.rpartition("/")[2] for address, _, _ in offered}
    assert list(built.out.rglob("other.*.jpg"))


def test_a_photo_is_beside_its_copies_with_its_size_and_its_text_alternative(built: Run) -> None:
    html = (built.out / "about/index.html").read_text("utf-8")
    first, second = re.findall(r"<picture>.*?(<img [^>]*>)</picture>", html)
    assert all('width="700"' in image and 'height="500"' in image and ALT in image for image in (first, second))
    assert "/pictures/path." in first and ".jpg" in first


@pytest.mark.matrix
def test_one_process_and_two_make_the_same_and_an_edit_makes_no_photo_again(make_site: MakeSite) -> None:
    root = make_site(files=with_photos())
    build_folder(root, "--jobs", "1")
    inodes = {path: path.stat().st_mtime_ns for path in (root / "public").rglob("*.avif")}
    (root / "content/en/about.md").write_text(about_page(TEXT + "\nOne more line.\n", SHARED), encoding="utf-8")

    edited = build_folder(root, "--jobs", "1")

    clean = build_folder(root, "--jobs", "2", "--clean", out=root.parent / "clean")
    assert {path: path.stat().st_mtime_ns for path in edited.out.rglob("*.avif")} == inodes != {}
    assert photos_in(edited.out) == photos_in(clean.out)
    assert (edited.out / "about/index.html").read_bytes() == (clean.out / "about/index.html").read_bytes()


@pytest.mark.matrix
def test_another_photo_of_the_same_name_has_other_addresses(make_site: MakeSite) -> None:
    root = make_site(files=with_photos())
    before = photos_in(build_folder(root).out)
    (root / "static/pictures/wood.jpg").write_bytes(photo(4))

    after = photos_in(build_folder(root).out)

    assert {name.partition("-")[0] for name in before.keys() & after.keys()} == {"path"}
    assert {name.partition("-")[0] for name in before.keys() ^ after.keys()} == {"wood"}
    assert after == photos_in(build_folder(root, "--clean", out=root.parent / "clean").out)


def test_a_check_makes_no_photo(make_site: MakeSite) -> None:
    root = make_site(files=with_photos())

    run = check_folder(root)

    assert (run.code, run.problems) == (0, [])
    assert not (root / "public").exists()


def test_the_preview_shows_photos_as_they_are(make_site: MakeSite) -> None:
    root = make_site(files=with_photos())
    options = Options(root, root / "public", date.fromisoformat(DAY))

    published, served = (
        load_inputs(replace(options, address=address), open_state(options), NO_BUILD, Report())
        for address in (None, "http://127.0.0.1:8000")
    )

    assert len(published.static_files["/pictures/path.jpg"].copies) == 4
    assert served.static_files["/pictures/path.jpg"].copies == {}


def test_a_photo_that_cannot_be_decoded_is_a_problem_at_its_place(tmp_path: Path) -> None:
    file = tmp_path / "static/pictures/half.jpg"
    file.parent.mkdir(parents=True)
    file.write_bytes(photo(1)[:9000])
    digest = sha256(file.read_bytes()).hexdigest()
    jobs = [PhotoJob(f"pictures/half-{width}.avif", file, "static/pictures/half.jpg", digest, width, ".avif", "0" * 64)
            for width in (480, 700)]  # fmt: skip
    options = Options(tmp_path, tmp_path / "public", date.fromisoformat(DAY))

    outputs = list(make_photos(jobs, Delivery(None, is_sent=True), options))

    problems = [problem for output in outputs for problem in output.findings.problems]
    assert [(each.place.path, each.rule) for each in problems] == [("static/pictures/half.jpg", "broken-picture")]
    assert [output.path for output in outputs] == [job.path for job in jobs]


def test_without_avif_photos_are_in_webp_and_a_build_that_makes_them_says_so(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "check", lambda name: name == "webp")
    root = make_site(files=with_photos())

    first = build_folder(root, "--jobs", "1")
    (root / "content/en/about.md").write_text(about_page(TEXT + "\nOne more line.\n", SHARED), encoding="utf-8")
    second = build_folder(root, "--jobs", "1")

    assert (first.code, second.code) == (0, 0)
    assert {name.rpartition(".")[2] for name in photos_in(second.out)} == {"webp"}
    assert ["WebP alone" in run.stderr for run in (first, second)] == [True, False]
