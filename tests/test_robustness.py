"""Whatever happened to the state of the last build or to the clock, a build gives what a clean one gives."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from plainleaf.state import snapshot
from plainleaf.state.state import BUILD, RECORD
from plainleaf.state.state_file import load_part
from tests.damages import (
    change_stored_site,
    change_version,
    claim_a_great_length,
    cut_off,
    cut_stored_site,
    empty,
    make_old,
    put_a_folder,
    save_a_place,
    save_as_another_version,
    save_invalid_text,
    save_nothing,
    state_of,
    store_other_words,
    take_from_another_site,
    turn_a_byte,
    with_other_words,
)
from tests.examples import few
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


def assert_like_a_clean_build(built: Run, root: Path) -> None:
    """A build gave what one that knows of no other gives."""
    clean = build_folder(root, "--clean", out=root.parent / "clean")

    assert built.problems == clean.problems
    assert (built.code, clean.code) == (0, 0)
    assert bytes_below(built.out) == bytes_below(clean.out)


def damaged_states(state: bytes, many: int) -> Iterator[bytes]:
    """A state cut off at so many places, and with one bit after the other turned over there."""
    heading = 200
    places = (*range(heading), *range(heading, len(state), len(state) // many))
    for number, place in enumerate(places):
        yield state[:place]
        turned = state[place] ^ (1 << number % 8)
        yield state[:place] + bytes([turned]) + state[place + 1 :]


@pytest.mark.parametrize("places", few([200, 1000]))
def test_a_part_of_a_damaged_state_is_what_was_written_or_nothing(places: int, site: Path) -> None:
    out, file = site / "public", state_of(site)
    whole = file.read_bytes()
    parts = {name: load_part(out, name) for name in (RECORD, BUILD)}

    found: set[tuple[str, bool]] = set()
    for state in damaged_states(whole, places):
        file.write_bytes(state)
        for name, part in parts.items():
            read = load_part(out, name)
            assert read in (None, part)
            found.add((name, read is None))

    assert found == {(RECORD, True), (RECORD, False), (BUILD, True), (BUILD, False)}


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
    few(
        [
            store_other_words,
            turn_a_byte,
            change_version,
            cut_stored_site,
            cut_off,
            empty,
            put_a_folder,
            take_from_another_site,
            save_a_place,
            save_nothing,
            save_invalid_text,
            claim_a_great_length,
            save_as_another_version,
        ],
        quick=3,
    ),
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
    assert load_part(site / "public", BUILD) is not None


def build_with(text: str, modified: int, site: Path) -> Run:
    """Build with a text in a page and in a file that both claim a time, in nanoseconds."""
    write_files(site, {ABOUT: about_page(text), NOTE: text})
    for path in (ABOUT, NOTE):
        os.utime(site / path, ns=(modified, modified))
    return build_folder(site)


@pytest.mark.parametrize("modified", few([LONG_AGO, FAR_AHEAD]))
def test_an_edit_of_the_same_size_and_time_is_seen_when_times_cannot_be_trusted(
    modified: int, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The clock says that it is before the day on which the files were written.
    monkeypatch.setattr(snapshot, "time", SimpleNamespace(time_ns=lambda: modified - 3_600_000_000_000))
    for text in ("One text.", "Two text."):
        built = build_with(text, modified, site)

    assert b"Two text." in (built.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(built, site)


@pytest.mark.parametrize("modified", few([LONG_AGO - 1, LONG_AGO - 10**18, FAR_AHEAD]))
def test_an_edit_of_the_same_size_is_seen_whatever_time_it_claims(modified: int, site: Path) -> None:
    for text, time in (("One text.", LONG_AGO), ("Two text.", modified)):
        built = build_with(text, time, site)

    assert b"Two text." in (built.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(built, site)


@pytest.mark.parametrize(
    "path", few(["static/.hidden/note.txt", "static/__pycache__/note.txt", "static/folder/note.txt"])
)
def test_every_file_that_is_published_is_looked_at_before_the_next_build(path: str, site: Path) -> None:
    for text in ("one", "two, longer"):
        write_files(site, {path: text})
        make_old(site)
        built = build_folder(site)

    assert_like_a_clean_build(built, site)
