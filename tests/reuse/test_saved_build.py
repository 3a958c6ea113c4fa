"""What is saved from build to build: it comes back unchanged, and nothing else is made from a stored state."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from msgspec import msgpack

from plainleaf.content.kinds import all_kinds
from plainleaf.content.last_build import CheckedPage, KnownFile, KnownPage, LastBuild
from plainleaf.input.template_reach import Reach
from plainleaf.model.jobs import AnchorLink, FileOnDisk, Findings, Output
from plainleaf.problems import Place, Problem
from plainleaf.reuse.saved_build import SavedBuild, codec_of
from plainleaf.state.output_files import digest_file, stat_of
from plainleaf.state.snapshot import Snapshot
from plainleaf.state.state import BuildRecord, FileState
from plainleaf.state.work_folder import work_folder_of
from tests.shipped_site import ShippedSite
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, bytes_below

PLACE = Place("content/en/about.md", 3, 4)


def saved_in(out: Path) -> SavedBuild:
    """What the last build into a folder saved."""
    build = FileState(out).load(codec_of(out))
    assert build is not None
    return build


def test_what_is_saved_comes_back_unchanged(tmp_path: Path) -> None:
    problem = Problem(PLACE, "rule", "message", "fix", "warning")
    links = (AnchorLink("a/index.html", "top", "#top", PLACE),)
    file = tmp_path / "index.html"
    file.write_text("A page.")
    written = FileOnDisk(str(file), stat_of(file), digest_file(file))
    output = Output("index.html", "key", written, Findings(("top",), links, (problem,), PLACE.path))
    files = {"static/a.svg": KnownFile("d19e57", "d19e58", 1, None)}
    pages = {PLACE.path: KnownPage("digest", "facts", "names", None, (problem,))}
    checks = {PLACE.path: CheckedPage("basis", (problem,), b"\xff" * 4, 1, "review basis", (problem,))}
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
        repeated=b"\x01" * 4,
    )
    build, codec = (last, {"index.html": output}, True), codec_of(tmp_path)

    stored = codec.encode(build)

    assert codec.decode(stored) == build
    file.write_text("Another.")
    assert codec.decode(stored) == (last, {}, False)


def test_a_draft_that_lacks_everything_does_not_spoil_what_is_known_of_others(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    drafts = {f"content/en/draft-{kind}.md": f"---\nkind: {kind}\ndraft: yes\n---\n\nText.\n" for kind in all_kinds()}
    root = make_site(files=drafts)

    last, _, _ = saved_in(build_site(root).out)

    assert {"content/en/about.md", *drafts} & set(last.pages) == {"content/en/about.md"}


@pytest.mark.matrix
def test_every_page_of_the_shipped_site_comes_back_unchanged(shipped: ShippedSite) -> None:
    planned = plan_site(CHECKOUT)

    last, outputs, is_whole = saved_in(shipped.folder)

    assert {page.path: page for page in planned.pages} == {path: known.page for path, known in last.pages.items()}
    assert set(outputs) == set(bytes_below(shipped.folder))
    assert is_whole


@pytest.mark.parametrize(
    "content", [b"", b"\x00", msgpack.encode(PLACE), msgpack.encode({"outputs": {}}), pickle.dumps(LastBuild())]
)
def test_what_is_not_a_stored_state_is_none(content: bytes, tmp_path: Path) -> None:
    assert codec_of(tmp_path).decode(content) is None


@pytest.mark.parametrize(
    "stat", [(1, 1, 1), (1, 2**64, 1)], ids=["a disk that refuses", "a time that is too far ahead"]
)
def test_where_no_state_can_be_written_there_is_none_afterwards(stat: tuple[int, int, int], tmp_path: Path) -> None:
    out = tmp_path / "public"
    record = BuildRecord(Snapshot(0, {}, {}), "", (), {"index.html": stat})
    beside = work_folder_of(out)
    beside.mkdir()
    (beside / "state").write_text("an older state")
    if stat == (1, 1, 1):
        (beside / "state.new").mkdir()

    FileState(out).save(record, (LastBuild(), {}, True), codec_of(out))

    assert not (beside / "state").exists()
