"""Standard output that is closed, full, cut off or ASCII: no traceback, and the exit code of the site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import few
from tests.site_tools import CHECKOUT, DAY, MakeSite, about_page

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a shell and /dev/full")
BROKEN = {"content/en/über.md": about_page("[é](ñ.md)")}
ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


def run_in_shell(root: Path, after: str, *more: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a check in bash, with its output redirected by what comes `after` the command."""
    words = [sys.executable, str(CHECKOUT / "build.py"), "check", "--root", str(root), "--as-of", DAY, *more]
    line = f'"$@" {after}; exit ${{PIPESTATUS[0]}}'
    return subprocess.run(
        ["bash", "-c", line, "bash", *words], capture_output=True, timeout=60, check=False, text=True,
        env={**os.environ, **variables},
    )  # fmt: skip


@pytest.mark.parametrize("after", few([">/dev/full", "", ">&-", "| true", ">&- 2>&-", "<&- >&- 2>&-", "| head -1"]))
@pytest.mark.parametrize("files", [{}, BROKEN], ids=["good", "broken"])
def test_the_exit_code_says_how_the_site_is_wherever_the_report_goes(
    after: str, files: dict[str, str], make_site: MakeSite
) -> None:
    root = make_site(files=files)

    done = run_in_shell(root, after)

    assert done.returncode == bool(files)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_report_that_is_lost_is_said(make_site: MakeSite) -> None:
    assert "could not be written: No space left" in run_in_shell(make_site(), ">/dev/full").stderr


def test_a_terminal_without_accents_shows_their_numbers(make_site: MakeSite) -> None:
    done = run_in_shell(make_site(files=BROKEN), "", **ASCII)

    assert done.returncode == 1
    assert r"content/en/\xfcber.md:6:5" in done.stdout


@pytest.mark.parametrize("form", few(["json", "sarif"]))
def test_a_report_for_programs_is_valid_in_any_encoding(form: str, make_site: MakeSite) -> None:
    done = run_in_shell(make_site(files=BROKEN), "", "--format", form, **ASCII)

    problems = json.loads(done.stdout)
    assert problems if form == "json" else problems["runs"][0]["results"]
