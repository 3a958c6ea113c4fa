"""Read-only folders shared by the xdist workers of a test run, each made by the first that needs it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.state.lock import hold_lock

TIMEOUT = 300  # seconds


def share(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name for this test run. `make` fills it, once for all workers."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, fresh = base / name, base / f"{name}.new"
    with hold_lock(base / f"{name}.lock", TIMEOUT):
        if not folder.exists():
            fresh.mkdir()
            make(fresh)
            fresh.rename(folder)
    return folder
