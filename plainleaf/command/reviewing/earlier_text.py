"""Texts as they were: git has the one that was signed in the commit that brought its mark, and all others before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from plainleaf.command.git import PLAIN_LOG, ask_git

# So many versions of a file are looked at, the newest first.
MAX_VERSIONS = 200


def find_signed_text(root: Path, path: str, mark: str) -> str | None:
    """The text of a file in the commit that brought a mark into it; None if git does not know it."""
    code, commit = ask_git(root, "log", "-1", "--format=%H", *PLAIN_LOG, f"-S{mark}", "--", path)
    return _text_in(root, commit.strip(), path) if code == 0 and commit.strip() else None


def find_text(root: Path, path: str, is_it: Callable[[str], bool]) -> str | None:
    """The newest text of a file that `is_it`; None if git has none."""
    return next((text for text in find_texts(root, path) if is_it(text)), None)


def find_texts(root: Path, path: str) -> Iterator[str]:
    """The texts of a file, the newest first; none if git has none."""
    code, commits = ask_git(root, "log", f"-{MAX_VERSIONS}", "--format=%H", *PLAIN_LOG, "--", path)
    texts = (_text_in(root, commit, path) for commit in commits.split()) if code == 0 else iter(())
    yield from (text for text in texts if text is not None)


def _text_in(root: Path, commit: str, path: str) -> str | None:
    code, text = ask_git(root, "show", *PLAIN_LOG, f"{commit}:./{path}")
    return None if code else text
