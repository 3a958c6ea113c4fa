"""A build that was killed while the site was put in place: the next one puts the old site back, or leaves the new one.

The folders are arranged as such a build leaves them where two folders cannot be exchanged: after the first of the three
renames no site is published, after the second the new one is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.state.lock import hold_lock
from tests.site_tools import BuildSite, MakeSite, bytes_below, check_folder, edit_about

Site = dict[str, bytes]


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """The minimal site."""
    return make_site()


def kill_after(renames: int, root: Path, build_site: BuildSite) -> tuple[Site, Site]:
    """Leave the folders as a build does that is killed after so many renames; the old site and the new one."""
    copy, public, beside = root.parent / "copy", root / "public", root / ".public.plainleaf"
    old = bytes_below(build_site(root).out)
    shutil.copytree(root / "content", copy / "content")
    shutil.copytree(root / "static", copy / "static")
    shutil.copyfile(root / "config.yaml", copy / "config.yaml")
    edit_about(copy, "New.")
    new = bytes_below(build_site(copy).out)
    public.rename(beside / "old")
    (copy / "public").rename(beside / "next" if renames == 1 else public)
    return old, new


def edit_again(root: Path) -> None:
    """Write what no build has seen yet."""
    edit_about(root, "Newest.")


def write_a_mistake(root: Path) -> None:
    """Write a page with an error."""
    edit_about(root, "[Nowhere](nowhere.md)")


def change_nothing(_root: Path) -> None:
    """Change nothing since the old site was built."""


def test_a_good_build_after_the_first_rename_publishes_what_it_made(root: Path, build_site: BuildSite) -> None:
    old, _ = kill_after(1, root, build_site)
    edit_again(root)

    result = build_site(root)

    after = bytes_below(root / "public")
    assert result.code == 0
    assert after.keys() == old.keys()
    assert b"Newest." in after["about/index.html"]
    assert not (root / ".public.plainleaf" / "old").exists()


@pytest.mark.parametrize("edit", [write_a_mistake, change_nothing])
def test_any_build_after_the_first_rename_puts_the_old_site_back(
    edit: Callable[[Path], None], root: Path, build_site: BuildSite
) -> None:
    old, _ = kill_after(1, root, build_site)
    edit(root)

    result = build_site(root)

    assert result.code == (edit is write_a_mistake)
    assert bytes_below(root / "public") == old
    assert not (root / ".public.plainleaf" / "old").exists()


@pytest.mark.parametrize("edit", [edit_again, write_a_mistake, change_nothing])
def test_a_check_after_the_first_rename_puts_the_old_site_back_and_writes_nothing_else(
    edit: Callable[[Path], None], root: Path, build_site: BuildSite
) -> None:
    old, _ = kill_after(1, root, build_site)
    edit(root)
    before = bytes_below(root / ".public.plainleaf")

    result = check_folder(root)

    assert result.code == (edit is write_a_mistake)
    assert bytes_below(root / "public") == old
    left = {path: content for path, content in before.items() if not path.startswith("old/")}
    assert bytes_below(root / ".public.plainleaf") == left


@pytest.mark.parametrize("edit", [edit_again, write_a_mistake])
def test_a_build_after_the_second_rename_keeps_the_new_site_until_it_has_a_newer_one(
    edit: Callable[[Path], None], root: Path, build_site: BuildSite
) -> None:
    _, new = kill_after(2, root, build_site)
    edit(root)

    result = build_site(root)

    after = bytes_below(root / "public")
    if edit is write_a_mistake:
        assert (result.code, after) == (1, new)
    else:
        assert (result.code, b"Newest." in after["about/index.html"]) == (0, True)
        assert not (root / ".public.plainleaf" / "old").exists()


def test_a_check_after_the_second_rename_changes_nothing(root: Path, build_site: BuildSite) -> None:
    kill_after(2, root, build_site)
    before = bytes_below(root)

    assert check_folder(root).code == 0

    assert bytes_below(root) == before


def test_the_build_after_one_that_put_the_old_site_back_is_like_a_clean_one(root: Path, build_site: BuildSite) -> None:
    kill_after(1, root, build_site)
    edit_again(root)

    built = bytes_below(build_site(root).out)

    assert bytes_below(build_site(root, "--clean", out=root.parent / "clean").out) == built


@pytest.mark.parametrize("edit", [write_a_mistake, edit_again])
def test_while_another_build_is_at_work_all_is_left_to_it(
    edit: Callable[[Path], None], root: Path, build_site: BuildSite
) -> None:
    kill_after(1, root, build_site)
    edit(root)
    before = bytes_below(root)

    with hold_lock(root / ".public.plainleaf" / "lock", timeout=0):
        # The other build may be between its two renames at this very moment.
        result = check_folder(root)

    assert result.code == (edit is write_a_mistake)
    assert bytes_below(root) == before


def test_a_link_in_the_place_of_the_old_site_is_not_put_in_place(root: Path, build_site: BuildSite) -> None:
    kill_after(1, root, build_site)
    (root / ".public.plainleaf" / "old").rename(root.parent / "elsewhere")
    (root / ".public.plainleaf" / "old").symlink_to(root.parent / "elsewhere")

    assert check_folder(root).code == 0
    assert build_site(root).rules == ["unsafe-output"]
    assert not (root / "public").exists()
