"""Importing sites of MkDocs: navigation, relative links, boxes by indentation, redirects, languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.moves import Imported, import_files

SETTINGS = """\
site_name: Spine help
site_url: https://help.example/spine/
theme:
  name: material
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - Exercises:
      - exercises/index.md
      - Knee to chest: exercises/knee.md
      - exercises/bridge.md
  - Gone: gone.md
plugins:
  - search
  - redirects:
      redirect_maps:
        'old/knee.md': 'exercises/knee.md'
"""
SITE: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS,
    "docs/index.md": "# Spine help\n\nSee [the knee](exercises/knee.md#how-it-s-done) and [all](exercises/index.md).\n",
    "docs/exercises/index.md": "# Exercises\n\n![A mat](../img/mat.png){ width=300 }\n",
    "docs/exercises/knee.md": (
        "---\ndescription: How to do it.\n---\n# Knee to your chest\n\n## How it's done\n\nLie down.\n"
    ),
    "docs/exercises/bridge.md": "Lie down.\n\nBack to [home](../index.md), or [the old way](/spine/exercises/knee/).\n",
    "docs/img/mat.png": b"\x89PNG\r\n\x1a\n",
}


@pytest.fixture
def help_site(tmp_path: Path) -> Imported:
    """A small site of MkDocs."""
    return import_files(tmp_path, "mkdocs", SITE)


@pytest.mark.parametrize("written", ["../", "/etc", "a/../..", "docs/../../elsewhere/"])
def test_nothing_outside_the_folder_is_looked_at(written: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.md").write_text("# Not ours\n", encoding="utf-8")
    files: dict[str, str | bytes] = {
        "mkdocs.yml": f"site_name: One\ndocs_dir: {written}\n",
        "docs/a.md": "# One\n\nText.\n",
    }

    moved = import_files(tmp_path, "mkdocs", files)

    assert [*moved.pages] == ["content/en/a.md"]
    assert [each for each in moved.errors if "outside the folder of the old site" in each] != []
    assert "elsewhere/" not in "".join(each for each in (*moved.errors, *moved.warnings) if "outside" not in each)


def convert(prose: str, folder: Path) -> Imported:
    """A site with one page that has a summary."""
    files = {"mkdocs.yml": "site_name: One\n", "docs/a.md": f"---\ndescription: About it.\n---\n# One\n\n{prose}\n"}
    return import_files(folder, "mkdocs", files)


def test_titles_come_from_headings_and_names_and_the_order_from_the_navigation(help_site: Imported) -> None:
    fields = {path: help_site.fields(path) for path in help_site.pages}

    assert [(fields[path].get("title"), fields[path].get("order")) for path in sorted(fields)] == [
        ("Bridge", 4),
        ("Exercises", 2),
        ("Knee to your chest", 3),
        ("Spine help", 1),
    ]
    assert fields["content/en/exercises/knee.md"]["menu_title"] == "Knee to chest"


def test_links_and_anchors_between_files_are_kept(help_site: Imported) -> None:
    prose = help_site.prose("content/en/index.md")

    assert prose == "See [the knee](exercises/knee.md#how-it-s-done) and [all](exercises/index.md)."


def test_addresses_from_the_root_lose_the_folder_of_the_site(help_site: Imported) -> None:
    assert "[the old way](knee.md)" in help_site.prose("content/en/exercises/bridge.md")


def test_redirects_become_aliases(help_site: Imported) -> None:
    assert help_site.fields("content/en/exercises/knee.md")["aliases"] == ["/spine/exercises/knee/", "/spine/old/knee/"]


def test_a_picture_outside_a_folder_of_pages_goes_to_static(help_site: Imported) -> None:
    assert help_site.files == {"static/img/mat.png": "docs/img/mat.png"}
    assert help_site.prose("content/en/exercises/index.md") == "![A mat](/img/mat.png)"


def test_an_entry_of_the_navigation_without_a_page_is_listed(help_site: Imported) -> None:
    assert "old/mkdocs.yml:8: the navigation names 'gone.md', which is no page that came over" in help_site.warnings


@pytest.mark.parametrize(
    ("admonition", "component"),
    [
        ('!!! warning "Stop"\n    If it hurts.\n\n    Rest.', "::: warning\n## Stop\n\nIf it hurts.\n\nRest.\n:::"),
        ("!!! note\n\n    Ask us: any time.", "::: inset\n\nAsk us: any time.\n:::"),
        ('??? question "Does it hurt?"\n    No.', "::: expander Does it hurt?\n\nNo.\n:::"),
        ("??? danger\n    Call us.", "::: warning\n## Danger\n\nCall us.\n:::"),
        ('=== "At home"\n    Walk.\n=== "At work"\n    Stand.', "**At home**\n\nWalk.\n\n**At work**\n\nStand."),
        ("> [!IMPORTANT]\n> Walk.", "::: warning\n## Important\n\nWalk.\n:::"),
        ("- [ ] shoes\n- [x] mat", "- shoes\n- mat"),
        ("## What helps {#help .big}\n\nSee [it](#help).", "## What helps\n\nSee [it](#what-helps)."),
        ("Title\n=====\n\nText.", "## Title\n\nText."),
        ("## A\n\n#### B", "## A\n\n### B"),
        ("[TOC]\n\nText.", "Text."),
        ("<details markdown>\n<summary>More</summary>\n- one\n</details>", "::: expander More\n\n- one\n:::"),
        ('<div class="grid" markdown>\n\nText with **bold**.\n\n</div>', "Text with **bold**."),
        ("Line one<br>two, <b>bold</b> `<b>`", "Line one  \ntwo, **bold** `<b>`"),
        ('<p align="center">Text.</p>', "Text."),
        ("## <!-- a note -->\n\nText.", "Text."),
        ("    indented\n\nText.", "    indented\n\nText."),
        ("`{{ kept }}` and [a button](a.md){ .md-button }", "`{{ kept }}` and [a button](a.md)"),
    ],
)
def test_signs_of_mkdocs_become_ours(admonition: str, component: str, tmp_path: Path) -> None:
    found = convert(admonition, tmp_path)

    assert found.prose("content/en/a.md") == component
    assert found.errors == []


def test_a_box_inside_a_list_keeps_its_words(tmp_path: Path) -> None:
    found = convert('- Walk.\n\n    !!! tip "Slowly"\n        In soft shoes.', tmp_path)

    assert found.prose("content/en/a.md") == "- Walk.\n\n    **Slowly**\n\n    In soft shoes."
    assert found.warnings == ["old/docs/a.md:8: a box inside a list is plain text now"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Take ~~2~~ 1 tablet.", "struck-out text is here, and would be shown as if it still held"),
        ("*[MRI]: A scan.", "this line explains an abbreviation to another program"),
        ('--8<-- "legal.md"', "the text of another file stood here"),
        ("We have {{ count }} rooms.", "'{{ count }}' was filled in by a program"),
        ("::: mkdocs.config", "':::' begins a component here, and was something else"),
        ("See [it](gone.md).", "'gone.md' leads to no page and no file that came over"),
    ],
)
def test_what_has_no_counterpart_stays_and_is_listed(text: str, message: str, tmp_path: Path) -> None:
    found = convert(text, tmp_path)

    assert found.errors == [f"old/docs/a.md:6: {message} (now in content/en/a.md:7)"]
    assert text.lstrip(":") in found.prose("content/en/a.md")


def test_a_figure_with_markdown_inside_becomes_a_component(tmp_path: Path) -> None:
    figure = '<figure markdown="span">\n  ![A mat](mat.png){ width=9 }\n  <figcaption>Mine</figcaption>\n</figure>\n'
    page = f"---\ndescription: About it.\n---\n# One\n\n{figure}"

    found = import_files(tmp_path, "mkdocs", {"docs/a.md": page, "docs/mat.png": b"\x89PNG\r\n\x1a\n"})

    assert found.prose("content/en/a.md") == '::: figure\npicture: /mat.png\nalt: "A mat"\n\nMine\n:::'


def test_a_comment_moves_to_the_front_matter(tmp_path: Path) -> None:
    found = convert("<!-- Ask Ada\nabout this. -->\nText.", tmp_path)

    assert "# Ask Ada about this.\n" in found.pages["content/en/a.md"]
    assert found.prose("content/en/a.md") == "Text."


def test_pages_of_a_second_language_go_to_its_folder(tmp_path: Path) -> None:
    settings = "plugins:\n  - i18n:\n      languages:\n        - {locale: en, default: true}\n        - {locale: es}\n"
    files = {"mkdocs.yml": settings, "docs/a.md": "# A\n", "docs/a.es.md": "# A, en español\n"}

    found = import_files(tmp_path, "mkdocs", files)

    assert [line for line in found.warnings if "the pages in the language 'es' (1) were left out" in line]
