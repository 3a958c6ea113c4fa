"""The text that was last signed: git has it in the commit that brought its mark."""

from __future__ import annotations

from pathlib import Path

from plainleaf.command.git import PLAIN_LOG, ask_git


def find_signed_text(root: Path, path: str, mark: str) -> str | None:
    """The text of a file in the commit that brought a mark into it; None if git does not know it."""
    code, commit = ask_git(root, "log", "-1", "--format=%H", *PLAIN_LOG, f"-S{mark}", "--", path)
    if code or not commit.strip():
        return None
    code, text = ask_git(root, "show", *PLAIN_LOG, f"{commit.strip()}:./{path}")
    return None if code else text
