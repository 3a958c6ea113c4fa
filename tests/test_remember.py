"""What is remembered from build to build: it comes back as it was, and nothing else is made from a stored state."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from msgspec import msgpack

from plainleaf.jobs import AnchorLink, Findings
from plainleaf.kinds import all_kinds
from plainleaf.options import Options
from plainleaf.problems import Place, Problem
from plainleaf.remember import CheckedPage, KnownFile, KnownOutput, KnownPage, Remembered, Stored, read_stored, remember
from plainleaf.snapshot import Snapshot
from plainleaf.state import REMEMBERED, Seen, load_part, request_of
from plainleaf.template_reach import Reach
from plainleaf.work_folder import workplace
from tests.shipped_site import build_shipped_site
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, bytes_below

PLACE = Place("content/en/about.md", 3, 4)


def test_what_is_known_comes_back_as_it_was() -> None:
    problem = Problem(PLACE, "rule", "message", "fix", "warning")
    links = (AnchorLink("a/index.html", "top", "#top", PLACE),)
    known = KnownOutput("key", (1, 2, 3), "digest", Findings(("top",), links, (problem,), PLACE.path))
    files = {"static/a.svg": KnownFile("digest", 1, None)}
    pages = {PLACE.path: KnownPage("digest", "facts", None, (problem,))}
    checks = {PLACE.path: CheckedPage("basis", (problem,), b"\xff", 1, "review basis", (problem,))}
    planned = {PLACE.path: (problem,)}
    reaches = {"digest": Reach(("a.html",), (), is_certain=False)}
    remembered = Remembered(
        "generator", "base", "facts", pages, files, planned, (problem,), checks, b"\x00", reaches, b"\x01"
    )
    stored = Stored(remembered, {"index.html": known})

    assert read_stored(msgpack.encode(stored)) == stored


@pytest.mark.parametrize("kind", all_kinds())
def test_a_draft_that_lacks_everything_does_not_spoil_what_is_known_of_others(
    kind: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files={"content/en/draft.md": f"---\nkind: {kind}\ndraft: yes\n---\n\nText.\n"})

    stored = read_stored(load_part(build_site(root).out, REMEMBERED) or b"")

    assert stored is not None
    assert {"content/en/about.md", "content/en/draft.md"} & set(stored.remembered.pages) == {"content/en/about.md"}


def test_every_page_of_the_shipped_site_comes_back_as_it_was(tmp_path: Path) -> None:
    out = build_shipped_site(tmp_path / "site").out
    planned = plan_site(CHECKOUT)

    stored = read_stored(load_part(out, REMEMBERED) or b"")

    assert stored is not None
    assert {page.path: page for page in planned.pages} == {
        path: known.page for path, known in stored.remembered.pages.items()
    }
    assert set(stored.outputs) == set(bytes_below(out))


@pytest.mark.parametrize(
    "content", [b"", b"\x00", msgpack.encode(PLACE), msgpack.encode({"outputs": {}}), pickle.dumps(Remembered())]
)
def test_what_is_not_a_stored_state_is_none(content: bytes) -> None:
    assert read_stored(content) is None


@pytest.mark.parametrize(
    "stat", [(1, 1, 1), (1, 2**64, 1)], ids=["a disk that refuses", "a time that is too far ahead"]
)
def test_where_no_state_can_be_written_none_is_left(stat: tuple[int, int, int], tmp_path: Path) -> None:
    options = Options(tmp_path, tmp_path / "public", date(2026, 11, 21))
    seen = Seen(request_of(options), Snapshot(0, {}, {}), "", (), {"index.html": stat})
    beside = workplace(options.out)
    beside.mkdir()
    (beside / "state").write_text("an older state")
    if stat == (1, 1, 1):
        (beside / "state.new").mkdir()

    remember(options, seen, Remembered(), {})

    assert not (beside / "state").exists()
