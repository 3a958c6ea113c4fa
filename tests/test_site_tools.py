"""The helper that runs commands in this process: what it does not take for a result."""

from __future__ import annotations

import os
import signal

import pytest

from plainleaf.options import Result
from tests.site_tools import MakeSite, run_plainleaf


def test_a_signal_that_ends_a_build_is_not_taken_for_a_site_without_problems(make_site: MakeSite) -> None:
    def build(*_: object) -> Result | None:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("the command goes on after a signal")

    with pytest.raises(AssertionError, match="a signal ended the command"):
        run_plainleaf("check", "--root", make_site(), "--format", "json", build=build)
