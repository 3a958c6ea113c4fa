"""Changing a person's file: only after they have agreed, and only while nobody else has saved it."""

from __future__ import annotations

import difflib
import os
import tempfile
from pathlib import Path


def difference(old: str, new: str, old_name: str, new_name: str) -> str:
    """What changes between two texts, as a unified diff; line ends of either kind are the same."""
    before, after = (text.replace("\r\n", "\n").splitlines(keepends=True) for text in (old, new))
    changed = difflib.unified_diff(before, after, old_name, new_name)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in changed)


def agrees(question: str) -> bool:
    """Whether the person at the terminal says yes."""
    return ask(f"{question} [y/N] ").lower() in ("y", "yes")


def ask(question: str) -> str:
    """The answer of the person at the terminal; "" if nobody is there."""
    try:
        return input(question).strip()
    except EOFError:
        print()
        return ""


def replace_unchanged(file: Path, before: bytes, after: bytes) -> None:
    """Replace the content of a file in one step. Raises OSError if it no longer is `before`."""
    descriptor, name = tempfile.mkstemp(prefix=".new-", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(file.stat().st_mode & 0o7777)
        if file.read_bytes() != before:
            raise OSError(0, "it was saved by somebody else in the meantime; run the command again")
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
