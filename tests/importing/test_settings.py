"""Settings of the old site replace what a new site begins with, never what somebody wrote, and the rest is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.command.starting.new_site import SKELETON, create_site
from plainleaf.content.config.read import read_config
from plainleaf.content.config.settings import Settings
from plainleaf.importing import ORIGINS, Move, NewSite, make_move
from plainleaf.problems import Report
from tests.importing.moves import Files, import_files
from tests.site_tools import DAY, run_plainleaf, write_files

HUGO: Files = {
    "hugo.toml": """\
title = "Spine & Joint: \\"care\\""
baseURL = "https://spine.example/care/"
timeZone = "America/Chicago"
enableEmoji = true
[params]
description = "We *help*."
[taxonomies]
tag = "tags"
[[menu.main]]
name = "Us"
pageRef = "/about"
weight = 20
[[menu.main]]
name = "Knees"
url = "/care/knee/"
weight = 10
[[menu.main]]
name = "Shop"
url = "https://shop.example/"
[[menu.main]]
name = "Home"
url = "/"
weight = 1
""",
    "content/about.md": "---\ntitle: About us\ndescription: Who.\n---\nText.\n",
    "content/knee.md": "---\ntitle: Knees\ndescription: About it.\n---\nText.\n",
}
JEKYLL: Files = {
    "_config.yml": """\
title: Spine
tagline: We help
url: https://spine.example
baseurl: /care
timezone: America/Chicago
markdown: kramdown
header_pages:
  - knee.md
  - about.md
""",
    "about.md": "---\ntitle: About us\nexcerpt: Who.\n---\nText.\n",
    "knee.md": "---\ntitle: Knees\nexcerpt: About it.\n---\nText.\n",
}
MKDOCS: Files = {
    "mkdocs.yml": """\
site_name: Spine
site_description: We help.
site_url: https://spine.example/care/
copyright: Us
nav:
  - index.md
  - Exercises:
    - Knees: knee.md
    - about.md
  - Us: about.md
""",
    "docs/index.md": "# Home\n",
    "docs/about.md": "# About us\n",
    "docs/knee.md": "# Knees\n",
}
PAGE = (
    "<item><title>{}</title><link>https://spine.example/care/{}/</link><wp:post_id>{}</wp:post_id>"
    "<wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>\n"
)
ENTRY = (
    "<item><title>{}</title><wp:menu_order>{}</wp:menu_order><wp:status>publish</wp:status>"
    '<wp:post_type>nav_menu_item</wp:post_type><category domain="nav_menu" nicename="{}">Menu</category><wp:postmeta>'
    "<wp:meta_key>_menu_item_object_id</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta></item>\n"
)
HEAD = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Spine</title><description>We help</description>'
    "<wp:base_blog_url>https://spine.example/care</wp:base_blog_url>\n"
)
PAGES = HEAD + PAGE.format("About us", "about", 1) + PAGE.format("Knees", "knee", 2)
END = "</channel></rss>\n"
WORDPRESS: Files = {
    "export.xml": PAGES + ENTRY.format("Us", 2, "main", 1) + ENTRY.format("", 1, "main", 2) + END,
}
PROGRAMS = {"hugo": HUGO, "jekyll": JEKYLL, "mkdocs": MKDOCS, "wordpress": WORDPRESS}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a new site."""
    create_site(tmp_path / "clinic", {}, asks=False, keeps_history=False)
    return tmp_path / "clinic"


def move_in(program: str, root: Path, files: Files | None = None) -> Move:
    """The move of one of the old sites into a site, with some other files."""
    old = root.parent / "old"
    write_files(old, {**PROGRAMS[program], **(files or {})})
    return make_move(ORIGINS[program], old, NewSite(root, settings_of(root), "en", SKELETON), publishes=True)


def settings_of(root: Path) -> Settings:
    """The settings in config.yaml."""
    return read_config(root, Report()).settings


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_main_menu_keeps_its_order(program: str, root: Path) -> None:
    pages = {page.path: page.text for page in move_in(program, root).pages}

    assert "\nmenu: 1\n" in pages["content/en/knee.md"]
    assert "\nmenu: 2\n" in pages["content/en/about.md"]
    assert "menu:" not in pages.get("content/en/index.md", "")


@pytest.mark.parametrize("program", PROGRAMS)
def test_with_the_address_of_the_old_site_its_pages_need_no_alias(program: str, root: Path) -> None:
    move = move_in(program, root)

    assert move.config.carried["address"] == "https://spine.example/care/"
    assert not any("/care/knee/" in page.text for page in move.pages)


def test_the_command_writes_settings_and_a_second_run_changes_nothing(root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "old", HUGO)
    command = ("import", tmp_path / "old", "--from", "hugo", "--root", root)
    begun = (SKELETON / "config.yaml").read_text("utf-8")

    dry = run_plainleaf(*command, "--dry-run")
    before = (root / "config.yaml").read_text("utf-8")
    first = run_plainleaf(*command)
    after = (root / "config.yaml").read_text("utf-8")
    second = run_plainleaf(*command)

    settings = settings_of(root)
    assert before == begun
    assert (settings.clinic.name, settings.clinic.description) == ('Spine & Joint: "care"', "We help.")
    assert (settings.address, settings.timezone) == ("https://spine.example/care/", "America/Chicago")
    assert "\nWould write into config.yaml:\n  clinic.name: Spine" in dry.stdout
    assert "\nWritten into config.yaml:\n  clinic.name: Spine" in first.stdout
    assert "into config.yaml" not in second.stdout
    assert (root / "config.yaml").read_text("utf-8") == after
    assert run_plainleaf("check", "--root", root, "--as-of", DAY).code == 0


def test_what_somebody_wrote_stays(root: Path) -> None:
    file = root / "config.yaml"
    file.write_bytes(file.read_bytes().replace(b"name: Example Clinic", b"name: My Clinic", 1))

    carried = move_in("hugo", root).config.carried

    assert "clinic.name" not in carried
    assert "timezone" in carried


@pytest.mark.parametrize(("old", "new"), [(b"\n", b"\r\n"), (b"timezone: America/Detroit", b"timezone: Europe/Paris")])
def test_line_ends_and_all_other_lines_stay(old: bytes, new: bytes, root: Path) -> None:
    file = root / "config.yaml"
    file.write_bytes(file.read_bytes().replace(old, new))

    config = move_in("hugo", root).config

    lines = zip(config.before.split(b"\n"), config.after.split(b"\n"), strict=True)
    assert config.before == file.read_bytes()
    assert sum(before != after for before, after in lines) == len(config.carried)
    assert config.after.count(b"\r") == config.before.count(b"\r")


def test_a_value_that_does_not_fit_is_listed(root: Path) -> None:
    settings = 'title = "One"\nbaseURL = "/"\ntimeZone = "Detroit"\n'

    move = move_in("hugo", root, {"hugo.toml": settings})

    assert move.config.carried == {"clinic.name": "One"}
    assert [f"{each.place.path}:{each.place.line}" for each in move.problems] == ["old/hugo.toml:2", "old/hugo.toml:3"]
    assert "'timezone: \"Detroit\"' in config.yaml" in move.problems[1].fix


def test_what_has_no_counterpart_is_listed_by_name(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", HUGO).warnings

    assert "old/hugo.toml:4: settings that have no counterpart were left out: enableemoji, taxonomies" in found
    assert any("'Shop' in the main menu leads to no page" in each for each in found)


@pytest.mark.parametrize(
    ("program", "files"),
    [
        ("hugo", {"hugo.toml": 'languageCode = "es-MX"\n'}),
        ("jekyll", {"_config.yml": "lang: es\n"}),
        ("mkdocs", {"mkdocs.yml": "theme:\n  language: es\n"}),
        ("wordpress", {"export.xml": f"{PAGES.replace('<title>', '<language>es-ES</language><title>', 1)}{END}"}),
    ],
)
def test_another_language_than_that_of_the_new_site_is_said(program: str, files: Files, root: Path) -> None:
    found = [each.message for each in move_in(program, root, files).problems]

    assert any(f"the old site is in '{code}', and its pages went into content/en/" in each
               for each in found for code in ("es", "es-MX", "es-ES"))  # fmt: skip
    assert settings_of(root).languages.default == "en"


def test_the_same_language_in_another_country_is_no_loss(root: Path) -> None:
    assert move_in("jekyll", root, {"_config.yml": "lang: en_US\n"}).problems == ()


def test_other_menus_are_listed(root: Path) -> None:
    files = {"hugo.toml": '[[menus.main]]\npageRef = "/about"\n[[menus.footer]]\npageRef = "/about"\n'}

    found = [each.message for each in move_in("hugo", root, files).problems]

    assert found == ["menus besides the main one were left out: footer"]


def test_entries_of_several_menus_are_listed(tmp_path: Path) -> None:
    text = PAGES + ENTRY.format("Us", 2, "main", 1) + ENTRY.format("", 1, "foot", 2) + END

    found = import_files(tmp_path, "wordpress", {"export.xml": text}).warnings

    assert any("the entries of several menus (2) were left out" in each for each in found)
