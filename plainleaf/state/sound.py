"""Checks of what a state says: anybody who can write into the site's folder may have forged it.

Its digests only reveal accidental damage, so the names of files are checked like any other untrusted input.
"""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.input.paths import LONGEST_PART
from plainleaf.patterns import lazy_pattern

# Characters that a file system, a host or a browser would read as something else.
NOT_IN_NAMES = lazy_pattern(r"[\x00-\x1f\x7f\\]")
HEX = lazy_pattern(r"[0-9a-f]*")


def are_paths(names: Iterable[str]) -> bool:
    """Whether all of these are relative paths of files, with '/' between their parts."""
    return all(map(is_path, names))


def is_path(name: str) -> bool:
    """Whether a text is a relative path of a file that stays in its folder."""
    parts = name.split("/")
    return (
        {"", ".", ".."}.isdisjoint(parts)
        and not NOT_IN_NAMES.search(name)
        and (len(name) * 4 <= LONGEST_PART or all(len(part.encode()) <= LONGEST_PART for part in parts))
    )


def is_hex(digest: str) -> bool:
    """Whether a text may be a digest, which is part of a published file's name."""
    return HEX.fullmatch(digest) is not None
