"""What tests of the receiver need of the machine. Where CI runs, nothing may be missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

# .ci/run sets this.
REQUIRED = "PLAINLEAF_REQUIRE_BROWSER"


def find_program(name: str, *elsewhere: str) -> Path:
    """Where a program is: on the path, or in a folder that one of `elsewhere` fits. Without it, the test is skipped."""
    folders = [str(folder) for pattern in elsewhere for folder in sorted(Path("/").glob(pattern.lstrip("/")))]
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), *folders, "/usr/sbin"]))
    if found is None:
        skip(f"there is no '{name}' on this machine")
    return Path(found).resolve()


def skip(reason: str) -> NoReturn:
    """Skip a test, or fail where it may not be skipped."""
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)
