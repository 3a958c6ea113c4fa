"""`new`: a page to start from, that explains its fields and never overwrites anything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plainleaf.command.new_page import make_page_text
from plainleaf.content.kinds import all_kinds
from plainleaf.input.fields import fields_of
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place
from tests.site_tools import BuildSite, MakeSite, bytes_below, minimal_config, run_plainleaf


def front_matter(text: str) -> Pairs:
    """The front matter of a page, read as the build reads it."""
    node = read_yaml(text.split("---\n")[1], Place("new.md", 2))
    assert isinstance(node, Node)
    assert isinstance(node.value, Pairs)
    return node.value


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_a_new_page_of_each_kind_asks_for_what_is_required_and_explains_the_rest(kind: str) -> None:
    text = make_page_text(kind, "A title")

    fields = [field for group in all_kinds()[kind].groups for field in fields_of(group)]
    required = {field.name for field in fields if field.required}
    assert front_matter(text).values.keys() == required | {"kind", "draft"}
    for field in fields:
        assert field.name == "draft" or f"{field.name}:" in text
        assert field.name == "draft" or field.help in text


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_what_is_required_comes_first(kind: str) -> None:
    text = make_page_text(kind, "A title")

    assert "(required;" not in text.partition("(may be left out;")[2]


@pytest.mark.parametrize("title", ['It\'s 5: "quoted" # and *more*', "[x]", "yes", "\\", "é 痛み"])
def test_a_title_may_hold_any_sign(title: str) -> None:
    assert front_matter(make_page_text("page", title)).values["title"].value == title


def test_a_new_page_is_a_draft_and_says_what_to_do(make_site: MakeSite) -> None:
    root = make_site()

    result = run_plainleaf("new", "page", "news/first-steps.md", "--root", root)

    assert result.code == 0
    assert "content/en/news/first-steps.md" in result.stdout
    text = (root / "content/en/news/first-steps.md").read_text(encoding="utf-8")
    assert 'title: "First steps"' in text
    assert "draft: yes" in text


def test_a_page_that_is_filled_in_is_on_the_site(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    run_plainleaf("new", "page", "news.md", "--title", "News", "--root", root)
    file = root / "content/en/news.md"
    text = file.read_text(encoding="utf-8").replace("draft: yes\n", "").replace("\nsummary:", "\nsummary: What is new.")
    file.write_text(text, encoding="utf-8")

    result = build_site(root)

    assert result.code == 0
    assert "<h1>News</h1>" in (result.out / "news/index.html").read_text(encoding="utf-8")


def test_a_page_that_exists_is_never_overwritten(make_site: MakeSite) -> None:
    root = make_site()
    before = bytes_below(root)

    result = run_plainleaf("new", "page", "about.md", "--root", root)

    assert result.code == 2
    assert "already exists" in result.stderr
    assert bytes_below(root) == before


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.md", "page.txt", "content/../../evil.md", "", "a/", "/etc/evil.md", "content//../../evil.md",
        "..\\..\\evil.md", "C:evil.md", "~/evil.md", "a\n.md", "content/en/../../evil.md", ".hidden/a.md",
        "content/en/a/.b.md",
    ],
)  # fmt: skip
def test_a_page_lies_below_content_and_ends_in_md(name: str, make_site: MakeSite) -> None:
    root = make_site()
    before = bytes_below(root.parent)

    result = run_plainleaf("new", "page", name, "--root", root)

    assert result.code == 2
    assert "is not the name of a page" in result.stderr
    assert bytes_below(root.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("target", ["static", "..", "elsewhere"])
def test_a_page_is_never_written_through_a_link_out_of_content(
    target: str, make_site: MakeSite, tmp_path: Path
) -> None:
    root = make_site()
    (tmp_path / "elsewhere").mkdir()
    (root / "content/en/link").symlink_to(tmp_path / target if target == "elsewhere" else root / target)
    before = bytes_below(root), bytes_below(tmp_path / "elsewhere")

    result = run_plainleaf("new", "page", "link/evil.md", "--root", root)

    assert result.code == 2
    assert "because of a link" in result.stderr
    assert (bytes_below(root), bytes_below(tmp_path / "elsewhere")) == before


@pytest.mark.parametrize(
    ("written", "meant"), [("topc", "topic"), ("case_study", "case-study"), ("Booking", "booking")]
)
def test_an_unknown_kind_gets_a_guess(written: str, meant: str, make_site: MakeSite) -> None:
    result = run_plainleaf("new", written, "a.md", "--root", make_site())

    assert result.code == 2
    assert f"Did you mean '{meant}'?" in result.stderr


def test_an_unknown_kind_is_refused_with_the_known_ones(make_site: MakeSite) -> None:
    result = run_plainleaf("new", "article", "a.md", "--root", make_site())

    assert result.code == 2
    assert "case-study" in result.stderr


def test_a_page_goes_into_the_folder_of_the_default_language(make_site: MakeSite) -> None:
    spanish = minimal_config(("default: en", "default: es"), ("    en: {name: English}", "    es: {name: Español}"))
    root = make_site(files={"config.yaml": spanish})

    assert run_plainleaf("new", "page", "inicio.md", "--root", root).code == 0
    assert (root / "content/es/inicio.md").is_file()


def test_a_name_may_begin_with_a_language_of_the_site(make_site: MakeSite) -> None:
    root = make_site()

    assert run_plainleaf("new", "topic", "en/sciatica/walks.md", "--root", root).code == 0
    assert (root / "content/en/sciatica/walks.md").is_file()


def test_a_page_in_another_language_is_named_by_its_whole_path(make_site: MakeSite) -> None:
    root = make_site()

    assert run_plainleaf("new", "page", "content/es/inicio.md", "--root", root).code == 0
    assert Path(root / "content/es/inicio.md").exists()
