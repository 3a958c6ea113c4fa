"""A long-running process, such as `serve`, gives what a clean build gives, whatever it has in memory."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath

import pytest
from hypothesis import HealthCheck, example, given, settings
from msgspec.structs import replace

from plainleaf.options import Options
from plainleaf.preview.watch import is_input
from plainleaf.state.state import MemoryState
from tests.edits import COPIES, EDITS, SEQUENCES, write_article
from tests.examples import examples, few
from tests.site_tools import (
    DAY,
    MakeSite,
    about_page,
    build_by,
    bytes_below,
    differing_files,
    lay_minimal,
    minimal_page,
    write_files,
)

ADDRESS = "http://127.0.0.1:8000/"


def options_of_server(root: Path, out: Path) -> Options:
    """What `serve` asks for."""
    return Options(root, out, date.fromisoformat(DAY), address=ADDRESS)


def look_at(root: Path) -> dict[str, bytes | None]:
    """Every file and folder below a site's folder, with the content of a file."""
    return {str(each.relative_to(root)): each.read_bytes() if each.is_file() else None for each in root.rglob("*")}


def find_changed(before: Mapping[str, bytes | None], now: Mapping[str, bytes | None]) -> frozenset[str]:
    """The paths that a watch would tell of between two looks."""
    # Neither an empty file nor a folder is the same as none.
    differing = {path for path, _ in before.items() ^ now.items()}
    return frozenset(path for path in differing if is_input(PurePath(path)))


@pytest.mark.parametrize("is_told", few([True, False]))
@settings(max_examples=examples(1, thorough=9), suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES)
@example(COPIES[1])
def test_a_process_that_stays_gives_what_a_clean_build_gives(is_told: bool, edits: list[tuple[str, str, str]]) -> None:
    assert differences_after(edits, is_told=is_told) == []


@pytest.mark.matrix
def test_a_process_that_stays_gives_what_a_clean_build_of_other_copies_gives() -> None:
    assert differences_after(COPIES[0], is_told=True) == []


def differences_after(edits: list[tuple[str, str, str]], *, is_told: bool) -> list[str]:
    """In what a process that stays differs from a clean build, after each edit."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root, out, clean = Path(folder) / "site", Path(folder) / "out", Path(folder) / "clean"
        lay_minimal(root)
        options, state = options_of_server(root, out), MemoryState()
        build_by(options, state)

        for name, text, day in edits:
            before = look_at(root)
            EDITS[name](root, text)
            state.changed = find_changed(before, look_at(root)) if is_told else None
            asked = replace(options, as_of=date.fromisoformat(day))
            result, problems = build_by(asked, state)
            expected, expected_problems = build_by(replace(asked, out=clean, clean=True))

            if (result is None, problems) != (expected is None, expected_problems):
                found.append(f"{name}: {problems} instead of {expected_problems}")
            if expected is not None:
                found += [f"{name}: {path}" for path in differing_files(out, clean)]
    return found


def test_only_what_was_edited_is_made_again(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    options, state = options_of_server(root, tmp_path / "out"), MemoryState()
    build_by(options, state)
    made = {}

    for name, text in {
        "content/en/about.md": about_page("Another text."),
        "static/css/99-own.css": "main { padding: 1px }\n",
        "templates/kinds/notice.html": '{% extends "base.html" %}\n',
    }.items():
        write_files(root, {name: text})
        result, problems = build_by(options, state)
        assert result is not None, problems
        made[name] = result.made

    assert made["content/en/about.md"] == 1
    assert made["static/css/99-own.css"] == 1
    assert 1 <= made["templates/kinds/notice.html"] <= 8


def test_a_file_that_it_is_not_told_of_is_not_looked_at(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    options, state = options_of_server(root, tmp_path / "out"), MemoryState()
    build_by(options, state)
    write_files(root, {"content/en/about.md": about_page("Told."), "content/en/told-of-nobody.md": about_page("Not.")})

    state.changed = frozenset({"content/en/about.md"})
    told, _ = build_by(options, state)
    state.changed = None
    looked, _ = build_by(options, state)

    assert told is not None
    assert looked is not None
    assert (told.made, looked.files) == (1, told.files + 1)


def test_a_disk_that_refuses_half_way_leaves_nothing_taken_for_granted(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site()
    options, state = options_of_server(root, tmp_path / "out"), MemoryState()
    build_by(options, state)
    expected = bytes_below(tmp_path / "out")
    write_files(root, {"content/en/about.md": about_page("Another text.")})
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", refuse)
        result, problems = build_by(options, state)
    write_files(root, {"content/en/about.md": minimal_page("about.md")})

    after, _ = build_by(options, state)

    assert (result, [problem.rule for problem in problems]) == (None, ["cannot-write"])
    assert after is not None
    assert bytes_below(tmp_path / "out") == expected


def refuse(*_: object) -> None:
    """Do as a disk does that is full."""
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_a_build_with_errors_found_repeated_is_not_mistaken_for_what_the_last_good_one_did(
    make_site: MakeSite, tmp_path: Path
) -> None:
    names = [f"article-{number}" for number in range(9)]
    root = make_site()
    for name in names:
        write_article(root, "", name=name)
    options, state = options_of_server(root, tmp_path / "out"), MemoryState()
    _, good = build_by(options, state)

    for seed, name in enumerate(names[1:], start=2):
        write_article(root, "[away](#nowhere)", name=name, seed=seed)
    refused, _ = build_by(options, state)
    for name in names[1:]:
        write_article(root, "", name=name)
    _, problems = build_by(options, state)

    assert refused is None
    assert problems == good
    assert [problem.rule for problem in good] == ["near-duplicate"] * 8


def test_nothing_is_made_when_nothing_was_edited(make_site: MakeSite, tmp_path: Path) -> None:
    options, state = options_of_server(make_site(), tmp_path / "out"), MemoryState()
    build_by(options, state)

    result, _ = build_by(options, state)

    assert result is not None
    assert result.made == 0
