"""A stored site is restored unchanged, and anything else that is stored is rejected."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from plainleaf.content.last_build import Baseline
from plainleaf.content.load import Inputs
from plainleaf.content.load_inputs import INPUTS, load_inputs, read_load
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options
from plainleaf.problems import Place, Problem, Report
from plainleaf.state.state import DIGEST_LENGTH, open_state
from plainleaf.state.state_file import save_parts
from plainleaf.state.work_folder import work_folder_of
from tests.site_tools import CHECKOUT, DAY, MakeSite

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="3"/>'
FILES: dict[str, str | bytes] = {
    "config.yaml": (CHECKOUT / "config.yaml").read_bytes(),
    "content/en/terms.yaml": "- term: tendon\n  says: What ties a muscle to a bone.\n",
    "content/en/words.yaml": "medical: tendon\n",
    "static/pictures/a.svg": PICTURE,
    "static/page.md": "This was meant to be a page.\n",
    "static/css/95-ours.css": "p{color:red}",
    "templates/parts/footer.html": "{%+ include 'parts/brand.html' %}",
    "templates/words/en.yaml": "home: Start\n",
}


def load_with(root: Path, stored: bytes | None = None) -> tuple[Inputs, bytes, list[Problem]]:
    """A site that is served at an address; what is stored of it, and what is wrong with it.

    It is loaded after a build that has stored something of the same files.
    """
    report, options = Report(), Options(root, root / "public", date.fromisoformat(DAY), address="http://localhost")
    state = open_state(options)
    now = state.take_snapshot(options, find_shipped())
    # The files have just been written, so the snapshot is dated ahead.
    baseline = Baseline(now=replace(now, taken=now.taken + 10**12))
    inputs = load_inputs(options, state, baseline, report)
    made_from = state.parts[INPUTS][:DIGEST_LENGTH]
    if stored is not None:
        work_folder_of(options.out).mkdir(exist_ok=True)
        save_parts(options.out, {INPUTS: made_from + stored})
        report = Report()
        inputs = load_inputs(options, state, baseline, report)
    return inputs, state.parts[INPUTS][DIGEST_LENGTH:], report.problems


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site with something of everything that is stored."""
    return make_site(files=FILES)


def test_a_stored_site_is_restored_unchanged(site: Path) -> None:
    first, stored, found = load_with(site)
    again, _, found_again = load_with(site, stored)

    assert first.examples
    assert again == first
    assert found_again == found


def test_the_stored_site_is_used(site: Path) -> None:
    _, stored, _ = load_with(site)
    known = read_load(stored)
    assert known is not None
    other = replace(known, site=replace(known.site, styles=("stored",)))

    again, _, _ = load_with(site, msgpack.encode(other))

    assert again.styles == ("stored",)


def test_neither_templates_nor_paths_of_files_come_from_the_stored_site(site: Path) -> None:
    _, stored, _ = load_with(site)
    known = read_load(stored)
    assert known is not None

    assert {type(value) for value in msgpack.decode(stored)["site"]["static"].values()} == {dict}
    assert "templates" not in known.site.__struct_fields__
    assert not any(PICTURE in str(value) or str(site) in str(value) for value in known.site.static.values())


def test_a_file_that_only_the_stored_site_has_is_not_published(site: Path) -> None:
    first, stored, _ = load_with(site)
    known = read_load(stored)
    assert known is not None
    static = {**known.site.static, "static/../../secret.txt": next(iter(known.site.static.values()))}
    forged = replace(known, site=replace(known.site, static=static))

    again, _, _ = load_with(site, msgpack.encode(forged))

    assert again.static_files == first.static_files


@pytest.mark.parametrize(
    "stored",
    [b"", b"\x00", pickle.dumps({}), msgpack.encode(Place("config.yaml")), msgpack.encode({"problems": []})],
    ids=["nothing", "a zero", "a pickle", "a place", "a part"],
)
def test_anything_but_a_stored_site_is_rejected(stored: bytes, site: Path) -> None:
    assert read_load(stored) is None
    assert load_with(site, stored)[0] == load_with(site)[0]


def test_half_of_a_stored_site_is_rejected(site: Path) -> None:
    _, stored, _ = load_with(site)

    assert read_load(stored[: len(stored) // 2]) is None
