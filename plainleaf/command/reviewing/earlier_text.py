"""Texts as they were: git has the one that was signed in the commit that brought its mark, and all others before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from plainleaf.command.git import PLAIN_LOG, ask_git

# How many versions of a file are searched, the newest first.
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
    yield from (text for (text,) in find_texts_together(root, path))


def find_texts_together(root: Path, *paths: str) -> Iterator[tuple[str, ...]]:
    """The texts of some files as they stood beside each other, the newest first, where all of them were there."""
    code, commits = ask_git(root, "log", f"-{MAX_VERSIONS}", "--format=%H", *PLAIN_LOG, "--", *paths)
    for commit in commits.split() if code == 0 else ():
        texts = [text for path in paths if (text := _text_in(root, commit, path)) is not None]
        if len(texts) == len(paths):
            yield tuple(texts)


def _text_in(root: Path, commit: str, path: str) -> str | None:
    code, text = ask_git(root, "show", *PLAIN_LOG, f"{commit}:./{path}")
    return None if code else text
