"""Asking git about a site's folder, which anybody may have written: nothing that its settings name is run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

# A repository's own settings can name programs: for signatures, pagers, hooks, the watching of files, and fetching.
SAFE = (
    "--no-pager",
    "--no-optional-locks",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "log.showSignature=false"),
)
NO_FETCHING = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
# For what shows or searches texts: those programs belong to kinds of files.
PLAIN_LOG = ("--no-show-signature", "--no-ext-diff", "--no-textconv")
SECONDS = 60


def ask_git(root: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and the output of a git command in a folder; -1 where there is no git."""
    git = shutil.which("git")
    if git is None:
        return -1, ""
    command = (git, *SAFE, *arguments)
    try:
        run = subprocess.run(  # noqa: S603 - no shell; the arguments are ours, digits of a commit, or a path of the site
            command, cwd=root, env={**os.environ, **NO_FETCHING}, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, encoding="utf-8", timeout=SECONDS, check=False,
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return -1, ""
    return run.returncode, run.stdout


def has_uncommitted(root: Path, *paths: str) -> bool:
    """Whether files below these paths differ from the last commit. Filters of the repository are not run."""
    code, names = ask_git(root, "config", "--includes", "-z", "--name-only", "--get-regexp", r"^filter\.")
    filters = {name.removeprefix("filter.").rpartition(".")[0] for name in names.split("\0") if name}
    if code not in (0, 1) or any("=" in each for each in filters):
        # Such a name cannot be switched off.
        return True
    off = ("clean=", "process=", "required=false")
    switches = [word for each in sorted(filters) for value in off for word in ("-c", f"filter.{each}.{value}")]
    asked = ("status", "--porcelain", "--untracked-files=all", "--ignore-submodules=all")
    code, changes = ask_git(root, *switches, *asked, "--", *paths)
    return code != 0 or bool(changes.strip())
