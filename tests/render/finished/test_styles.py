"""The styles of a page: one file with those that it needs, one for paper, and the same after every build."""

from __future__ import annotations

import re
from pathlib import Path

from tests.site_tools import BuildSite, MakeSite, about_page

TABLE = "| Day | Time |\n|---|---|\n| Monday | 9 |\n"
LINK = re.compile(r'<link rel="stylesheet" href="/(assets/(?:site|print)\.[0-9a-f]+\.css)"( media="print")?>')


def styles_of(out: Path, page: str) -> str:
    """The text of the style sheet for the screen that a page loads."""
    found: list[tuple[str, str]] = LINK.findall((out / page).read_text("utf-8"))
    (screen, for_screen), (paper, for_paper) = found
    assert (for_screen, for_paper) == ("", ' media="print"')
    assert "@media print" in (out / paper).read_text("utf-8")
    return (out / screen).read_text("utf-8")


def test_a_page_loads_the_styles_that_it_uses_and_those_for_paper(make_site: MakeSite, build_site: BuildSite) -> None:
    out = build_site(make_site(files={"content/en/about.md": about_page(TABLE)})).out

    assert ".table-box" in styles_of(out, "about/index.html")
    assert ".table-box" not in styles_of(out, "index.html")
    assert "@media print" not in styles_of(out, "index.html")


def test_the_files_of_styles_follow_the_pages(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    before = {file.name for file in (build_site(root).out / "assets").iterdir()}

    (root / "content/en/about.md").write_text(about_page(TABLE), "utf-8")
    out = build_site(root).out
    after = {file.name for file in (out / "assets").iterdir()}
    assert ".table-box" in styles_of(out, "about/index.html")
    (root / "content/en/about.md").write_text(about_page("Hello."), "utf-8")

    assert after != before
    assert {file.name for file in (build_site(root).out / "assets").iterdir()} == before


def test_a_head_of_the_sites_own_gets_the_styles_of_its_page(make_site: MakeSite, build_site: BuildSite) -> None:
    links = '<link href="{{ site.stylesheet }}" rel="stylesheet" title="Ours">\n'

    out = build_site(make_site(files={"templates/parts/head-links.html": links})).out

    found = re.search(
        r'<link href="/(assets/site\.\w+\.css)" rel="stylesheet" title="Ours">', (out / "index.html").read_text()
    )
    assert found
    assert (out / found[1]).is_file()
