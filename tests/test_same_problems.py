"""The same list of problems, whether a build is clean, incremental, by several processes, or by a long-running one."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from msgspec.structs import replace

from plainleaf.options import Options
from plainleaf.state.state import MemoryState
from tests.edits import EDITS, MISTAKES
from tests.edits_of_files import EDITS_OF_FILES, SEQUENCES_OF_ALL
from tests.examples import examples
from tests.site_tools import DAY, build_by, bytes_below, lay_minimal
from tests.test_resident import find_changed, look_at, options_of_server

EVERY = EDITS | MISTAKES | EDITS_OF_FILES
# Two mistakes at once, of which only one is corrected, and a good build in between.
MADE_AND_CORRECTED = ["long list", "misspelt field", "body", "unsafe advice", "misspelt field", "body", "unsafe advice"]
CLAIMS = ["claim in a setting", "body", "claim in a setting", "claim in an alert", "claim in interface texts", "body"]
NAMES = [
    "odd name",
    "new page",
    "odd name",
    "moved about",
    "red flags",
    "placed",
    "moved red flags",
    "photo",
    "shown photo",
]
READ_AND_NOT = ["inset", "broken component", "broken YAML", "body", "broken component", "misspelt setting"]


def sequence(*names: str) -> list[tuple[str, str, str]]:
    """Edits on one day, without words."""
    return [(name, "", DAY) for name in names]


def lay_site(folder: Path) -> Path:
    """The minimal site, with compiled templates for each of the output folders."""
    root = folder / "site"
    lay_minimal(root)
    return root


@pytest.mark.matrix
@settings(max_examples=examples(3), suppress_health_check=[HealthCheck.too_slow])
@given(SEQUENCES_OF_ALL)
@example(sequence(*MADE_AND_CORRECTED))
@example(sequence(*READ_AND_NOT))
@example(sequence(*CLAIMS, *CLAIMS))
@example(sequence(*NAMES, *NAMES))
def test_every_sort_of_build_reports_the_same(edits: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = lay_site(folder)
        served, state = options_of_server(root, folder / "served"), MemoryState()
        stored = replace(served, out=folder / "stored")
        build_by(stored)
        build_by(served, state)

        for edit, text, day in edits:
            before = look_at(root)
            EVERY[edit](root, text)
            state.changed = find_changed(before, look_at(root))
            as_of = date.fromisoformat(day)
            clean = replace(stored, out=folder / "clean", clean=True, as_of=as_of)
            result, problems = build_by(clean)

            ways = [
                (replace(stored, as_of=as_of), None),
                (replace(served, as_of=as_of), state),
                (several(clean, folder), None),
            ]
            for options, known in ways:
                other, found = build_by(options, known)

                assert found == problems, (edit, options.out.name)
                assert (other is None) == (result is None), edit
                assert result is None or bytes_below(options.out) == bytes_below(clean.out), edit


def several(clean: Options, folder: Path) -> Options:
    """The same build by two processes."""
    return replace(clean, out=folder / "several", jobs=2)
