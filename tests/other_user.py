"""Running a script as a user who is not root, to whom permissions mean something."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.site_tools import CHECKOUT

# Everything is loaded before the permissions are dropped, because Python itself may belong to another user. With
# a cache of its own, the build compiles templates, which loads what those in the cache of this user do not need.
BEFORE = """
import json, os, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.site_tools import MINIMAL, build_folder, run_plainleaf
with tempfile.TemporaryDirectory() as folder:
    os.environ["PLAINLEAF_CACHE"] = folder
    build_folder(MINIMAL, out=Path(folder) / "public")
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
if not os.access(Path(sys.argv[1]) / "plainleaf" / "problems" / "rules.yaml", os.R_OK):
    sys.exit("the checkout cannot be read by another user")
"""


def run_as_another(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python script, which finds the arguments from sys.argv[2] on, or skip the test where that is impossible."""
    command = [sys.executable, "-c", BEFORE + script, str(CHECKOUT), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd="/")
    if done.returncode == 1 and "another user" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return done
