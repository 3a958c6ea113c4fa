"""A state that somebody has forged, with the right digests, counts as none: no traceback, and no file outside."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from plainleaf.content.last_build import KnownPage, LastBuild
from plainleaf.content.load_inputs import INPUTS, read_load
from plainleaf.pictures import PhotoCopy
from plainleaf.reuse.saved_build import SavedBuild, codec_of
from plainleaf.state.sound import is_path
from plainleaf.state.state import BUILD, DIGEST_LENGTH, RECORD, FileState
from plainleaf.state.state_file import load_part, save_parts
from tests.damages import ABOUT, change_stored_site, make_old, state_of, store
from tests.examples import examples
from tests.site_tools import about_page, build_folder, build_until_settled, bytes_below, lay_minimal, write_files

BAD_NAMES = [
    "../about.md",
    "/about.md",
    "a//about.md",
    "./about.md",
    "a/",
    "",
    "a\0b.md",
    "a\nb.md",
    "a" * 300,
    "a\\b.md",
]


@pytest.fixture(scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built; all its files are old."""
    root = tmp_path_factory.mktemp("built") / "site"
    lay_minimal(root)
    write_files(root, {"static/note.txt": "one", ABOUT: about_page("Text.", "aliases: [/old/]\n")})
    make_old(root)
    build_until_settled(root)
    return root


@pytest.fixture
def site(built_site: Path, tmp_path: Path) -> Path:
    """A copy of that site."""
    return Path(shutil.copytree(built_site, tmp_path / "site"))


def saved_by(root: Path) -> SavedBuild:
    build = FileState(root / "public").load(codec_of(root / "public"))
    assert build is not None
    return build


def forge(root: Path, change: Callable[[LastBuild], LastBuild]) -> None:
    """Change what the last build saved."""
    last, outputs, is_whole = saved_by(root)
    store(state_of(root), build=codec_of(root / "public").encode((change(last), outputs, is_whole)))


def with_page(last: LastBuild, **changed: object) -> LastBuild:
    known = last.pages[ABOUT]
    assert known.page is not None
    page = replace(known.page, **changed)
    return replace(last, pages={**last.pages, ABOUT: replace(known, page=page)})


def with_basics(last: LastBuild, **changed: object) -> LastBuild:
    page = last.pages[ABOUT].page
    assert page is not None
    return with_page(last, basics=replace(page.basics, **changed))


def with_copy(last: LastBuild, copy: PhotoCopy) -> LastBuild:
    return replace(last, static={path: replace(known, copies=(copy,)) for path, known in last.static.items()})


FORGERIES: dict[str, Callable[[LastBuild], LastBuild]] = {
    **{f"path {name[:9]!r}": lambda last, name=name: with_page(last, path=name) for name in BAD_NAMES},  # type: ignore[misc]
    **{f"name {name[:9]!r}": lambda last, name=name: with_page(last, page=name) for name in BAD_NAMES},  # type: ignore[misc]
    "language": lambda last: with_page(last, language="../.."),
    "unknown kind": lambda last: with_page(last, kind_name="nothing"),
    "other kind": lambda last: with_page(last, kind_name="person"),
    "slug upward": lambda last: with_basics(last, slug="../../up"),
    "long slug": lambda last: with_basics(last, slug="a" * 300),
    "alias upward": lambda last: with_basics(last, aliases=("/../up/",)),
    "encoded alias": lambda last: with_basics(last, aliases=("/%2e%2e/up/",)),
    "long alias": lambda last: with_basics(last, aliases=(f"/{'a' * 300}/",)),
    "alias with zero byte": lambda last: with_basics(last, aliases=("/a%00b/",)),
    "key": lambda last: replace(last, pages={**last.pages, "../x.md": KnownPage("", "", "", None, ())}),
    "digest": lambda last: replace(
        last, static={path: replace(file, digest="../" * 4) for path, file in last.static.items()}
    ),
    "digest of a copy": lambda last: with_copy(last, PhotoCopy(480, ".avif", "../" * 4)),
    "width of a copy": lambda last: with_copy(last, PhotoCopy(-1, ".avif", "0" * 64)),
    "sample": lambda last: replace(last, repeated=b"odd"),
    "sample of a page": lambda last: replace(
        last, checks={path: replace(each, sample=b"odd") for path, each in last.checks.items()}
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_build_counts_as_none(name: str, site: Path) -> None:
    forge(site, FORGERIES[name])

    assert FileState(site / "public").load(codec_of(site / "public")) is None


@pytest.mark.parametrize("name", ["path '../about.'", "unknown kind", "alias upward", "sample"])
def test_a_build_after_a_forged_one_is_like_a_clean_one(name: str, site: Path) -> None:
    forge(site, FORGERIES[name])
    write_files(site, {"content/en/more.md": about_page("Another text.")})

    built = build_folder(site)

    clean = build_folder(site, "--clean", out=site.parent / "clean")
    assert (built.code, built.problems) == (0, clean.problems)
    assert bytes_below(built.out) == bytes_below(clean.out)
    assert {path.name for path in site.parent.iterdir()} == {"site", "clean", ".clean.plainleaf"}


def test_a_forged_site_cannot_have_a_language_elsewhere(site: Path) -> None:
    def move(stored: bytes) -> bytes:
        known = read_load(stored[DIGEST_LENGTH:])
        assert known is not None
        settings, languages = known.site.settings, known.site.settings.languages
        names = {"en": languages.names["en"], "../..": languages.names["en"]}
        forged = replace(settings, languages=replace(languages, names=names))
        return stored[:DIGEST_LENGTH] + msgpack.encode(replace(known, site=replace(known.site, settings=forged)))

    change_stored_site(state_of(site), move)
    stored = load_part(site / "public", INPUTS)
    assert stored is not None

    assert read_load(stored[DIGEST_LENGTH:]) is None
    assert build_folder(site).code == 0


@pytest.mark.parametrize("part", [RECORD, BUILD, INPUTS])
def test_a_state_with_any_byte_changed_and_the_right_digest_gives_a_site_or_problems(part: str, site: Path) -> None:
    out, chance = site / "public", random.Random(part)
    whole = {name: load_part(out, name) or b"" for name in (RECORD, BUILD, INPUTS)}
    for number in range(examples(6)):
        changed = bytearray(whole[part])
        for _ in range(chance.choice((1, 2, 5))):
            changed[chance.randrange(len(changed))] = chance.choice((*b"./\0", chance.randrange(256)))
        save_parts(out, {**whole, part: bytes(changed)})
        write_files(site, {ABOUT: about_page(f"Another text {number}.")})

        built = build_folder(site)

        assert built.code in (0, 1)
        assert {path.name for path in site.parent.iterdir()} == {"site"}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_could_lead_elsewhere_is_no_path(name: str) -> None:
    assert not is_path(name)


@pytest.mark.parametrize("name", ["about.md", "a/b.md", "..a/b..md", "é/ü.md", "a" * 255])
def test_an_ordinary_name_is_a_path(name: str) -> None:
    assert is_path(name)
