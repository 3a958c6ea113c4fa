"""What is remembered from build to build: it comes back as it was, and nothing else is made from a stored state."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from msgspec import msgpack

from plainleaf.content.kinds import all_kinds
from plainleaf.content.last_build import CheckedPage, KnownFile, KnownPage, LastBuild
from plainleaf.input.template_reach import Reach
from plainleaf.model.jobs import AnchorLink, Findings, Kept, Output
from plainleaf.problems import Place, Problem
from plainleaf.reuse.remember import Left, form_of
from plainleaf.state.output_files import digest_file, stat_of
from plainleaf.state.snapshot import Snapshot
from plainleaf.state.state import FileState, Seen
from plainleaf.state.work_folder import workplace
from tests.shipped_site import build_shipped_site
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, bytes_below

PLACE = Place("content/en/about.md", 3, 4)


def left_in(out: Path) -> Left:
    """What the last build into a folder has left."""
    left = FileState(out).load(form_of(out))
    assert left is not None
    return left


def test_what_is_known_comes_back_as_it_was(tmp_path: Path) -> None:
    problem = Problem(PLACE, "rule", "message", "fix", "warning")
    links = (AnchorLink("a/index.html", "top", "#top", PLACE),)
    file = tmp_path / "index.html"
    file.write_text("A page.")
    kept = Kept(str(file), stat_of(file), digest_file(file))
    output = Output("index.html", "key", kept, Findings(("top",), links, (problem,), PLACE.path))
    files = {"static/a.svg": KnownFile("digest", 1, None)}
    pages = {PLACE.path: KnownPage("digest", "facts", None, (problem,))}
    checks = {PLACE.path: CheckedPage("basis", (problem,), b"\xff", 1, "review basis", (problem,))}
    planned = {PLACE.path: (problem,)}
    last = LastBuild(
        base="base",
        facts="facts",
        pages=pages,
        static=files,
        planned=planned,
        problems=(problem,),
        checks=checks,
        reaches={"d": Reach(("a.html",), (), False)},
        repeated=b"\x01",
    )
    left, form = (last, {"index.html": output}, True), form_of(tmp_path)

    stored = form.write(left)

    assert form.read(stored) == left
    file.write_text("Another.")
    assert form.read(stored) == (last, {}, False)


@pytest.mark.parametrize("kind", all_kinds())
def test_a_draft_that_lacks_everything_does_not_spoil_what_is_known_of_others(
    kind: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files={"content/en/draft.md": f"---\nkind: {kind}\ndraft: yes\n---\n\nText.\n"})

    last, _, _ = left_in(build_site(root).out)

    assert {"content/en/about.md", "content/en/draft.md"} & set(last.pages) == {"content/en/about.md"}


def test_every_page_of_the_shipped_site_comes_back_as_it_was(tmp_path: Path) -> None:
    out = build_shipped_site(tmp_path / "site").out
    planned = plan_site(CHECKOUT)

    last, outputs, is_whole = left_in(out)

    assert {page.path: page for page in planned.pages} == {path: known.page for path, known in last.pages.items()}
    assert set(outputs) == set(bytes_below(out))
    assert is_whole


@pytest.mark.parametrize(
    "content", [b"", b"\x00", msgpack.encode(PLACE), msgpack.encode({"outputs": {}}), pickle.dumps(LastBuild())]
)
def test_what_is_not_a_stored_state_is_none(content: bytes, tmp_path: Path) -> None:
    assert form_of(tmp_path).read(content) is None


@pytest.mark.parametrize(
    "stat", [(1, 1, 1), (1, 2**64, 1)], ids=["a disk that refuses", "a time that is too far ahead"]
)
def test_where_no_state_can_be_written_none_is_left(stat: tuple[int, int, int], tmp_path: Path) -> None:
    out = tmp_path / "public"
    seen = Seen(Snapshot(0, {}, {}), "", (), {"index.html": stat})
    beside = workplace(out)
    beside.mkdir()
    (beside / "state").write_text("an older state")
    if stat == (1, 1, 1):
        (beside / "state.new").mkdir()

    FileState(out).save(seen, (LastBuild(), {}, True), form_of(out))

    assert not (beside / "state").exists()
