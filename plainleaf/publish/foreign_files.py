"""Foreign files: those in the output folder that plainleaf did not write. Replacing the folder would delete them.

A file is plainleaf's if the record of the last build lists it. Without a record (the work folder was deleted, or the
site was cloned from git) the file itself must show it: a page has the generator mark, a static file has the
digest of its content in its name, and in a folder whose home page has the mark, files that every site has are ours.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from plainleaf.content.static_files import FINGERPRINT_LENGTH
from plainleaf.input.junk import is_junk
from plainleaf.input.opening import is_link_entry, open_inside
from plainleaf.patterns import lazy_pattern
from plainleaf.state.output_files import digest_file, is_kept
from plainleaf.state.state import published_paths
from plainleaf.state.work_folder import MARKER, work_folder_of

GENERATOR = b'<meta name="generator" content="plainleaf">'
# The mark is in the head of a page.
HEAD_LENGTH = 4096
# Files with fixed names that an older site may have and this one lacks.
GENERATED = ("feed.xml", "review.json")
FINGERPRINT = lazy_pattern(rf".*\.([0-9a-f]{{{FINGERPRINT_LENGTH}}})\.\w+")


class _Own(Struct, frozen=True):
    """What tells plainleaf's files from others in the folder `out`. `planned` are the files of the site to come."""

    out: Path
    published: frozenset[str]
    planned: Collection[str]
    kept: tuple[str, ...]
    is_known: bool

    def has(self, path: str) -> bool:
        """Whether plainleaf has written the file at a path."""
        if path in self.published or _has_mark(self.out, path):
            return True
        name = path.rpartition("/")[2]
        return self.is_known and (path in self.planned or name in GENERATED or _has_own_digest(self.out / path))


def find_foreign_files(out: Path, planned: Collection[str], kept: tuple[str, ...]) -> list[str]:
    """The files below `out` that plainleaf did not write; a folder with nothing else in it, by its name and a slash.

    Files to keep, and what systems and editors leave behind, are left out.
    """
    is_known = (work_folder_of(out) / MARKER).is_file() or _has_mark(out, "index.html")
    own = _Own(out, published_paths(out), planned, kept, is_known)
    return _find_below(str(out), "", own)[0]


def _find_below(folder: str, prefix: str, own: _Own) -> tuple[list[str], bool]:
    """The foreign files below a folder, and whether anything else is in it."""
    foreign: list[str] = []
    has_own = False
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        path = prefix + entry.name
        if is_kept(path, own.kept):
            has_own = True
        elif entry.is_dir(follow_symlinks=False) and not is_link_entry(entry):
            below, has_own_below = _find_below(entry.path, f"{path}/", own)
            foreign += below if has_own_below or not below else [f"{path}/"]
            has_own = has_own or has_own_below
        elif own.has(path):
            has_own = True
        elif not is_junk(entry.name):
            foreign.append(path)
    return foreign, has_own


def _has_mark(out: Path, path: str) -> bool:
    """Whether a file is a page that plainleaf has made."""
    if not path.endswith(".html"):
        return False
    try:
        with open_inside(out, path) as stream:
            return GENERATOR in stream.read(HEAD_LENGTH)
    except OSError:
        return False


def _has_own_digest(file: Path) -> bool:
    """Whether the name of a file holds the digest of its content."""
    named = FINGERPRINT.fullmatch(file.name)
    return named is not None and digest_file(file).startswith(named.group(1))
