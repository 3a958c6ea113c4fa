"""Files of the old site, opened as carefully as those of our own: never through a link out of its folder."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from plainleaf.importing.old_site import Line
from plainleaf.input.characters import with_plain_ends
from plainleaf.input.files import read_bytes, walk
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Report

LARGEST_TEXT = 1_000_000
LARGEST_FILE = 50_000_000
# Endings of files that pages may show or offer for download. Nothing else is copied.
COPIED = (
    ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif",
    ".pdf", ".mp4", ".webm", ".mp3", ".m4a", ".vtt", ".ics", ".vcf", ".csv", ".txt", ".docx", ".xlsx", ".pptx",
)  # fmt: skip
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
# Folders that hold programs, results or other sites' parts, but never pages.
NOT_CONTENT = ("node_modules", "public", "_site", "site", "resources", "themes", "vendor", "_sass", "_layouts", "spec")
SAFE_NAME = lazy_pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")


def find_files(folder: Path, below: str, report: Report) -> Iterator[str]:
    """The paths of all files below a folder of the old site that may hold its content, in order."""
    if below:
        yield from walk(folder, below, report) if os.path.lexists(folder / below) else ()
        return
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.name.startswith(".") or entry.name in NOT_CONTENT:
            continue
        if entry.is_dir():
            yield from walk(folder, entry.name, report)
        elif os.path.lexists(entry.path):
            yield entry.name


def folder_inside(written: str, usual: str, report: Report, file: str) -> str:
    """The folder of the old site that a setting in `file` names, or the usual one if it names none inside the site."""
    path = posixpath.normpath(written.strip("/") or usual or ".")
    if written.startswith("/") or path == ".." or path.startswith("../"):
        message = f"'{written[:200]}' is outside the folder of the old site, so nothing there is read"
        report.add(Place(file), "not-carried", message, "Copy that folder into the old site's, and import again.")
        return usual
    return "" if path == "." else path


def read_old_text(folder: Path, path: str, report: Report) -> str | None:
    """The text of a file; None after reporting why it cannot be read."""
    content = None if is_too_large(folder, path, LARGEST_TEXT, report) else read_bytes(folder, path, report)
    if content is None:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8 (perhaps Latin-1), so the page did not come over"
        fix = "Save the file as UTF-8 and import again. In most editors: Save as, Encoding, UTF-8."
        report.add(Place(path, line), "not-utf8", message, fix)
        return None
    # Unlike in our own pages, invisible characters are listed one by one later, so that the rest can come over.
    return with_plain_ends(text)


def read_old_bytes(folder: Path, path: str, report: Report) -> bytes | None:
    """The bytes of a file; None after reporting why it cannot be read."""
    return None if is_too_large(folder, path, LARGEST_FILE, report) else read_bytes(folder, path, report)


def is_too_large(folder: Path, path: str, most: int, report: Report) -> bool:
    """Whether a file has more bytes than anybody wrote by hand; reported."""
    try:
        size = (folder / path).stat().st_size
    except (OSError, ValueError):
        return False  # reading it says what is wrong
    if size > most:
        message = f"the file has {size // 1_000_000} MB, which is too much to come over"
        report.add(Place(path), "not-carried", message, "Copy what you need from it by hand.", severity=WARNING)
    return size > most


def to_lines(text: str, first: int = 1) -> tuple[Line, ...]:
    """The lines of a text that begins on a line of its file."""
    return tuple(Line(tidy_end(each), first + index) for index, each in enumerate(text.split("\n")))


def tidy_end(text: str) -> str:
    """A line without white space at its end, except the two spaces that break the line on the page."""
    bare = text.rstrip()
    return f"{bare}  " if bare and text.endswith("  ") else bare


def safe_name(name: str, slug: str) -> str:
    """The name of a file to copy: its own if it works on every system and in every address, else its slug."""
    path = PurePosixPath(name)
    return name if SAFE_NAME.fullmatch(name) else f"{slug[:80] or 'file'}{path.suffix.lower()}"
