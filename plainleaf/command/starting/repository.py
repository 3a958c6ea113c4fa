"""The Git repository of a new site, with all its files as the first commit where Git knows who commits."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

BRANCH = "main"
MESSAGE = "Start the site with plainleaf"
# Git writes both into each version that it keeps.
UNKNOWN = """\
Git does not know you yet, so it has not kept the first version of your site. Run these, with your own name and address:
  git config --global user.name "Pat Smith"
  git config --global user.email "pat@clinic.example"
  {again}"""
# Git never needs longer for a few small files; a hook of somebody's template might.
SECONDS = 60


def start_repository(folder: Path) -> str:
    """Make a repository of a new site. Returns what to say: "" where everything went well.

    A folder inside a repository stays part of that one.
    """
    if shutil.which("git") is None:
        return "Git is not installed, so no history is kept. Install it, then run 'git init' in the folder."
    if _git(folder, "rev-parse", "--is-inside-work-tree").returncode == 0:
        return "The folder is in a Git repository already, so none was made. Add its files there."
    started = _git(folder, "init", "--quiet", "--initial-branch", BRANCH)
    if started.returncode:
        return f"Git could not make a repository: {started.stderr.strip()}"
    _git(folder, "add", "--all")
    commit = ("commit", "--quiet", "--message", MESSAGE)
    if not _git(folder, *commit).returncode:
        return ""
    again = shlex.join(("git", "-C", str(folder), *commit))
    if _git(folder, "var", "GIT_COMMITTER_IDENT").returncode:
        return UNKNOWN.format(again=again)
    return f"Git did not keep the first version of your site. To see why, run: {again}"


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(folder), *arguments]
    try:
        # The folder is an argument of its own, whatever its name.
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
