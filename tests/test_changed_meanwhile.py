"""Files that are saved in the middle of a build: nothing half is published, and the next build has the new text."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from plainleaf.input import files
from plainleaf.problems import Report
from tests.examples import few
from tests.site_tools import Run, about_page, build_folder, bytes_below, lay_minimal, write_files

ABOUT, HOME, CONFIG, NOTE = "content/en/about.md", "content/en/index.md", "config.yaml", "static/note.txt"
TEMPLATE = "templates/kinds/page.html"
LONG_AGO = 1_700_000_000_500_000_000
SAVED_LATER = {
    "the text": about_page("Saved later."),
    "the title": about_page("Saved later.").replace("About us", "About our clinic"),
    "half of it": "---\ntitle: [",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built, with a place for clean builds of it. All its files are old."""
    root = tmp_path / "site"
    lay_minimal(root)
    write_files(root, {NOTE: "one", "static/root/note.txt": "one", TEMPLATE: own_template("One.")})
    for file in root.rglob("*"):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
    build_folder(root)
    return root


def own_template(text: str) -> str:
    """A template of the site's own, with a text of its own."""
    return '{% extends "base.html" %}\n{% block after %}<p>' + text + "</p>{% endblock %}\n"


def edit(root: Path, path: str) -> None:
    """Give a page more text, or the clinic another name, which is on every page."""
    text = (root / path).read_text(encoding="utf-8")
    edited = text.replace("name: ", "name: New ", 1) if path == CONFIG else f"{text}\nOne line more.\n"
    (root / path).write_text(edited, encoding="utf-8")


def build_while(saved: dict[str, str], after: str, root: Path, *more: str) -> Run:
    """Build a site while somebody saves files: right after the build has read a certain one."""
    to_write = [saved]

    def read_text(folder: Path, path: str, report: Report) -> str | None:
        text = read(folder, path, report)
        if path == after and folder == root and to_write:
            write_files(root, to_write.pop())
        return text

    read = files.read_text
    with pytest.MonkeyPatch.context() as patch:
        for module in [*sys.modules.values()]:
            if getattr(module, "read_text", None) is read and module is not files:
                patch.setattr(module, "read_text", read_text)
        built = build_folder(root, *more)
    assert not to_write, f"{after} was not read"
    return built


def assert_like_a_clean_build(built: Run, root: Path) -> None:
    """A build gave what one that knows of no other gives."""
    clean = build_folder(root, "--clean", out=root.parent / "clean")

    assert built.problems == clean.problems
    assert (built.code, clean.code) == (0, 0)
    assert bytes_below(built.out) == bytes_below(clean.out)


@pytest.mark.parametrize("saved", few(SAVED_LATER))
@pytest.mark.parametrize("after", [CONFIG, ABOUT, HOME])
@pytest.mark.parametrize("edited", few([CONFIG, HOME]))
def test_a_page_that_is_saved_in_the_middle_of_a_build_is_not_stale_afterwards(
    edited: str, after: str, saved: str, site: Path
) -> None:
    for path in {edited, after}:
        edit(site, path)
    old = bytes_below(site / "public")

    during = build_while({ABOUT: SAVED_LATER[saved]}, after, site)

    assert during.code == 0 or bytes_below(site / "public") == old
    if saved == "half of it":
        assert build_folder(site).rules == ["no-front-matter"]
        write_files(site, {ABOUT: SAVED_LATER["the text"]})
    following = build_folder(site)
    assert b"Saved later." in (following.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(following, site)


def test_a_page_that_is_saved_before_it_is_planned_is_read_again(site: Path) -> None:
    edit(site, CONFIG)

    during = build_while({ABOUT: SAVED_LATER["the text"]}, CONFIG, site)

    assert b"Saved later." in (during.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(during, site)


@pytest.mark.parametrize("path", few([NOTE, "static/root/note.txt"]))
@pytest.mark.parametrize("then", few(["one", "two", "three"]))
def test_a_static_file_that_is_saved_between_reading_and_copying_is_read_again(
    path: str, then: str, site: Path
) -> None:
    write_files(site, {path: "two"})
    edit(site, HOME)

    during = build_while({path: "three"}, HOME, site)

    assert_like_a_clean_build(during, site)
    write_files(site, {path: then})
    assert_like_a_clean_build(build_folder(site), site)


@pytest.mark.parametrize("path", few([NOTE, "static/root/note.txt"]))
def test_a_static_file_that_is_saved_again_and_again_is_named_and_the_old_site_stays(path: str, site: Path) -> None:
    old = bytes_below(site / "public")

    # A clean build reads everything, like the second attempt of any other.
    during = build_while({path: "three"}, HOME, site, "--clean")

    assert [(each["path"], each["rule"]) for each in during.problems] == [(path, "changed-meanwhile")]
    assert bytes_below(site / "public") == old


@pytest.mark.parametrize("after", few([CONFIG, HOME]))
def test_a_template_that_is_saved_in_the_middle_of_a_build_is_used_by_the_next(after: str, site: Path) -> None:
    edit(site, after)

    build_while({TEMPLATE: own_template("Two.")}, after, site)

    following = build_folder(site)
    assert b"<p>Two.</p>" in (following.out / "about" / "index.html").read_bytes()
    assert_like_a_clean_build(following, site)
