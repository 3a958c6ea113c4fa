"""Locks: one holder at a time, and none that is dead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plainleaf.state.lock import LockedError, hold_lock

HOLDS = """
import sys, time
from pathlib import Path
from plainleaf.state.lock import hold_lock
with hold_lock(Path(sys.argv[1]), timeout=0):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_lock_has_one_holder_at_a_time(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "lock", timeout=0), pytest.raises(LockedError), hold_lock(tmp_path / "lock", timeout=0):
        pass


def test_a_lock_is_free_again_when_its_holder_is_done(tmp_path: Path) -> None:
    with hold_lock(tmp_path / "lock", timeout=0):
        pass

    with hold_lock(tmp_path / "lock", timeout=0):
        assert (tmp_path / "lock").is_file()


def test_a_lock_is_free_again_when_its_holder_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError), hold_lock(tmp_path / "lock", timeout=0):
            pass

        holder.kill()

    with hold_lock(tmp_path / "lock", timeout=5):
        assert holder.returncode is not None


def test_a_lock_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), hold_lock(tmp_path / "gone" / "lock", timeout=0):
        pass


def test_a_lock_that_is_a_link_makes_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError), hold_lock(tmp_path / "lock", timeout=0):
        pass

    assert not (tmp_path / "elsewhere").exists()
