"""Pages that are left out because of a name: nobody would miss them until a patient does."""

from __future__ import annotations

import pytest

from plainleaf.input.files import walk
from plainleaf.problems import Report
from tests.site_tools import MakeSite, Write, about_page, build_folder, rules


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("content/en/.old/a.md", ".old"),
        ("content/.old/en/a.md", ".old"),
        ("content/en/.a.md", ".a.md"),
        ("content/en/knee.old/a.md", "knee.old"),
        ("content/en/.old\n/a.md", ".old\ufffd"),
    ],
)
def test_a_page_under_a_name_that_is_left_out_is_named(path: str, name: str, write: Write, report: Report) -> None:
    assert list(walk(write(path), "content", report)) == []

    (problem,) = report.problems
    assert (problem.place.path, problem.rule) == (path.replace("\n", "\ufffd"), "left-over")
    assert f"because of the name '{name}'" in problem.message


@pytest.mark.parametrize(
    "path",
    ["content/.git/a.md", "content/en/.obsidian/b/a.md", "content/en/.old/.git/a.md", "content/en/._a.md",
     "content/en/.a.md.swp", "content/en/node_modules/x/README.md", "content/en/.old/a.txt", "static/.old/a.md"],
)  # fmt: skip
def test_what_programs_keep_for_themselves_is_no_page(path: str, write: Write, report: Report) -> None:
    assert list(walk(write(path), path.partition("/")[0], report)) == []
    assert not report.count


def test_all_pages_of_one_folder_are_one_problem(write: Write, report: Report) -> None:
    root = write({"content/en/.old/b/a.md": "", "content/en/.old/c.md": ""})

    assert list(walk(root, "content/en", report)) == []
    assert rules(report) == ["left-over"]
    assert report.problems[0].place.path == "content/en/.old/b/a.md"
    assert report.problems[0].message.startswith("2 pages in this folder are left out")


def test_the_next_build_finds_that_a_page_was_hidden_or_is_gone(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/a.md": about_page("Text.")})
    assert build_folder(root).problems == []

    (root / "content/en/a.md").rename(root / "content/en/.a.md")
    hidden = build_folder(root)
    (root / "content/en/.a.md").unlink()

    assert hidden.rules == ["left-over"]
    assert build_folder(root).problems == []
