"""What a build stores of a site beside its pages comes back as it was, and nothing else is made of what is stored."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path

import pytest
from msgspec import msgpack
from msgspec.structs import replace

from plainleaf.load import Inputs
from plainleaf.load_again import load_again, read_load
from plainleaf.options import Options
from plainleaf.problems import Place, Report
from plainleaf.remember import NOTHING_BEFORE, Before, Remembered
from plainleaf.shipped import find_shipped
from plainleaf.snapshot import take_snapshot
from plainleaf.state import look
from tests.edits import LONG_AGO
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


def load_with(root: Path, before: Before) -> tuple[Inputs, Report]:
    """A site that is served at an address, loaded after a build that left `before`."""
    report = Report()
    options = Options(root, root / "public", date.fromisoformat(DAY), address="http://localhost")
    inputs = load_again(options, look(options, find_shipped()), before, report)
    assert inputs is not None
    return inputs, report


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site with something of everything that is stored, which nobody has written in the last moments."""
    root = make_site(files=FILES)
    for file in root.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    while take_snapshot(root, find_shipped()).beside_pages() is None:
        pass
    return root


def test_what_is_stored_of_a_site_comes_back_as_it_was(site: Path) -> None:
    first, found = load_with(site, NOTHING_BEFORE)
    again, found_again = load_with(site, Before(Remembered(site=first.stored)))

    assert first.examples
    assert again == first
    assert found_again.problems == found.problems


def test_what_is_stored_of_a_site_is_what_is_used(site: Path) -> None:
    first, _ = load_with(site, NOTHING_BEFORE)
    known = read_load(first.stored)
    assert known is not None
    other = replace(known, site=replace(known.site, styles=("stored",)))

    again, _ = load_with(site, Before(Remembered(site=msgpack.encode(other))))

    assert again.styles == ("stored",)


def test_neither_templates_nor_the_places_of_files_are_taken_from_what_is_stored(site: Path) -> None:
    first, _ = load_with(site, NOTHING_BEFORE)
    known = read_load(first.stored)
    assert known is not None

    assert {type(value) for value in msgpack.decode(first.stored)["site"]["static"].values()} == {dict}
    assert "templates" not in known.site.__struct_fields__
    assert not any(PICTURE in str(value) or str(site) in str(value) for value in known.site.static.values())


def test_a_file_that_is_only_in_what_is_stored_is_not_on_the_site(site: Path) -> None:
    first, _ = load_with(site, NOTHING_BEFORE)
    known = read_load(first.stored)
    assert known is not None
    static = {**known.site.static, "static/../../secret.txt": next(iter(known.site.static.values()))}
    forged = replace(known, site=replace(known.site, static=static))

    again, _ = load_with(site, Before(Remembered(site=msgpack.encode(forged))))

    assert again.static_files == first.static_files


@pytest.mark.parametrize(
    "stored",
    [b"", b"\x00", pickle.dumps({}), msgpack.encode(Place("config.yaml")), msgpack.encode({"made_from": ""})],
    ids=["nothing", "a zero", "a pickle", "a place", "a part"],
)
def test_what_is_no_stored_site_is_none(stored: bytes, site: Path) -> None:
    first, _ = load_with(site, NOTHING_BEFORE)

    assert read_load(stored) is None
    assert load_with(site, Before(Remembered(site=stored)))[0] == first


def test_half_of_a_stored_site_is_none(site: Path) -> None:
    first, _ = load_with(site, NOTHING_BEFORE)

    assert read_load(first.stored[: len(first.stored) // 2]) is None
