"""Damage that the state of the last build may have suffered: each function does it to the file that it is given."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import msgpack
from msgspec.structs import replace

from plainleaf.content.last_build import LastBuild
from plainleaf.content.load_inputs import INPUTS, read_load
from plainleaf.model.jobs import FileOnDisk, Findings, Output
from plainleaf.options import Options
from plainleaf.problems import Place
from plainleaf.reuse.saved_build import codec_of
from plainleaf.state.state import BUILD, DIGEST_LENGTH, RECORD, BuildRecord, open_state
from plainleaf.state.state_file import load_part, save_parts
from tests.site_tools import about_page, build_until_settled, lay_over, write_files

ABOUT, CONFIG, NOTE = "content/en/about.md", "config.yaml", "static/note.txt"
LONG_AGO = 1_700_000_000_500_000_000
# A LastBuild without its fields, as a version with other fields could have written it.
WITHOUT_FIELDS = msgpack.encode({"last": {"pages": {"content/en/about.md": {"digest": ""}}}, "outputs": {}})


def make_old(root: Path) -> None:
    """Make the inputs of a site look old."""
    for folder in ("content", "static", "templates"):
        for file in (root / folder).rglob("*"):
            os.utime(file, ns=(LONG_AGO, LONG_AGO))
    os.utime(root / CONFIG, ns=(LONG_AGO, LONG_AGO))


def state_of(root: Path) -> Path:
    """The file with the state of a site's last build."""
    return root / ".public.plainleaf" / "state"


def cut_off(state: Path) -> None:
    """Truncate a state in its second part."""
    whole = state.read_bytes()
    state.write_bytes(whole[: len(whole) * 3 // 4])


def turn_a_byte(state: Path) -> None:
    """Flip the bits of a byte in the second part."""
    whole = bytearray(state.read_bytes())
    whole[-100] ^= 255
    state.write_bytes(whole)


def change_version(state: Path) -> None:
    """Pretend that another version wrote the state."""
    state.write_bytes(b"plainleaf state 1\n" + state.read_bytes().split(b"\n", 1)[1])


def empty(state: Path) -> None:
    """Empty the state."""
    state.write_bytes(b"")


def put_a_folder(state: Path) -> None:
    """Put a folder in place of the state; it cannot be read as a file."""
    state.unlink()
    write_files(state, {"something": "else"})


def take_from_another_site(state: Path) -> None:
    """Take the state of another site, with other texts at the same paths."""
    other = state.parents[2] / "other"
    lay_over("minimal", other)
    write_files(other, {ABOUT: about_page("Another clinic."), NOTE: "two"})
    make_old(other)
    build_until_settled(other)
    shutil.copyfile(state_of(other), state)


def saved_record(state: Path) -> tuple[Path, BuildRecord]:
    """The output folder of a state, and the record in it."""
    out = state.parents[1] / "public"
    record = open_state(Options(out.parent, out, date(2026, 11, 21))).load_record()
    assert record is not None
    return out, record


def store(state: Path, **changed: bytes) -> None:
    """Replace some parts of a state."""
    out = state.parents[1] / "public"
    parts = {name: load_part(out, name) or b"" for name in (RECORD, BUILD, INPUTS)}
    save_parts(out, {**parts, **changed})


def save_a_place(state: Path) -> None:
    """Save one of our values, but not the one that is expected."""
    store(state, build=msgpack.encode(Place("content/en/about.md")))


def save_nothing(state: Path) -> None:
    """Save nothing at all, as if no page had been built."""
    store(state, build=codec_of(state).encode((LastBuild(), {}, True)))


def save_invalid_text(state: Path) -> None:
    """Save an output whose name is not valid text."""
    output = Output("abc", "key", FileOnDisk("", (1, 1, 1), ""), Findings())
    content = codec_of(state).encode((LastBuild(), {"abc": output}, True))
    store(state, build=content.replace(b"abc", b"a\xffc"))


def claim_a_great_length(state: Path) -> None:
    """Claim that the second part is longer than any file."""
    state.write_bytes(re.sub(rb"build \d+", b"build " + b"9" * 20, state.read_bytes(), count=1))


def save_as_another_version(state: Path) -> None:
    """Save what another version of plainleaf, with other fields, could have written."""
    _, record = saved_record(state)
    store(state, record=msgpack.encode(replace(record, generator="another")), build=WITHOUT_FIELDS)


def change_stored_site(state: Path, change: Callable[[bytes], bytes]) -> None:
    """Change what the state has of the site besides its pages."""
    stored = load_part(state.parents[1] / "public", INPUTS)
    assert stored is not None
    store(state, inputs=change(stored))


def store_other_words(state: Path) -> None:
    """Store a site that was read from other files."""
    change_stored_site(state, lambda site: with_other_words(site, is_basis_same=False))


def store_a_place(state: Path) -> None:
    """Store one of our values where the site should be."""
    change_stored_site(state, lambda site: site[:DIGEST_LENGTH] + msgpack.encode(Place("config.yaml")))


def cut_stored_site(state: Path) -> None:
    """Store half a site."""
    change_stored_site(state, lambda site: site[: len(site) // 2])


def with_other_words(stored: bytes, *, is_basis_same: bool) -> bytes:
    """A stored site with another text, made from the same files or from others."""
    known = read_load(stored[DIGEST_LENGTH:])
    assert known is not None
    words = {language: {**texts, "home": "A stored word"} for language, texts in known.site.interface_texts.items()}
    basis = stored[:DIGEST_LENGTH] if is_basis_same else b"0" * DIGEST_LENGTH
    return basis + msgpack.encode(replace(known, site=replace(known.site, interface_texts=words)))
