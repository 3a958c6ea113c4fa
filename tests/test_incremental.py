"""An incremental build equals a clean one, byte for byte and problem for problem, whatever was edited before."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.site_tools import CHECKOUT, DAY, build_folder, bytes_below, compiled_templates, lay_minimal, lay_over

CONTENT = "content/en"
WORDS = some.text("abc '\"-\n*[](){}:#", max_size=30)
HEAVY = re.compile(r"\|\s+(?:jinja2|markdown|yaml)$", re.MULTILINE)
LONG_AGO = 1_700_000_000.5
DAYS = some.sampled_from(["2026-11-21", "2026-12-01", "2027-04-01", "2031-01-01"])


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file, when it is there."""
    file = root / name
    if file.exists():
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def append(root: Path, name: str, text: str) -> None:
    """Add a text at the end of a file, when it is there."""
    if (root / name).exists():
        with (root / name).open("a", encoding="utf-8") as stream:
            stream.write(text)


def add_page(root: Path, text: str) -> None:
    """Write one more page with a text of its own."""
    page = f"---\ntitle: One more\nsummary: Another page.\n---\n\n{text}\n"
    (root / CONTENT / "more.md").write_text(page, encoding="utf-8")


def move_page(root: Path, _text: str) -> None:
    """Give the added page another address, or the old one again."""
    one, other = root / CONTENT / "more.md", root / CONTENT / "moved.md"
    source, target = (one, other) if one.exists() else (other, one)
    if source.exists():
        source.rename(target)


def copy_template(root: Path, text: str) -> None:
    """Lay a template of the site's own over the shipped one."""
    folder = root / "templates" / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    comment = "".join(letter for letter in text if letter.isalpha())
    source = '{% extends "base.html" %}\n{% block after %}<p>' + comment + "</p>{% endblock %}\n"
    (folder / "page.html").write_text(source, encoding="utf-8")


def drop_template(root: Path, _text: str) -> None:
    """Go back to the shipped templates."""
    shutil.rmtree(root / "templates", ignore_errors=True)


def write_picture(root: Path, text: str) -> None:
    """Write a static file, so that its fingerprint changes with its content."""
    (root / "static").mkdir(exist_ok=True)
    (root / "static" / "note.txt").write_text(text, encoding="utf-8")


def write_style(root: Path, text: str) -> None:
    """Write a style sheet of the site's own."""
    (root / "static" / "css").mkdir(parents=True, exist_ok=True)
    width = f"{len(text)}px"
    (root / "static" / "css" / "99-own.css").write_text(f"main{{padding:{width}}}\n", encoding="utf-8")


def write_terms(root: Path, text: str) -> None:
    """Write the list of terms."""
    says = " ".join(text.split()) or "A part of the body."
    escaped = says.replace("\\", "").replace('"', "'")
    (root / CONTENT / "terms.yaml").write_text(f'- term: pain\n  says: "{escaped}"\n', encoding="utf-8")


def write_alert(root: Path, text: str) -> None:
    """Write an alert, whose text stands on every page."""
    words = " ".join(letter for letter in text if letter.isalpha())
    front = "kind: alert\ntitle: Closed\nsummary: We are closed.\nstarts: 2026-11-20\nexpires: 2026-12-24\n"
    page = f"---\n{front}owner: Front desk\naudience: everyone\n---\n\nClosed {words}.\n"
    (root / CONTENT / "closed.md").write_text(page, encoding="utf-8")


def write_component(root: Path, text: str) -> None:
    """Give a component an option more, so that every page that uses it may be read in another way."""
    folder = root / "templates" / "components" / "inset"
    shipped = CHECKOUT / "templates" / "components" / "inset"
    shutil.copytree(shipped, folder, dirs_exist_ok=True)
    append(root, "templates/components/inset/template.html", f"<!-- {len(text)} -->")


EDITS: dict[str, Callable[[Path, str], None]] = {
    "body": lambda root, text: append(root, f"{CONTENT}/index.md", f"\n{text}\n"),
    "title": lambda root, text: change(root, f"{CONTENT}/index.md", "title: ", f"title: {'x' * (len(text) % 3 + 1)}"),
    "broken link": lambda root, _text: append(root, f"{CONTENT}/index.md", "\n[away](nowhere.md)\n"),
    "mended link": lambda root, text: change(root, f"{CONTENT}/index.md", "[away](nowhere.md)", text),
    "clinic": lambda root, text: change(root, "config.yaml", "name: ", f"name: {'y' * (len(text) % 3 + 1)}"),
    "new page": add_page,
    "moved page": move_page,
    "deleted page": lambda root, _text: (root / CONTENT / "more.md").unlink(missing_ok=True),
    "template": copy_template,
    "no template": drop_template,
    "static file": write_picture,
    "style sheet": write_style,
    "terms": write_terms,
    "alert": write_alert,
    "no alert": lambda root, _text: (root / CONTENT / "closed.md").unlink(missing_ok=True),
    "component": write_component,
    "inset": lambda root, _text: append(root, f"{CONTENT}/about.md", "\n::: inset\nKeep moving.\n:::\n"),
    "spoiled output": lambda root, text: append(root, "public/index.html", text),
    "foreign output": lambda root, text: append(root, "public/robots.txt", text),
    "other time": lambda root, _text: os.utime(root / CONTENT / "index.md", (LONG_AGO, LONG_AGO)),
    "future time": lambda root, _text: os.utime(root / "config.yaml", (2**32, 2**32)),
    "damaged state": lambda root, text: _damage(root, text),
    "lost output": lambda root, _text: (root / "public" / "index.html").unlink(missing_ok=True),
}


def _damage(root: Path, text: str) -> None:
    state = root / ".public.plainleaf" / "state"
    if state.exists():
        state.write_text(text, encoding="utf-8")


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.tuples(some.sampled_from(sorted(EDITS)), WORDS, DAYS), min_size=1, max_size=4))
def test_an_incremental_build_equals_a_clean_one(edits: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        lay_minimal(root)
        shutil.copytree(compiled_templates(), Path(folder) / ".clean.plainleaf" / "templates")
        build_folder(root)

        for name, text, day in edits:
            EDITS[name](root, text)
            incremental = build_folder(root, as_of=day)
            clean = build_folder(root, "--clean", as_of=day, out=Path(folder) / "clean")

            assert incremental.problems == clean.problems, name
            assert incremental.code == clean.code, name
            if clean.code == 0:
                assert bytes_below(incremental.out) == bytes_below(clean.out), name


def test_a_build_in_which_nothing_changed_imports_neither_jinja_nor_markdown_nor_yaml(tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_over("minimal", root)
    for file in root.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    command = [sys.executable, "-X", "importtime", str(CHECKOUT / "build.py"), "--root", str(root), "--as-of", DAY]
    first = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    again = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert HEAVY.search(first.stderr)
    assert not HEAVY.search(again.stderr)
    assert "(0 made anew)" in again.stdout


@pytest.mark.parametrize(
    "puts_in",
    [
        '{{ shared("parts/footer.html") }}',
        "{%- set footer = shared( 'parts/footer.html' ) %}{{ footer }}",
        '{{ shared("parts/" ~ "footer.html") }}',
        '{% set put = shared %}{{ put("parts/footer.html") }}',
        '{% include "parts/footer.html" %}',
    ],
)
def test_an_edited_footer_reaches_every_page(puts_in: str, tmp_path: Path) -> None:
    lay_minimal(tmp_path)
    base = (CHECKOUT / "templates" / "base.html").read_text(encoding="utf-8")
    own = base.replace('{{ shared("parts/footer.html") }}', puts_in)
    assert puts_in in own
    footer = tmp_path / "templates" / "parts" / "footer.html"
    footer.parent.mkdir(parents=True)
    (tmp_path / "templates" / "base.html").write_text(own, encoding="utf-8")
    for text in ("<footer>Edition 0</footer>", "<footer>Edition 1</footer>"):
        footer.write_text(text, encoding="utf-8")

        result = build_folder(tmp_path)

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


@pytest.mark.parametrize("name", ["bed-rest", "long-list", "near-duplicates"])
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
