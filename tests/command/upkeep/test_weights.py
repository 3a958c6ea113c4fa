"""`build --verbose` lists what a phone loads of each page, the heaviest first."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from plainleaf.command.upkeep.weights import ARTICLE, GUIDE, Weight, find_weights, list_weights
from tests.site_tools import DAY, MakeSite, run_process


def test_a_build_lists_its_pages_by_their_weight(make_site: MakeSite) -> None:
    root = make_site()

    result = run_process("build", "--verbose", "--root", root, "--as-of", DAY)

    assert result.returncode == 0, result.stderr
    found = re.findall(r"^ *([\d,]+)  (\S+\.html) \(HTML ([\d,]+), styles ([\d,]+)\)", result.stdout, re.MULTILINE)
    totals = [int(total.replace(",", "")) for total, *_ in found]
    assert {path for _, path, *_ in found} >= {"index.html", "about/index.html", "404.html"}
    assert totals == sorted(totals, reverse=True)
    page = (root / "public/about/index.html").read_bytes()
    styles = re.findall(rb'<link rel="stylesheet" href="/([^"]+)">', page)
    sent = len(gzip.compress(page, 9, mtime=0))
    sent += len(gzip.compress((root / "public" / styles[0].decode()).read_bytes(), 9, mtime=0))
    assert [total for total, path, *_ in found if path == "about/index.html"] == [f"{sent:,}"]


@pytest.mark.matrix
@pytest.mark.parametrize("more", [["--format", "json"], ["--relative"]])
def test_the_list_never_gets_into_a_report_for_programs_and_knows_relative_links(
    more: list[str], make_site: MakeSite
) -> None:
    root = make_site()

    result = run_process("build", "--verbose", *more, "--root", root, "--as-of", DAY)

    streams = (result.stdout, result.stderr) if "--relative" in more else (result.stderr, result.stdout)
    assert "about/index.html (HTML" in streams[0]
    assert "about/index.html (HTML" not in streams[1]


def test_without_being_asked_a_build_lists_no_weights(make_site: MakeSite) -> None:
    result = run_process("build", "--root", make_site(), "--as-of", DAY)

    assert "HTML" not in result.stdout


def test_a_page_over_a_limit_says_which() -> None:
    weights = [Weight(GUIDE + 1, 9, 9, "c.html"), Weight(ARTICLE + 1, 9, 9, "b.html"), Weight(ARTICLE, 9, 9, "a.html")]

    _, *lines = list_weights(weights)

    assert [line.partition(")")[2] for line in lines] == [", over 15,500", ", over 14,336", ""]


def test_files_without_our_styles_are_no_pages(tmp_path: Path) -> None:
    (tmp_path / "kept.html").write_text('<link rel="stylesheet" href="/assets/site.0.css">', "utf-8")
    (tmp_path / "moved.html").write_text("<p>Moved</p>", "utf-8")

    assert find_weights(tmp_path) == []
