"""Whether what a state says can be true: anybody may have written it who can write into the site's folder.

Its digests find damage by accident only. So names of files are examined like those that a stranger gives.
"""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.input.paths import LONGEST_PART
from plainleaf.patterns import lazy_pattern

# No name that a file system, a host or a browser would read as something else.
NOT_IN_NAMES = lazy_pattern(r"[\x00-\x1f\x7f\\]")
HEX = lazy_pattern(r"[0-9a-f]*")


def are_paths(names: Iterable[str]) -> bool:
    """Whether all of these are paths of files below some folder, with '/' between their parts."""
    return all(map(is_path, names))


def is_path(name: str) -> bool:
    """Whether a text is the path of a file below some folder."""
    parts = name.split("/")
    return (
        {"", ".", ".."}.isdisjoint(parts)
        and not NOT_IN_NAMES.search(name)
        and (len(name) * 4 <= LONGEST_PART or all(len(part.encode()) <= LONGEST_PART for part in parts))
    )


def is_hex(digest: str) -> bool:
    """Whether a text may be a digest: it is part of a published file's name."""
    return HEX.fullmatch(digest) is not None
