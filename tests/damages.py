"""What may have happened to the state of the last build: each function does it to the file that it is given."""

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
from plainleaf.content.load_again import INPUTS, read_load
from plainleaf.model.jobs import Findings, Kept, Output
from plainleaf.options import Options
from plainleaf.problems import Place
from plainleaf.reuse.remember import form_of
from plainleaf.state.state import DIGEST_LENGTH, LEFT, SEEN, Seen, open_state
from plainleaf.state.state_file import load_part, save_parts
from tests.site_tools import about_page, build_until_settled, lay_over, write_files

ABOUT, CONFIG, NOTE = "content/en/about.md", "config.yaml", "static/note.txt"
LONG_AGO = 1_700_000_000_500_000_000
# A LastBuild that has none of its fields, as a version that had other ones could have written it.
WITHOUT_FIELDS = msgpack.encode({"last": {"pages": {"content/en/about.md": {"digest": ""}}}, "outputs": {}})


def make_old(root: Path) -> None:
    """Let the inputs of a site look as if nobody had written them for long."""
    for folder in ("content", "static", "templates"):
        for file in (root / folder).rglob("*"):
            os.utime(file, ns=(LONG_AGO, LONG_AGO))
    os.utime(root / CONFIG, ns=(LONG_AGO, LONG_AGO))


def state_of(root: Path) -> Path:
    """The file with the state of a site's last build."""
    return root / ".public.plainleaf" / "state"


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
    seen = open_state(Options(out.parent, out, date(2026, 11, 21))).load_seen()
    assert seen is not None
    return out, seen


def store(state: Path, **changed: bytes) -> None:
    """Put other parts in the place of those that a state has."""
    out = state.parents[1] / "public"
    parts = {name: load_part(out, name) or b"" for name in (SEEN, LEFT, INPUTS)}
    save_parts(out, {**parts, **changed})


def remember_a_place(state: Path) -> None:
    """Remember one of our values, but not the one that is looked for."""
    store(state, left=msgpack.encode(Place("content/en/about.md")))


def remember_nothing(state: Path) -> None:
    """Remember nothing at all, as if no page had been built."""
    store(state, left=form_of(state).write((LastBuild(), {}, True)))


def remember_no_text(state: Path) -> None:
    """Remember something with a name that is no text."""
    output = Output("abc", "key", Kept("", (1, 1, 1), ""), Findings())
    content = form_of(state).write((LastBuild(), {"abc": output}, True))
    store(state, left=content.replace(b"abc", b"a\xffc"))


def claim_a_great_length(state: Path) -> None:
    """Say that the second part is longer than any file."""
    state.write_bytes(re.sub(rb"left \d+", b"left " + b"9" * 20, state.read_bytes(), count=1))


def remember_as_another_version(state: Path) -> None:
    """Remember what another version of plainleaf, with other fields, could have written."""
    _, seen = seen_before(state)
    store(state, seen=msgpack.encode(replace(seen, generator="another")), left=WITHOUT_FIELDS)


def change_stored_site(state: Path, change: Callable[[bytes], bytes]) -> None:
    """Change what the state holds of the site beside its pages."""
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
    """A stored site with another text in it, which is said to be read from the same files, or from others."""
    known = read_load(stored[DIGEST_LENGTH:])
    assert known is not None
    words = {language: {**texts, "home": "A stored word"} for language, texts in known.site.words.items()}
    basis = stored[:DIGEST_LENGTH] if is_basis_same else b"0" * DIGEST_LENGTH
    return basis + msgpack.encode(replace(known, site=replace(known.site, words=words)))
