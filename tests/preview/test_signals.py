"""How the development server ends: by Ctrl-C, and by signals of the system and of the terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.examples import few
from tests.site_tools import CHECKOUT, DAY, MakeSite


@pytest.mark.parametrize("number", few([signal.SIGTERM, signal.SIGINT, signal.SIGHUP]))
def test_a_server_that_a_signal_ends_leaves_nothing_behind(
    number: signal.Signals, make_site: MakeSite, tmp_path: Path
) -> None:
    left, code, said = end_by_signals(number, make_site(), tmp_path / "temporary", times=1)

    assert left == []
    assert code == (0 if number == signal.SIGINT else 128 + number)
    assert said == ""


def test_signals_that_keep_coming_change_neither_the_removal_nor_the_exit_code(
    make_site: MakeSite, tmp_path: Path
) -> None:
    left, code, said = end_by_signals(signal.SIGTERM, make_site(), tmp_path / "temporary", times=1000)

    assert left == []
    assert code == 128 + signal.SIGTERM
    assert said == ""


def end_by_signals(number: signal.Signals, root: Path, folder: Path, times: int) -> tuple[list[Path], int, str]:
    """Serve with `folder` for temporary files, and send a signal until the server ends, at most so many times.

    Gives what is left in the folder, the exit code, and what was said to stderr.
    """
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored by whoever started the tests, as nohup does")
    folder.mkdir()
    arguments = ("serve", "--root", str(root), "--port", "0", "--no-open", "--as-of", DAY)
    command = [sys.executable, "-u", str(CHECKOUT / "build.py"), *arguments]
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        next(line for line in server.stdout if "follows your changes" in line)
        assert any(folder.iterdir())
        for _ in range(times):
            server.send_signal(number)
            # The pause in which it may end.
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.005)
                break
        try:
            _, said = server.communicate(timeout=60)
        finally:
            # Otherwise a server that does not end would keep the tests from ending.
            server.kill()
    return list(folder.iterdir()), server.returncode, said


# The signal comes while an object is freed, where Python drops exceptions.
SIGNAL_IN_PASSING = """
import os, signal, sys
from plainleaf.command import run
from tests.site_tools import build_function

class Passing:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        self.is_gone = True

def build(*arguments):
    result = build_function()(*arguments)
    Passing()
    return result

sys.exit(run(build, sys.argv[1:]))
"""


def test_a_signal_ends_a_server_wherever_it_just_is(make_site: MakeSite) -> None:
    arguments = ("serve", "--root", str(make_site()), "--port", "0", "--no-open", "--as-of", DAY)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}

    done = subprocess.run(
        [sys.executable, "-c", SIGNAL_IN_PASSING, *arguments], capture_output=True, text=True, timeout=60, check=False,
        env=environment,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, "")
