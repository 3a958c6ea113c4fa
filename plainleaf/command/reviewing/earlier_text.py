"""The text that was last signed: git has it in the commit that brought its mark."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def find_signed_text(root: Path, path: str, mark: str) -> str | None:
    """The text of a file in the commit that brought a mark into it; None if git does not know it."""
    safe = ("--no-ext-diff", "--no-textconv")
    commit = _git(root, "log", "-1", "--format=%H", *safe, f"-S{mark}", "--", path)
    return _git(root, "show", *safe, f"{commit.strip()}:./{path}") if commit and commit.strip() else None


def _git(root: Path, *arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        run = subprocess.run(  # noqa: S603 - the arguments are ours, a mark and a path of the site
            (git, *arguments), cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None
