"""Pages of a preview: the published bytes, and what the development server adds to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plainleaf.preview.pages import find_file, page_state, with_overlay
from plainleaf.problems import Place
from tests.preview.built import BuiltSite
from tests.site_tools import CHECKOUT, Write

PAGE = (
    "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">\n"
    '<link rel="stylesheet" href="/assets/site.served.css"></head><body class="a"><p>{text}</p>'
)


@pytest.fixture
def preview(write: Write) -> BuiltSite:
    """A site with one page."""
    files = {"site/a/index.html": PAGE.format(text="Text"), "site/assets/site.served.css": "a{}"}
    root = write({**files, "content/en/a.md": "---\n---\nMuch text\n"})
    return BuiltSite(root, root / "site", {"content/en/a.md": "a/index.html"})


def write_page(preview: BuiltSite, style: str, text: str) -> None:
    """Write the page and the style sheet again."""
    (preview.folder / "a/index.html").write_text(PAGE.format(text=text), encoding="utf-8")
    (preview.folder / "assets/site.served.css").write_text(style, encoding="utf-8")


def test_nothing_outside_the_folder_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "linked").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked/index.html").symlink_to(tmp_path / "secret.txt")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "page.txt").write_text("page")

    assert find_file(folder, "page.txt") == folder / "page.txt"
    assert [find_file(folder, path) for path in ("../secret.txt", "link.txt", "linked/", "folder/secret.txt")] == [
        None, None, None, None,
    ]  # fmt: skip
    assert find_file(folder, str(tmp_path / "secret.txt")) is None


def test_a_page_gets_the_script_and_the_problems(preview: BuiltSite) -> None:
    preview.report.add(Place("content/en/a.md", 3, 3), "some-rule", "<b> is wrong", "Fix it.")

    shown = with_overlay((preview.folder / "a/index.html").read_bytes(), "a/", preview, "127.0.0.1:8000").decode()

    assert '<script src="/_plainleaf/live.js" defer></script></head>' in shown
    assert "&lt;b&gt; is wrong" in shown
    assert 'data-find="muchtext' in shown
    assert shown.index("<body") < shown.index("some-rule") < shown.index("<p>Text")


def test_the_policy_of_a_page_is_widened_by_the_servers_own_addresses_and_nothing_else(preview: BuiltSite) -> None:
    shown = with_overlay((preview.folder / "a/index.html").read_bytes(), "a/", preview, "localhost:8000").decode()

    policy = shown.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.split("; ") == [
        "default-src 'none'",
        "style-src 'self'",
        "script-src http://localhost:8000/_plainleaf/",
        "connect-src http://localhost:8000/_plainleaf/ ws://localhost:8000/livereload",
    ]


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000"])
def test_the_policy_of_a_page_with_a_form_is_not_given_a_second_line_for_scripts(host: str, preview: BuiltSite) -> None:
    page = (preview.folder / "a/index.html").read_bytes()
    with_form = page.replace(b"style-src 'self'", b"style-src 'self'; script-src 'self'")

    shown = with_overlay(with_form, "a/", preview, host).decode()

    policy = shown.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert [line for line in policy.split("; ") if line.startswith("script-src")] == ["script-src 'self'"]
    assert "connect-src" in policy


def test_a_policy_names_no_address_that_policies_have_no_way_to_write(preview: BuiltSite) -> None:
    shown = with_overlay((preview.folder / "a/index.html").read_bytes(), "a/", preview, "[::1]:8000").decode()

    policy = shown.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert policy == "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'"


def test_what_is_added_obeys_the_policy(preview: BuiltSite) -> None:
    preview.report.add(Place("content/en/a.md"), "some-rule", "wrong", "Fix it.")

    shown = with_overlay((preview.folder / "a/index.html").read_bytes(), "a/", preview, "localhost:8000").decode()

    assert "<style" not in shown
    assert " style=" not in shown
    assert " on" not in shown.replace(" on the page", "").replace(" on this page", "").replace("On this", "")
    assert "<script>" not in shown


def test_another_text_makes_another_page_and_another_style_does_not(preview: BuiltSite) -> None:
    first = page_state("a/", preview)

    write_page(preview, "a{top:0}", "Text")
    restyled = page_state("a/", preview)
    write_page(preview, "a{top:0}", "Other text")
    rewritten = page_state("a/", preview)

    assert first["style"] != restyled["style"] == rewritten["style"]
    assert find_file(preview.folder, first["style"].removeprefix("/")) == preview.folder / "assets/site.served.css"
    assert first["page"] == restyled["page"] != rewritten["page"]
    assert json.dumps(first)


def test_a_page_is_known_with_and_without_the_slash_at_its_end(preview: BuiltSite) -> None:
    preview.report.add(Place("content/en/a.md", 3), "some-rule", "wrong", "Fix it.")

    assert page_state("a", preview) == page_state("a/", preview)
    assert "1 error on this page" in page_state("a/", preview)["problems"]
    assert "1 error on other pages" in page_state("b/", preview)["problems"]


def test_a_source_that_is_gone_or_damaged_does_not_stop_the_list(preview: BuiltSite) -> None:
    preview.report.add(Place("content/en/a.md", 3), "not-utf8", "wrong", "Fix it.")
    (preview.root / "content/en/a.md").write_bytes(b"\xff\xfe")
    damaged = page_state("a/", preview)["problems"]
    (preview.root / "content/en/a.md").unlink()
    gone = page_state("a/", preview)["problems"]

    assert damaged == gone
    assert "1 error on this page" in gone


def test_the_published_site_knows_nothing_of_the_server() -> None:
    texts = [file.read_text("utf-8") for file in (CHECKOUT / "templates").rglob("*.html")]

    assert not [text for text in texts if "_plainleaf" in text or "livereload" in text]
