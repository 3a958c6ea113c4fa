"""A process that stays, such as `serve`, gives what a clean build gives, whatever it keeps in memory."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from plainleaf.options import Memory, Options, Result
from plainleaf.problems import Problem, Report
from tests.edits import EDITS, SEQUENCES
from tests.site_tools import (
    DAY,
    MakeSite,
    about_page,
    build_function,
    bytes_below,
    compiled_templates,
    lay_minimal,
    write_files,
)

ADDRESS = "http://127.0.0.1:8000/"


def build(options: Options) -> tuple[Result | None, list[Problem]]:
    """Build, and give what came of it with the problems."""
    report = Report()
    return build_function()(options, report, lambda _done, _total: None), report.problems


def staying(root: Path, out: Path) -> Options:
    """What `serve` asks for."""
    return Options(root, out, date.fromisoformat(DAY), address=ADDRESS, memory=Memory())


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES)
def test_a_process_that_stays_gives_what_a_clean_build_gives(edits: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, out, clean = Path(folder) / "site", Path(folder) / "out", Path(folder) / "clean"
        lay_minimal(root)
        for name in ("out", "clean"):
            shutil.copytree(compiled_templates(), Path(folder) / f".{name}.plainleaf" / "templates")
        options = staying(root, out)
        build(options)

        for name, text, day in edits:
            EDITS[name](root, text)
            asked = replace(options, as_of=date.fromisoformat(day))
            result, problems = build(asked)
            expected, expected_problems = build(replace(asked, out=clean, memory=None, clean=True))

            assert problems == expected_problems, name
            assert (result is None) == (expected is None), name
            if expected is not None:
                assert bytes_below(out) == bytes_below(clean), name


def test_only_what_was_edited_is_made_again(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    options = staying(root, tmp_path / "out")
    build(options)
    made = {}

    for name, text in {
        "content/en/about.md": about_page("Another text."),
        "static/css/99-own.css": "main { padding: 1px }\n",
        "templates/kinds/notice.html": '{% extends "base.html" %}\n',
    }.items():
        write_files(root, {name: text})
        result, problems = build(options)
        assert result is not None, problems
        made[name] = result.made

    assert made["content/en/about.md"] == 1
    assert made["static/css/99-own.css"] == 1
    assert 1 <= made["templates/kinds/notice.html"] <= 8


def test_nothing_is_made_when_nothing_was_edited(make_site: MakeSite, tmp_path: Path) -> None:
    options = staying(make_site(), tmp_path / "out")
    build(options)

    result, _ = build(options)

    assert result is not None
    assert result.made == 0
