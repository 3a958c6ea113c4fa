"""The command `tidy`: it mends pasted text in files, after showing what would change.

It changes marks and white space, never a word. A file that cannot be written, or that somebody saved in the meantime,
stays as it is.
"""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from plainleaf.content.sources import FENCE
from plainleaf.input.invisible import drop_invisible
from plainleaf.markdown import tidy_text

BYTE_ORDER_MARK = "\ufeff"


def tidy_files(files: Sequence[Path], *, is_agreed: bool) -> int:
    """Tidy files, and give the exit code: 1 if one of them stays untidy, 2 if one cannot be read or written.

    Each change is shown first. Without `is_agreed`, it is made only after the person has typed 'y'.
    """
    return max([_tidy_file(file, is_agreed=is_agreed) for file in files], default=0)


def _tidy_file(file: Path, *, is_agreed: bool) -> int:
    try:
        before = file.read_bytes()
        text = before.decode()
    except UnicodeDecodeError:
        return _say(f"{file} is not UTF-8 text. Save it as UTF-8 first.")
    except OSError as error:
        return _say(f"{file} cannot be read: {error.strerror}")
    tidied = tidy_source(text)
    if tidied == text:
        print(f"{file} is tidy.")
        return 0
    print(_difference(file, text, tidied), end="")
    if not is_agreed and not _agrees(file):
        return _say(f"{file} was not changed.", 1)
    try:
        _replace(file.resolve(), before, tidied.encode())
    except OSError as error:
        return _say(f"{file} was not changed: {error.strerror}")
    print(f"{file} was tidied.")
    return 0


def tidy_source(text: str) -> str:
    """A whole source file, tidied. Line ends stay as they are; front matter only loses invisible characters."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    end = "\r\n" if "\r\n" in text else "\n"
    even = text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n")
    opening = FENCE.match(even)
    closing = FENCE.search(even, opening.end()) if opening else None
    at = closing.end() if closing else 0
    # Without a second '---' the text may be front matter, in which marks mean something else.
    body = even[at:] if closing or not opening else ""
    front = even[: len(even) - len(body)]
    return mark + (drop_invisible(front) + tidy_text(body)).replace("\n", end)


def _difference(file: Path, text: str, tidied: str) -> str:
    """What changes, as a unified diff."""
    old, new = (each.splitlines(keepends=True) for each in (text.replace("\r\n", "\n"), tidied.replace("\r\n", "\n")))
    lines = difflib.unified_diff(old, new, str(file), f"{file} (tidied)")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _agrees(file: Path) -> bool:
    """Whether the person at the terminal wants the change."""
    try:
        return input(f"Change {file} in this way? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


def _replace(file: Path, before: bytes, after: bytes) -> None:
    """Put new content in place of the old one in one step. Raises OSError if the file differs from `before` by now."""
    descriptor, name = tempfile.mkstemp(prefix=".tidy-", dir=file.parent)
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


def _say(text: str, code: int = 2) -> int:
    print(f"plainleaf: {text}", file=sys.stderr)
    return code
