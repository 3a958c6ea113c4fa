"""Folders that may not be listed, entered or changed are named with what to do; none ends a build with a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.other_user import run_as_another
from tests.site_tools import build_folder, lay_minimal

AS_ANOTHER = """
found = {}
for name, folder, mode in json.loads(sys.argv[3]):
    site = Path(sys.argv[2]) / name
    before = (site / folder).stat().st_mode
    (site / folder).chmod(mode)
    try:
        result = build_folder(site, "--clean")
        found[name] = [result.code, result.problems, result.stderr]
    finally:
        (site / folder).chmod(before)
print(json.dumps(found))
"""
READ = "Change its permissions so that you can read it"
# The folder of a site, its permissions, the problem at a place, and its fix.
CASES: dict[str, tuple[str, int, str, str]] = {
    "no-pages": ("content", 0, "content unreadable", READ),
    "pages-listed": ("content", 0o444, "content unreadable", READ),
    "no-language": ("content/en", 0, "content/en unreadable", READ),
    "pages-not-entered": ("content/en/people", 0o400, "content/en/people unreadable", READ),
    "no-static": ("static", 0, "static unreadable", READ),
    "no-templates": ("templates", 0, "templates unreadable", READ),
    "public-closed": ("public", 0, "public cannot-write", "chmod -R u+rwX 'public'"),
    "public-read-only": ("public", 0o500, "public cannot-write", "chmod -R u+rwX 'public'"),
    "page-closed": ("public/about", 0, "public/about cannot-write", "chmod -R u+rwX 'public/about'"),
    "work-closed": (".public.plainleaf", 0, ".public.plainleaf cannot-write", "chmod -R u+rwX '.public.plainleaf'"),
    "work-listed": (".public.plainleaf", 0o400, ".public.plainleaf cannot-write", "chmod -R u+rwX"),
    "next-closed": (".public.plainleaf/next", 0, ".public.plainleaf/next cannot-write", "chmod -R u+rwX"),
    "site-read-only": (".", 0o500, ". cannot-write", "chmod -R u+rwX '.'"),
}
FIXED = {"page-read-only": "public/about"}
CLOSED = {"site-closed": 0, "site-listed": 0o400}

Found = dict[str, tuple[int, list[dict[str, Any]], str]]


@pytest.fixture(scope="module")
def sites() -> Iterator[Path]:
    """Sites that were built twice, so that each has all folders, and that another user than root owns."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        good = Path(name) / "good"
        lay_minimal(good)
        for folder in ("static", "templates"):
            (good / folder).mkdir(exist_ok=True)
        for _ in range(2):
            assert build_folder(good, "--clean").problems == []
        for each in (*CASES, *FIXED, *CLOSED):
            subprocess.run(["cp", "-a", str(good), str(Path(name) / each)], check=True)
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "65534:65534", name], check=True)
        yield Path(name)


@pytest.fixture(scope="module")
def found(sites: Path) -> Found:
    """What the build of each site says, by its name: exit code, problems, standard error."""
    modes = [
        *((name, folder, mode) for name, (folder, mode, _, _) in CASES.items()),
        # The second build clears what the first has replaced.
        *((name, folder, 0o500) for name, folder in FIXED.items()),
        *((name, ".", 0o755) for name in FIXED),
        *((name, ".", mode) for name, mode in CLOSED.items()),
    ]
    known: Found = json.loads(run_as_another(AS_ANOTHER, str(sites), json.dumps(modes)).stdout)
    return known


@pytest.mark.parametrize("name", CASES)
def test_a_folder_that_is_closed_is_named_with_what_to_do(name: str, found: Found) -> None:
    _, _, expected, fix = CASES[name]

    code, problems, _ = found[name]

    assert code == 1
    assert f"{problems[0]['path']} {problems[0]['rule']}" == expected
    assert fix in problems[0]["fix"]
    assert len(problems) == 1


@pytest.mark.parametrize("name", FIXED)
def test_a_published_folder_that_somebody_protected_is_replaced_all_the_same(name: str, found: Found) -> None:
    code, problems, _ = found[name]

    assert (code, problems) == (0, [])


@pytest.mark.parametrize("name", CLOSED)
def test_the_folder_of_a_site_that_may_not_be_entered_is_named(name: str, found: Found) -> None:
    code, problems, said = found[name]

    assert (code, problems) == (2, [])
    assert f"{name}/config.yaml cannot be opened: Permission denied. Get permission to read its folder" in said
