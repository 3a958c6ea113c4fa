"""Edits that keep the size of a file and put its time back, as `touch -r`, `tar` and caches of CI do, are seen.

So are copies of a whole site, whose files have other change times and inodes and the same content.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.msgpack import encode
from msgspec.structs import replace

from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options, Result
from plainleaf.state.snapshot import take_snapshot
from plainleaf.state.state import BUILD, RECORD, MemoryState, State, open_state
from plainleaf.state.state_file import load_part, save_parts
from tests.examples import few
from tests.site_tools import (
    CHECKOUT,
    DAY,
    MakeSite,
    Run,
    about_page,
    build_by,
    build_folder,
    build_until_settled,
    bytes_below,
    edit_secretly,
    minimal_config,
    write_files,
)

LONG_AGO = 1_700_000_000_500_000_000
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="{}"></svg>'
INSET = "templates/components/inset/template.html"
FILES: dict[str, str | bytes] = {
    "config.yaml": minimal_config(("name: ", "name: Ten ")),
    "content/en/about.md": about_page(
        "Take 10 mg when sciatica hurts.\n\n![A nerve](nerve.svg)\n\n::: inset\nWalk.\n:::"
    ),
    "content/en/terms.yaml": "- term: sciatica\n  says: Ten words.\n",
    "content/en/words.yaml": "right: sciatica\n",
    "content/en/nerve.svg": PICTURE.format(20),
    "static/root/note.txt": "Ten.",
    "static/css/99-own.css": "main { padding: 10px }\n",
    "templates/kinds/page.html": '{% extends "base.html" %}\n{% block after %}<p>Ten.</p>{% endblock %}\n',
    INSET: (CHECKOUT / INSET).read_text(encoding="utf-8") + "<p>Ten.</p>\n",
    "templates/components/inset/component.yaml": (CHECKOUT / INSET).with_name("component.yaml").read_bytes(),
    "templates/words/en.yaml": "home: Ten\n",
}
EDITS = {
    "config.yaml": ("Ten", "Two"),
    "content/en/about.md": ("10 mg", "90 mg"),
    "content/en/terms.yaml": ("Ten", "Two"),
    "content/en/nerve.svg": ("20", "90"),
    "static/root/note.txt": ("Ten", "Two"),
    "static/css/99-own.css": ("10px", "90px"),
    "templates/kinds/page.html": ("Ten", "Two"),
    INSET: ("Ten", "Two"),
    "templates/words/en.yaml": ("Ten", "Two"),
}


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site whose files all seem to be old, with a published output that knows all of them."""
    root = make_site(files=FILES)
    for file in root.rglob("*"):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
    build_until_settled(root)
    return root


def build_as(options: Options, state: State | None = None) -> Result:
    """Build a site that has no errors, and give what that came to."""
    result, problems = build_by(options, state)
    assert result is not None, problems
    return result


def assert_like_a_clean_build(built: Run, root: Path) -> None:
    """A build gave what one that knows of no other gives."""
    clean = build_folder(root, "--clean", out=root.parent / "clean")

    assert built.problems == clean.problems
    assert (built.code, clean.code) == (0, 0)
    assert bytes_below(built.out) == bytes_below(clean.out)


@pytest.mark.parametrize("path", few(EDITS, 2))
def test_an_edit_that_keeps_size_and_time_is_published(path: str, site: Path) -> None:
    old = bytes_below(site / "public")
    edit_secretly(site / path, *EDITS[path])

    built = build_folder(site)

    assert bytes_below(built.out) != old
    assert_like_a_clean_build(built, site)


def test_such_an_edit_of_the_word_lists_is_seen(site: Path) -> None:
    prose = "The piriformos. ![A nerve](nerve.svg)"
    write_files(site, {"content/en/about.md": about_page(prose), "content/en/words.yaml": "right: piriformos\n"})
    build_until_settled(site)
    edit_secretly(site / "content/en/words.yaml", "piriformos", "piriformis")

    built = build_folder(site)

    assert built.rules == build_folder(site, "--clean", out=site.parent / "clean").rules == ["misspelt-term"]


@pytest.mark.parametrize("is_told", [True, False])
@pytest.mark.parametrize("path", few(EDITS))
def test_it_is_seen_while_the_site_is_served(path: str, is_told: bool, site: Path, tmp_path: Path) -> None:
    state = MemoryState()
    options = Options(site, tmp_path / "out", date.fromisoformat(DAY), address="http://127.0.0.1:8000/")
    # The second build gets by with what the first has left, and has the snapshot in which every file is old.
    for _ in range(2):
        build_as(options, state)
    edit_secretly(site / path, *EDITS[path])

    state.changed = frozenset({path}) if is_told else None
    build_as(options, state)

    clean = replace(options, out=tmp_path / "clean", clean=True)
    build_as(clean)
    assert bytes_below(options.out) == bytes_below(clean.out)


def made_of(root: Path) -> int:
    """How many files a build of a site makes."""
    return build_as(Options(root, root / "public", date.fromisoformat(DAY))).made


def put_back(root: Path) -> Path:
    """Put a copy in the place of a site, as a cache of CI does."""
    shutil.copytree(root, root.with_name("cache"))
    shutil.rmtree(root)
    return Path(shutil.copytree(root.with_name("cache"), root))


def copy_away(root: Path) -> Path:
    """Copy a site with its output and its state to another place."""
    return Path(shutil.copytree(root, root.with_name("copy")))


def check_out(root: Path) -> Path:
    """Rewrite all files, as `git checkout` does: with new times."""
    for file in [*root.rglob("*")]:
        if file.is_file() and file.parent.name != ".public.plainleaf":
            content = file.read_bytes()
            file.unlink()
            file.write_bytes(content)
    return root


@pytest.mark.parametrize("move", few([put_back, copy_away, check_out]))
def test_a_copy_of_a_site_is_read_and_not_made_again(move: Callable[[Path], Path], site: Path) -> None:
    root = move(site)

    assert made_of(root) == 0

    edit_secretly(root / "content/en/about.md", "10 mg", "90 mg")
    assert made_of(root) == 1
    assert b"90 mg" in (root / "public/about/index.html").read_bytes()
    assert_like_a_clean_build(build_folder(root), root)


@pytest.mark.parametrize("is_renamed", [True, False], ids=["by renaming", "by copying"])
def test_a_published_file_that_was_replaced_is_made_again(is_renamed: bool, site: Path) -> None:
    page = site / "public" / "about" / "index.html"
    other = Path(shutil.copy2(page, site / "other.html"))
    edit_secretly(other, "10 mg", "90 mg")
    if is_renamed:
        other.replace(page)
    else:
        page.unlink()
        shutil.copy2(other, page)

    built = build_folder(site)

    assert b"10 mg" in page.read_bytes()
    assert_like_a_clean_build(built, site)


def claim_to_know(root: Path) -> None:
    """Let the state claim that the last build has read the files as they are now."""
    out = root / "public"
    options = Options(root, out, date.fromisoformat(DAY))
    seen, left = open_state(options).load_record(), load_part(out, BUILD)
    assert seen is not None
    assert left is not None
    now = take_snapshot(options, find_shipped())
    # The page may be in doubt for some milliseconds, so the snapshot is dated ahead.
    ahead = replace(seen, snapshot=replace(now, taken=now.taken + 10**12))
    save_parts(out, {RECORD: encode(ahead), BUILD: left})


@pytest.mark.parametrize("path", few(["content/en/about.md", "static/root/note.txt", "content/en/nerve.svg"]))
def test_a_memory_that_is_disproved_is_dropped_in_the_same_run(path: str, site: Path) -> None:
    edit_secretly(site / path, *EDITS[path])
    claim_to_know(site)
    # Everything is planned again, and copies are made again because they have gone.
    write_files(site, {"config.yaml": minimal_config(("name: ", "name: Six "))})
    shutil.rmtree(site / "public")

    built = build_folder(site)

    assert_like_a_clean_build(built, site)
    assert_like_a_clean_build(build_folder(site), site)


def reinstall(source: Path, target: Path) -> None:
    """Put every file of a package in its place again, as an installer does."""
    for file in [*source.rglob("*")]:
        if file.is_file():
            place = target / file.relative_to(source)
            place.unlink(missing_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, place)


def build_with(program: Path, root: Path) -> str:
    """Build a site by a copy of plainleaf, in a process of its own; what it says."""
    command = [sys.executable, str(program / "build.py"), "--root", str(root), "--as-of", DAY]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(program)}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=environment).stdout


@pytest.mark.matrix
def test_plainleaf_is_known_by_its_content(tmp_path: Path, make_site: MakeSite) -> None:
    root, program, wheel = make_site(files=FILES), tmp_path / "program", tmp_path / "wheel"
    for name in ("plainleaf", "templates", "static"):
        shutil.copytree(CHECKOUT / name, wheel / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(CHECKOUT / "build.py", wheel / "build.py")
    reinstall(wheel, program)
    build_with(program, root)

    reinstall(wheel, program)
    after_reinstall = build_with(program, root)
    edit_secretly(program / "plainleaf" / "plan" / "feeds.py", "User-agent: *", "User-agent: X")
    build_with(program, root)

    assert "(0 rebuilt)" in after_reinstall
    assert "User-agent: X" in (root / "public" / "robots.txt").read_text(encoding="utf-8")
