"""A build after an edit of style sheets makes what a clean build makes, whatever the edit leaves as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from plainleaf.problems import Problem
from plainleaf.state.state import MemoryState
from tests.site_tools import CHECKOUT, MakeSite, build_by, build_folder, bytes_below, files_of, write_files
from tests.test_resident import options_of_server

FIRST, LAST = "static/css/98.css", "static/css/99.css"
FOOTER = (CHECKOUT / "templates/parts/footer.html").read_text("utf-8")
DRAWING = '<svg width="9" height="9" aria-hidden="true"><path fill="var(--clinic-color)" d="M0 0h9v9z"/></svg>'
NAMED = "main{{--clinic-{0}:red;color:var(--clinic-{0})}}"
HIDES = ".care-card{display:none}"


def published(root: Path, *options: str) -> dict[str, bytes]:
    """What a build publishes."""
    assert build_folder(root, *options).code == 0
    return bytes_below(root / "public")


def linked_styles(files: Mapping[str, bytes]) -> set[str]:
    """The style sheets that pages link to."""
    return {
        found.decode() for text in files.values() for found in re.findall(rb'rel="stylesheet" href="/([^"]+)"', text)
    }


@pytest.mark.parametrize(
    ("first", "last", "together"),
    [
        (".hours{color:red}\n.map{margin:1px;\n", ".opening{margin:2px}\n", ""),
        ("main{color:red}section.zzz{margin:1px", "}p{margin:2px}", "main{color:red}section.zzz{margin:1px}"),
    ],
    ids=["a file joined to the one above", "a brace moved to the file above"],
)
def test_where_a_style_sheet_ends_is_part_of_it(first: str, last: str, together: str, make_site: MakeSite) -> None:
    root = make_site(files={FIRST: first, LAST: last})
    build_folder(root)

    write_files(root, {FIRST: together or first + last, LAST: last[1:] if together else ""})

    made = published(root)
    linked = linked_styles(made)
    assert linked
    assert linked <= made.keys()
    assert made == published(root, "--clean")


def test_pages_follow_a_property_with_another_name(make_site: MakeSite) -> None:
    root = make_site(files={FIRST: NAMED.format("colour"), "templates/parts/footer.html": FOOTER + DRAWING})
    build_folder(root)

    write_files(root, {FIRST: NAMED.format("color")})

    made = published(root)
    linked = linked_styles(made)
    assert linked
    assert linked <= made.keys()
    assert made == published(root, "--clean")


def test_the_preview_says_at_once_that_a_style_sheet_hides_red_flags(make_site: MakeSite) -> None:
    def serve(state: MemoryState) -> list[Problem]:
        return build_by(options_of_server(root, root / "served"), state)[1]

    pages = {name: text for name, text in files_of("red-flags-lost").items() if name.startswith("content/")}
    root, state = make_site(files=pages), MemoryState()
    before = serve(state)

    write_files(root, {LAST: HIDES})

    after = serve(state)
    assert "red-flags-lost" in {problem.rule for problem in after}.difference(problem.rule for problem in before)
    assert after == serve(MemoryState())
