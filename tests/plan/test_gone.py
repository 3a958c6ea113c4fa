"""Addresses that are gone, and the list in which they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_tools import MakeSite, about_page, build_folder, run_plainleaf, write_files

NEWS, AWAY = "content/en/news.md", "content/en/clinic/news.md"
DAY_OF_LIST = "2026-11-20"


def write_list(root: Path, as_of: str = DAY_OF_LIST) -> str:
    """Write the list of addresses; its text."""
    assert run_plainleaf("addresses", "--root", root, "--as-of", as_of).code == 0
    return (root / "addresses.txt").read_text(encoding="utf-8")


def listed_site(make_site: MakeSite, front: str = "") -> Path:
    """A site with a page of news, whose address is in the list."""
    root = make_site(files={NEWS: about_page("News.", front)})
    assert "/news/\n" in write_list(root)
    assert build_folder(root).problems == []
    return root


def move(root: Path, path: str, front: str = "") -> None:
    """Give the page of news another path."""
    (root / NEWS).unlink()
    write_files(root, {path: about_page("News.", front)})


def test_the_list_is_the_same_whoever_writes_it(make_site: MakeSite) -> None:
    aliases = "aliases: [/old/, /caf%C3%A9/]\n"
    root = make_site(files={NEWS: about_page("News.", aliases)})

    first, again = write_list(root), write_list(root)

    addresses = first.split("\n")[1:-1]
    assert first == again
    assert addresses == sorted(addresses)
    assert {"/", "/news/", "/old/", "/café/", "/a-to-z/", "/glossary/", "/sciatica/symptoms/"} < {*addresses}
    assert not any("404" in address or "." in address for address in addresses)


@pytest.mark.parametrize("front", ["draft: yes\n", "publish: 2026-12-10\n", "expires: 2026-11-01\n"])
def test_what_nobody_can_have_kept_is_not_in_the_list(front: str, make_site: MakeSite) -> None:
    assert "/news/" not in write_list(make_site(files={NEWS: about_page("News.", front)}))


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        (AWAY, f"Add the line 'aliases: [/news/]' to {AWAY}, which has taken its place"),
        ("content/en/latest.md", "Add the line 'aliases: [/news/]' to content/en/latest.md"),
        ("content/en/clinic/latest.md", "Add the line 'aliases: [/news/]' to the page that has taken its place"),
    ],
)
def test_a_page_that_has_moved_is_offered_its_old_address(path: str, fix: str, make_site: MakeSite) -> None:
    root = listed_site(make_site)
    move(root, path)

    built, again = build_folder(root), build_folder(root)

    assert built.code == 0
    assert built.rules == again.rules == ["address-gone"]
    assert built.problems[0]["path"] == "addresses.txt"
    assert built.problems[0]["fix"].startswith(fix)
    move_back_and_forth(root, path)


def move_back_and_forth(root: Path, path: str) -> None:
    """The alias that was offered settles it."""
    write_files(root, {path: about_page("News.", "aliases: [/news/]\n")})
    assert build_folder(root).problems == []


def test_two_new_pages_of_the_same_name_are_no_certain_successor(make_site: MakeSite) -> None:
    root = listed_site(make_site)
    move(root, AWAY)
    write_files(root, {"content/en/team/news.md": about_page("Others.")})

    (problem,) = build_folder(root).problems

    assert "to the page that has taken its place" in problem["fix"]


def test_a_page_taken_back_is_missed_and_one_that_has_ended_is_not(make_site: MakeSite) -> None:
    found = {}
    for front in ("draft: yes\n", "publish: 2026-12-10\n", "expires: 2026-11-20\n"):
        root = listed_site(make_site)
        write_files(root, {NEWS: about_page("News.", front)})
        found[front] = [problem["fix"].partition(". ")[0] for problem in build_folder(root).problems]

    assert list(found.values()) == [[f"{NEWS} is a draft"], [f"{NEWS} is to be published later"], []]


def test_the_command_says_that_an_address_is_gone_on_purpose(make_site: MakeSite) -> None:
    root = listed_site(make_site)
    (root / NEWS).unlink()
    assert build_folder(root).rules == ["address-gone"]

    said = run_plainleaf("addresses", "--root", root, "--as-of", DAY_OF_LIST).stdout

    assert said.startswith("- /news/\n")
    assert build_folder(root).problems == []


def test_a_file_that_cannot_be_read_may_have_the_address(make_site: MakeSite) -> None:
    root = listed_site(make_site)
    move(root, AWAY)
    write_files(root, {"content/en/broken.md": "---\ntitle: A: b\n---\n"})

    assert build_folder(root).rules == ["yaml-syntax"]


def test_a_site_with_errors_has_no_new_list(make_site: MakeSite) -> None:
    root = make_site(files={NEWS: about_page("[there](nowhere.md)")})

    done = run_plainleaf("addresses", "--root", root, "--as-of", DAY_OF_LIST)

    assert done.code == 1
    assert "broken-link" in done.stdout
    assert not (root / "addresses.txt").exists()


def test_a_list_that_is_made_or_changed_is_noticed_by_the_next_build(make_site: MakeSite) -> None:
    root = make_site()
    assert build_folder(root).problems == []

    write_files(root, {"addresses.txt": "/about/\n/gone/\n"})

    assert build_folder(root).rules == ["address-gone"]
    write_files(root, {"addresses.txt": "/about/\n"})
    assert build_folder(root).rules == []
