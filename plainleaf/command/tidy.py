"""The command `tidy`: it fixes pasted text in files, after showing what would change.

It changes marks and white space, never a word. A file that cannot be written, or that somebody saved in the meantime,
stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plainleaf.command.agreement import agrees, difference, replace_unchanged
from plainleaf.command.streams import refuse
from plainleaf.content.sources import FENCE
from plainleaf.input.characters import with_plain_ends
from plainleaf.input.invisible import drop_invisible
from plainleaf.markdown import tidy_text

BYTE_ORDER_MARK = "\ufeff"


def tidy_files(files: Sequence[Path], *, is_agreed: bool) -> int:
    """Tidy files, and return the exit code: 1 if one of them stays untidy, 2 if one cannot be read or written.

    Each change is shown first. Without `is_agreed`, it is made only after the person has typed 'y'.
    """
    return max([_tidy_file(file, is_agreed=is_agreed) for file in files], default=0)


def _tidy_file(file: Path, *, is_agreed: bool) -> int:
    try:
        before = file.read_bytes()
        text = before.decode()
    except UnicodeDecodeError:
        return refuse(f"{file} is not UTF-8 text. Save it as UTF-8 first.")
    except OSError as error:
        return refuse(f"{file} cannot be read: {error.strerror}")
    tidied = tidy_source(text)
    if tidied == text:
        print(f"{file} is tidy.")
        return 0
    print(difference(text, tidied, str(file), f"{file} (tidied)"), end="")
    if not is_agreed and not agrees(f"Change {file} in this way?"):
        return refuse(f"{file} was not changed.", 1)
    try:
        replace_unchanged(file.resolve(), before, tidied.encode())
    except OSError as error:
        return refuse(f"{file} was not changed: {error.strerror}")
    print(f"{file} was tidied.")
    return 0


def tidy_source(text: str) -> str:
    """A whole source file, tidied. Line ends stay as they are; front matter only loses invisible characters."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    end = "\r\n" if "\r\n" in text else "\n"
    even = with_plain_ends(text.removeprefix(mark))
    opening = FENCE.match(even)
    closing = FENCE.search(even, opening.end()) if opening else None
    at = closing.end() if closing else 0
    # Without a second '---' the text may be front matter, in which marks mean something else.
    body = even[at:] if closing or not opening else ""
    front = even[: len(even) - len(body)]
    return mark + (drop_invisible(front) + tidy_text(body)).replace("\n", end)
