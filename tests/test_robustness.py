"""Whatever happened to the state of the last build or to the clock, a build gives what a clean one gives."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from plainleaf import snapshot
from plainleaf.jobs import Findings
from plainleaf.load_again import read_load
from plainleaf.options import Options
from plainleaf.problems import Place
from plainleaf.remember import KnownOutput, Remembered, Stored, read_stored
from plainleaf.state import REMEMBERED, SEEN, Seen, load_part, load_seen, save_state
from tests.site_tools import (
    Run,
    about_page,
    build_folder,
    build_until_settled,
    bytes_below,
    lay_minimal,
    lay_over,
    write_files,
)  # fmt: skip

ABOUT, CONFIG, NOTE = "content/en/about.md", "config.yaml", "static/note.txt"
LONG_AGO, FAR_AHEAD = 1_700_000_000_500_000_000, 2**32 * 1_000_000_000
# A Remembered that has none of its fields, as a version that had other ones could have written it.
WITHOUT_FIELDS = msgpack.encode({"remembered": {"pages": {"content/en/about.md": {"digest": ""}}}, "outputs": {}})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a warning that was built, with a place for clean builds of it. All its files are old."""
    root = tmp_path / "site"
    lay_minimal(root)
    lay_over("long-list", root)
    write_files(root, {NOTE: "one", "static/root/kept.txt": "one"})
    make_old(root)
    build_until_settled(root)
    return root


def make_old(root: Path) -> None:
    """Let the inputs of a site look as if nobody had written them for long."""
    for folder in ("content", "static", "templates"):
        for file in (root / folder).rglob("*"):
            os.utime(file, ns=(LONG_AGO, LONG_AGO))
    os.utime(root / CONFIG, ns=(LONG_AGO, LONG_AGO))


def assert_like_a_clean_build(built: Run, root: Path) -> None:
    """A build gave what one that knows of no other gives."""
    clean = build_folder(root, "--clean", out=root.parent / "clean")

    assert built.problems == clean.problems
    assert (built.code, clean.code) == (0, 0)
    assert bytes_below(built.out) == bytes_below(clean.out)


def state_of(root: Path) -> Path:
    """The file with the state of a site's last build."""
    return root / ".public.plainleaf" / "state"


def damaged_states(state: bytes) -> Iterator[bytes]:
    """A state cut off at a thousand places, and with one bit after the other turned over there."""
    heading = 200
    places = (*range(heading), *range(heading, len(state), len(state) // 1000))
    for number, place in enumerate(places):
        yield state[:place]
        turned = state[place] ^ (1 << number % 8)
        yield state[:place] + bytes([turned]) + state[place + 1 :]


def test_a_part_of_a_damaged_state_is_what_was_written_or_nothing(site: Path) -> None:
    out, file = site / "public", state_of(site)
    whole = file.read_bytes()
    parts = {name: load_part(out, name) for name in (SEEN, REMEMBERED)}

    found: set[tuple[str, bool]] = set()
    for state in damaged_states(whole):
        file.write_bytes(state)
        for name, part in parts.items():
            read = load_part(out, name)
            assert read in (None, part)
            found.add((name, read is None))

    assert found == {(SEEN, True), (SEEN, False), (REMEMBERED, True), (REMEMBERED, False)}


def cut_off(state: Path) -> None:
    """Cut a state off in its second part."""
    whole = state.read_bytes()
    state.write_bytes(whole[: len(whole) * 3 // 4])


def turn_a_byte(state: Path) -> None:
    """Turn a byte of the second part over."""
    whole = bytearray(state.read_bytes())
    whole[-100] ^= 255
    state.write_bytes(whole)


def change_version(state: Path) -> None:
    """Say that another version has written the state."""
    state.write_bytes(b"plainleaf state 1\n" + state.read_bytes().split(b"\n", 1)[1])


def empty(state: Path) -> None:
    """Leave nothing in the state."""
    state.write_bytes(b"")


def put_a_folder(state: Path) -> None:
    """Put a folder where the state was, which nobody can read as a file."""
    state.unlink()
    write_files(state, {"something": "else"})


def take_from_another_site(state: Path) -> None:
    """Put the state of another site in place, with other texts at the same paths."""
    other = state.parents[2] / "other"
    lay_over("minimal", other)
    write_files(other, {ABOUT: about_page("Another clinic."), NOTE: "two"})
    make_old(other)
    build_until_settled(other)
    shutil.copyfile(state_of(other), state)


def seen_before(state: Path) -> tuple[Path, Seen]:
    """The output folder of a state, and what the state says was seen."""
    out = state.parents[1] / "public"
    seen = load_seen(Options(out.parent, out, date(2026, 11, 21)))
    assert seen is not None
    return out, seen


def remember_a_place(state: Path) -> None:
    """Remember one of our values, but not the one that is looked for."""
    save_state(*seen_before(state), msgpack.encode(Place("content/en/about.md")))


def remember_nothing(state: Path) -> None:
    """Remember nothing at all, as if no page had been built."""
    save_state(*seen_before(state), msgpack.encode(Stored(Remembered(), {})))


def remember_no_text(state: Path) -> None:
    """Remember something with a name that is no text."""
    content = msgpack.encode(Stored(Remembered(), {"abc": KnownOutput("key", (1, 1, 1), "", Findings())}))
    save_state(*seen_before(state), content.replace(b"abc", b"a\xffc"))


def claim_a_great_length(state: Path) -> None:
    """Say that the second part is longer than any file."""
    state.write_bytes(re.sub(rb"remembered \d+", b"remembered " + b"9" * 20, state.read_bytes(), count=1))


def remember_as_another_version(state: Path) -> None:
    """Remember what another version of plainleaf, with other fields, could have written."""
    out, seen = seen_before(state)
    save_state(out, replace(seen, generator="another"), WITHOUT_FIELDS)


def change_stored_site(state: Path, change: Callable[[bytes], bytes]) -> None:
    """Change what the state holds of the site beside its pages."""
    out, seen = seen_before(state)
    stored = read_stored(load_part(out, REMEMBERED) or b"")
    assert stored is not None
    remembered = replace(stored.remembered, site=change(stored.remembered.site))
    save_state(out, seen, msgpack.encode(replace(stored, remembered=remembered)))


def store_other_words(state: Path) -> None:
    """Store a site that was read from other files."""
    change_stored_site(state, lambda site: with_other_words(site, is_basis_same=False))


def cut_stored_site(state: Path) -> None:
    """Store half a site."""
    change_stored_site(state, lambda site: site[: len(site) // 2])


def with_other_words(stored: bytes, *, is_basis_same: bool) -> bytes:
    """A stored site with another text in it, which is said to be read from the same files, or from others."""
    known = read_load(stored)
    assert known is not None
    words = {language: {**texts, "home": "A stored word"} for language, texts in known.site.words.items()}
    made_from = known.made_from if is_basis_same else ""
    return msgpack.encode(replace(known, made_from=made_from, site=replace(known.site, words=words)))


@pytest.mark.parametrize("is_basis_same", [True, False])
def test_what_is_stored_of_a_site_is_used_as_long_as_its_files_are_the_same(*, is_basis_same: bool, site: Path) -> None:
    change_stored_site(state_of(site), lambda stored: with_other_words(stored, is_basis_same=is_basis_same))
    write_files(site, {ABOUT: about_page("Another text.")})

    page = (build_folder(site).out / "about" / "index.html").read_bytes()

    assert b"Another text." in page
    assert (b"A stored word" in page) == is_basis_same


def test_an_edit_of_another_file_than_a_page_is_seen_after_an_edit_of_a_page(site: Path) -> None:
    terms, term = "content/en/terms.yaml", "- term: {}\n  says: What hurts.\n"
    for word in ("sciatica", "tendon"):
        write_files(site, {ABOUT: about_page(f"It is about the {word}."), terms: term.format(word)})
        make_old(site)
        built = build_folder(site)

        assert word.encode() in (built.out / "about" / "index.html").read_bytes()
        assert_like_a_clean_build(built, site)


@pytest.mark.parametrize(
    "damage",
    [
        store_other_words,
        cut_stored_site,
        cut_off,
        turn_a_byte,
        change_version,
        empty,
        put_a_folder,
        take_from_another_site,
        remember_a_place,
        remember_nothing,
        remember_no_text,
        claim_a_great_length,
        remember_as_another_version,
    ],
)
def test_whatever_the_state_is_a_build_is_like_a_clean_one(damage: Callable[[Path], None], site: Path) -> None:
    damage(state_of(site))
    unedited = build_folder(site)
    assert_like_a_clean_build(unedited, site)

    damage(state_of(site))
    write_files(site, {ABOUT: about_page("Another text.")})
    edited = build_folder(site)

    assert b"Another text." in (edited.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(edited, site)
    assert load_part(site / "public", REMEMBERED) is not None


def build_with(text: str, modified: int, site: Path) -> Run:
    """Build with a text in a page and in a file that both claim a time, in nanoseconds."""
    write_files(site, {ABOUT: about_page(text), NOTE: text})
    for path in (ABOUT, NOTE):
        os.utime(site / path, ns=(modified, modified))
    return build_folder(site)


@pytest.mark.parametrize("modified", [LONG_AGO, FAR_AHEAD])
def test_an_edit_of_the_same_size_and_time_is_seen_when_times_cannot_be_trusted(
    modified: int, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The clock says that it is before the day on which the files were written.
    monkeypatch.setattr(snapshot, "time", SimpleNamespace(time_ns=lambda: modified - 3_600_000_000_000))
    for text in ("One text.", "Two text."):
        built = build_with(text, modified, site)

    assert b"Two text." in (built.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(built, site)


@pytest.mark.parametrize("modified", [LONG_AGO - 1, LONG_AGO - 10**18, FAR_AHEAD])
def test_an_edit_of_the_same_size_is_seen_whatever_time_it_claims(modified: int, site: Path) -> None:
    for text, time in (("One text.", LONG_AGO), ("Two text.", modified)):
        built = build_with(text, time, site)

    assert b"Two text." in (built.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(built, site)


@pytest.mark.parametrize("path", ["static/.hidden/note.txt", "static/__pycache__/note.txt", "static/folder/note.txt"])
def test_every_file_that_is_published_is_looked_at_before_the_next_build(path: str, site: Path) -> None:
    for text in ("one", "two, longer"):
        write_files(site, {path: text})
        make_old(site)
        built = build_folder(site)

    assert_like_a_clean_build(built, site)
