"""Publishing over real SSH, cut off at any byte: patients always have a whole site."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hosting.ssh_server import SshServer
from tests.site_tools import CHECKOUT, DAY, bytes_below, edit_about, lay_minimal

# Real servers take seconds.
pytestmark = pytest.mark.matrix

FOR_HOSTS = {"_headers", "_redirects"}
Files = Mapping[str, bytes]


def publish(root: Path, place: str, shell: str) -> subprocess.CompletedProcess[str]:
    """Publish as a process of its own, with a process group that can be killed as a whole."""
    command = [sys.executable, "build.py", "publish", place, "--root", str(root), "--as-of", DAY]
    environment = {**os.environ, "RSYNC_RSH": shell, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=120, check=False,
        start_new_session=True,
    )  # fmt: skip


def built_files(root: Path) -> Files:
    """The files that patients should get."""
    return {path: content for path, content in bytes_below(root / "public").items() if path not in FOR_HOSTS}


def shell_that_cuts(server: SshServer, count: Path, most: int, *, at_server: bool) -> str:
    """The real ssh behind a program that cuts off after so many bytes."""
    count.write_text("0", encoding="ascii")
    program = CHECKOUT / "tests" / "hosting" / "cutting_shell.py"
    words = [sys.executable, str(program), str(count), str(most), str(server.process if at_server else 0)]
    return shlex.join([*words, *shlex.split(server.shell)])


def cut_often(server: SshServer, tmp_path: Path, shares: list[float]) -> list[str]:
    """Cut off a publication after each of these shares of its bytes. Gives which of the two sites patients had then."""
    root, home, count = tmp_path / "site", tmp_path / "www", tmp_path / "count"
    home.mkdir()
    lay_minimal(root)
    made, twin = server.place(home), server.place(tmp_path / "twin")
    assert [publish(root, place, server.shell).returncode for place in (made, twin)] == [0, 0]
    old = built_files(root)
    edit_about(root, "Somebody has written something new.")
    measured = publish(root, twin, shell_that_cuts(server, count, 10**9, at_server=False))
    assert measured.returncode == 0, measured.stderr
    new, total = built_files(root), int(count.read_text(encoding="ascii"))
    assert old != new
    found: list[str] = []
    for number, share in enumerate(shares):
        shell = shell_that_cuts(server, count, int(total * share) + 1, at_server=number % 2 == 1)
        done = publish(root, made, shell)
        assert done.returncode in ((2, -9) if number % 2 else (-9,)), done.stdout + done.stderr
        seen = bytes_below(home / "current")
        found.append("old" if seen == old else "new" if seen == new else f"cut {number}: neither")
        if seen == new:
            oldest = min(site.name for site in (home / "sites").iterdir())
            (home / "back").symlink_to(f"sites/{oldest}")
            (home / "back").replace(home / "current")
    assert publish(root, made, server.shell).returncode == 0
    assert bytes_below(home / "current") == new
    return found


def test_a_publication_that_is_cut_off_leaves_a_whole_site(ssh_server: SshServer, tmp_path: Path) -> None:
    found = cut_often(ssh_server, tmp_path, [0, 0.5, 0.9999])

    assert set(found) <= {"old", "new"}
    assert found[0] == "old"
    assert found[-1] == "new", "the last bytes come after the site was put in place"


@pytest.mark.matrix
@pytest.mark.parametrize("part", range(5))
def test_a_hundred_publications_that_are_cut_off_leave_a_whole_site(
    part: int, ssh_server: SshServer, tmp_path: Path
) -> None:
    found = cut_often(ssh_server, tmp_path, [(number * 5 + part) / 100 for number in range(20)])

    assert set(found) <= {"old", "new"}
