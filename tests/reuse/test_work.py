"""An incremental build equals a clean one, byte for byte and problem for problem, whatever was edited before."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.edits import CONTENT, COPIES, EDITS, LONG_AGO, SEQUENCES, change
from tests.examples import examples, few
from tests.site_tools import (
    CHECKOUT,
    DAY,
    build_folder,
    bytes_below,
    differing_files,
    edit_about,
    lay_minimal,
    lay_over,
    write_files,
)

SLOW_TO_IMPORT = re.compile(r"\|\s+(jinja2|markdown|yaml)$", re.MULTILINE)


@settings(max_examples=examples(1, thorough=12), suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES)
@example(COPIES[0])
def test_an_incremental_build_equals_a_clean_one(edits: list[tuple[str, str, str]]) -> None:
    assert differences_after(edits) == []


@pytest.mark.matrix
def test_an_incremental_build_of_other_copies_equals_a_clean_one() -> None:
    assert differences_after(COPIES[1]) == []


def differences_after(edits: list[tuple[str, str, str]]) -> list[str]:
    """In what an incremental build differs from a clean one, after each edit."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        lay_minimal(root)
        build_folder(root)

        for name, text, day in edits:
            EDITS[name](root, text)
            incremental = build_folder(root, as_of=day)
            clean = build_folder(root, "--clean", as_of=day, out=Path(folder) / "clean")

            if (incremental.code, incremental.problems) != (clean.code, clean.problems):
                found.append(f"{name}: {incremental.problems} instead of {clean.problems}")
            if clean.code == 0:
                found += [f"{name}: {path}" for path in differing_files(incremental.out, clean.out)]
    return found


def packages_imported(root: Path) -> tuple[str, set[str]]:
    """What a build in a separate process prints, and which of the slow packages it has imported."""
    command = [sys.executable, "-X", "importtime", str(CHECKOUT / "build.py"), "--root", str(root), "--as-of", DAY]
    built = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return built.stdout, set(SLOW_TO_IMPORT.findall(built.stderr))


def test_a_build_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_over("minimal", root)
    for file in root.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))

    _, of_all = packages_imported(root)
    said_of_nothing, of_nothing = packages_imported(root)
    edit_about(root, "Another text.")
    said_of_one, of_one = packages_imported(root)

    assert of_all == {"jinja2", "markdown", "yaml"}
    assert (of_nothing, "(0 rebuilt)" in said_of_nothing) == (set(), True)
    assert (of_one, "(1 rebuilt)" in said_of_one) == ({"jinja2", "markdown"}, True)


@pytest.mark.parametrize(
    "puts_in",
    few(
        [
            '{{ shared("parts/" ~ "footer.html") }}',
            '{%+ include "parts/footer.html" +%}',
            '{%+ from "parts/footer.html" import text %}{{ text }}',
            '{{ shared("parts/footer.html") }}',
            "{%- set footer = shared( 'parts/footer.html' ) %}{{ footer }}",
            '{{ shared(name="parts/footer.html") }}',
            '{% set put = shared %}{{ put("parts/footer.html") }}',
            '{% include "parts/footer.html" %}',
            '{%- include "parts/footer.html" -%}',
            '{%\n  include "parts/footer.html"\n%}',
            '{%+ include "parts/" ~ "footer.html" %}',
            '{%+ include ["parts/nothing.html", "parts/footer.html"] %}',
            '{%+ include ("parts/nothing.html", "parts/footer.html") without context %}',
            '{%+ include "parts/footer.html" ignore missing with context %}',
            '{%+ include page.nothing or "parts/footer.html" if false else "parts/footer.html" %}',
            '{% set name = "parts/footer.html" %}{%+ include name ignore missing %}',
            '{%+ import "parts/footer.html" as footer %}{{ footer }}',
            '{%+ import "parts/footer.html" as footer with context %}{{ footer.text }}',
            '{%+ from "parts/" ~ "footer.html" import text as words with context %}{{ words }}',
        ],
        quick=3,
    ),
)
def test_an_edited_footer_reaches_every_page(puts_in: str, tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    base = (CHECKOUT / "templates" / "base.html").read_text(encoding="utf-8")
    own = base.replace('{{ shared("parts/footer.html") }}', puts_in)
    assert puts_in in own
    write_files(tmp_path, {"templates/base.html": own})
    for text in ("<footer>Edition 0</footer>", "<footer>Edition 1</footer>"):
        footer = f"{{% set text %}}{text}{{% endset %}}{{{{ text }}}}"
        write_files(tmp_path, {"templates/parts/footer.html": footer})

        assert_on_every_page(text, tmp_path)


@pytest.mark.parametrize("tag", ['{%+ extends "frame.html" %}', '{%- extends "frame" ~ ".html" -%}'])
def test_an_edited_frame_reaches_every_page(tag: str, tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    base = (CHECKOUT / "templates" / "base.html").read_text(encoding="utf-8")
    write_files(tmp_path, {"templates/base.html": tag})
    for text in ("<footer>Edition 0</footer>", "<footer>Edition 1</footer>"):
        frame = base.replace('{{ shared("parts/footer.html") }}', text)
        write_files(tmp_path, {"templates/frame.html": frame})

        assert_on_every_page(text, tmp_path)


def test_a_template_that_may_be_missing_is_seen_when_it_comes_and_goes(tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    base = (CHECKOUT / "templates" / "base.html").read_text(encoding="utf-8")
    either = '{%+ include ["parts/mine.html", "parts/others.html"] %}'
    files = {
        "templates/base.html": base.replace('{{ shared("parts/footer.html") }}', either),
        "templates/parts/others.html": "<footer>Others</footer>",
    }
    write_files(tmp_path, files)
    assert_on_every_page("<footer>Others</footer>", tmp_path)

    write_files(tmp_path, {"templates/parts/mine.html": ""})
    build_folder(tmp_path)
    assert "<footer>" not in (tmp_path / "public" / "index.html").read_text(encoding="utf-8")

    (tmp_path / "templates/parts/mine.html").unlink()
    assert_on_every_page("<footer>Others</footer>", tmp_path)


def assert_on_every_page(text: str, root: Path) -> None:
    """Assert that a build has no problems and that a text is on all of its pages."""
    result = build_folder(root)

    assert result.problems == []
    for name in ("index.html", "about/index.html", "404.html"):
        assert text in (result.out / name).read_text(encoding="utf-8")


def test_a_file_written_a_moment_before_the_build_is_read_again(tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_over("minimal", root)
    file = root / CONTENT / "index.md"
    os.utime(file)
    build_folder(root)
    text, stat = file.read_text(encoding="utf-8"), file.stat()

    # The same size and the same time: only that the file was fresh tells that it may have changed.
    file.write_text(text.replace("title", "tilte", 1), encoding="utf-8")
    os.utime(file, ns=(stat.st_mtime_ns, stat.st_mtime_ns))

    assert build_folder(root).rules == ["unknown-field"]


@pytest.mark.parametrize("name", few(["bed-rest", "long-list", "near-duplicates"]))
def test_a_build_without_reading_checks_does_not_pass_for_a_checked_one(name: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_minimal(root)
    lay_over(name, root)
    out = tmp_path / "look"

    unread = build_folder(root, "--without-reading-checks", out=out)
    again = build_folder(root, "--without-reading-checks", out=out)
    checked = build_folder(root, out=out)
    clean = build_folder(root, "--clean", out=tmp_path / "clean")

    assert (unread.code, unread.problems) == (0, [])
    assert again.problems == []
    assert checked.problems == clean.problems != []
    assert checked.code == clean.code


def test_a_checked_build_does_not_bring_its_warnings_into_one_without_reading_checks(tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_minimal(root)
    lay_over("long-list", root)
    out = tmp_path / "look"
    checked = build_folder(root, out=out)

    unread = build_folder(root, "--without-reading-checks", out=out)

    assert checked.rules == ["long-list"]
    assert unread.rules == []
    assert bytes_below(checked.out) == bytes_below(unread.out)


def test_a_state_of_another_site_is_not_used(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for root, title in ((one, "One"), (other, "Other")):
        lay_over("minimal", root)
        change(root, f"{CONTENT}/index.md", "title: ", f"title: {title} ")
    out = tmp_path / "public"

    build_folder(one, out=out)
    build_folder(other, out=out)

    assert b"<h1>Other " in (out / "index.html").read_bytes()
