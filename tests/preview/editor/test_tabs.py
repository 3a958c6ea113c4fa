"""Several tabs with an editor: none writes over what another has saved, or deletes what it has not seen."""

from __future__ import annotations

import pytest

from plainleaf.preview.editor.desk import MAX_TABS, Desk
from plainleaf.preview.editor.places import RefusedError
from tests.preview.editor.test_desk import ABOUT, ask, everything, save
from tests.preview.editor.test_desk import desk as desk  # a fixture
from tests.site_tools import about_page, write_files

SNOW = "content/en/alerts/snow.md"
ALERT = "---\nkind: alert\ntitle: Snow\n---\n\nWe are closed.\n"


def test_two_tabs_do_not_overwrite_each_other(desk: Desk) -> None:
    first = ask(desk, "getEntry", tab="first", path=ABOUT)["data"]
    second = ask(desk, "getEntry", tab="second", path=ABOUT)["data"]
    save(desk, second.replace("Who we are.", "By the second."), tab="second")

    with pytest.raises(RefusedError, match="changed by somebody else"):
        save(desk, first.replace("About", "About us"), tab="first")

    assert "By the second." in (desk.root / ABOUT).read_text("utf-8")


def test_a_tab_does_not_overwrite_what_another_has_seen(desk: Desk) -> None:
    first = ask(desk, "getEntry", tab="first", path=ABOUT)["data"]
    (desk.root / ABOUT).write_text(about_page("By a text editor."), encoding="utf-8")
    ask(desk, "getEntry", tab="second", path=ABOUT)

    with pytest.raises(RefusedError, match="changed by somebody else"):
        save(desk, first, tab="first")

    assert "By a text editor." in (desk.root / ABOUT).read_text("utf-8")


def test_only_so_many_tabs_are_remembered_and_a_forgotten_one_saves_nothing(desk: Desk) -> None:
    given = ask(desk, "getEntry", tab="first", path=ABOUT)["data"]
    before = everything(desk.root)
    for number in range(MAX_TABS + 5):
        ask(desk, "getEntry", tab=f"tab-{number}", path=ABOUT)

    assert len(desk.tabs) == MAX_TABS
    with pytest.raises(RefusedError, match="load this page again"):
        save(desk, given.replace("Who", "What"), tab="first")
    assert everything(desk.root) == before


def test_a_file_that_cannot_be_edited_does_not_hide_the_others(desk: Desk) -> None:
    folder = desk.root / "content/en"
    (folder / "latin.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    (folder / "gone.md").symlink_to("nowhere.md")
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "folder.md").mkdir()
    for name in ("aux.md", "what?.md", "soft\u00adhyphen.md", f"{'a' * 200}.md"):
        (folder / name).write_text(about_page("Text."), encoding="utf-8")

    listed = {page["file"]["path"] for page in ask(desk, "entriesByFolder", folder="content/en", depth=1)}

    assert ABOUT in listed
    assert not {path for path in listed if "aux" in path or "?" in path or "latin" in path}


def test_a_message_is_deleted(desk: Desk) -> None:
    write_files(desk.root, {SNOW: ALERT})
    ask(desk, "getEntry", path=SNOW)

    ask(desk, "deleteFiles", paths=[SNOW])

    assert not (desk.root / SNOW).exists()


@pytest.mark.parametrize("why", ["changed", "not-seen", "linked", "page-beside", "not-there"])
def test_nothing_else_is_deleted(desk: Desk, why: str) -> None:
    write_files(desk.root, {SNOW: ALERT, "content/en/alerts/real.md": ALERT})
    if why == "linked":
        (desk.root / SNOW).unlink()
        (desk.root / SNOW).symlink_to("real.md")
    if why != "not-seen":
        ask(desk, "getEntry", path=SNOW)
    if why == "changed":
        (desk.root / SNOW).write_text(ALERT.replace("closed", "open"), encoding="utf-8")
    ask(desk, "getEntry", path=ABOUT)
    paths = [SNOW, *{"page-beside": [ABOUT], "not-there": ["content/en/alerts/x.md"]}.get(why, [])]
    before = everything(desk.root)

    with pytest.raises((RefusedError, OSError)):
        ask(desk, "deleteFiles", paths=paths)

    assert everything(desk.root) == before
