"""Fixtures that every test may ask for: a report, files in a folder of the test's own, small sites, their
build, and the shipped site."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import json
from msgspec.structs import replace

from plainleaf.input.around_site import VARIABLE
from plainleaf.problems import Report
from tests.examples import register_profiles
from tests.shared_folders import share
from tests.shipped_site import ShippedSite, build_shipped_site, read_site
from tests.site_stages import check_sources
from tests.site_tools import (
    BuildSite,
    CheckSite,
    MakeSite,
    Run,
    Write,
    build_folder,
    lay_minimal,
    lay_over,
    write_files,
)

register_profiles()


def may_hold_programs(folder: Path) -> bool:
    """Whether a folder is there for everybody, and what tests write into it can be run."""
    return folder.is_dir() and os.access(folder, os.W_OK) and not os.statvfs(folder).f_flag & os.ST_NOEXEC


@pytest.fixture(scope="session", autouse=True)
def hear_ctrl_c() -> None:
    """Let processes that tests start receive Ctrl-C. They inherit their signal handling from pytest, and a shell makes
    background jobs ignore it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# Allocations between two garbage collections. Hardly any value of a build is in a reference cycle, so a command turns
# collection off; the default of 700 would take a tenth of the time of each build in a test.
ALLOCATIONS = 200_000

# Tests write hundreds of thousands of small files. On a disk, making a file or a folder costs up to fifty times as much
# as in memory, and deleting a folder waits for the disk. TMPDIR still says where else they shall be.
MEMORY, PLENTY = Path("/dev/shm"), 4 * 2**30  # bytes
if "TMPDIR" not in os.environ and may_hold_programs(MEMORY) and shutil.disk_usage(MEMORY).free > PLENTY:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# A cache of compiled templates for this run only, which xdist workers share because they inherit the variable.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="plainleaf-tests-")
    atexit.register(shutil.rmtree, os.environ[VARIABLE], ignore_errors=True)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and leave the thousands of collected tests out of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)


@pytest.fixture
def report() -> Report:
    """An empty report."""
    return Report()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files into the test's folder."""

    def write_below(files: str | Mapping[str, str | bytes], text: str | bytes = "") -> Path:
        write_files(tmp_path, {files: text} if isinstance(files, str) else files)
        return tmp_path

    return write_below


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Makes a folder with the minimal site, another small site laid over it, and files given by the test."""

    def make(name: str = "minimal", files: Mapping[str, str | bytes] | None = None) -> Path:
        folder = tmp_path / "site"
        shutil.rmtree(folder, ignore_errors=True)
        lay_minimal(folder)
        if name != "minimal":
            lay_over(name, folder)
        write_files(folder, files or {})
        return folder

    return make


@pytest.fixture
def build_site() -> BuildSite:
    """Builds a site by the stages of build.py."""
    return build_folder


@pytest.fixture
def check_site() -> CheckSite:
    """Checks a site by the stages of build.py before it is rendered, for tests of the problems that these find."""
    return check_sources


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> ShippedSite:
    """The site that comes with plainleaf, built on the day of the tests."""

    def build(folder: Path) -> None:
        run = build_shipped_site(folder / "out")
        (folder / "run.json").write_bytes(json.encode(replace(run, out=None)))

    folder = share(tmp_path_factory, "shipped", build)
    run = json.decode((folder / "run.json").read_bytes(), type=dict[str, Any])
    return read_site(Run(**{**run, "out": folder / "out"}))
