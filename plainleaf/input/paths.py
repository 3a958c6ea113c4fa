"""Paths on a site in one form: what looks the same is the same, whichever system wrote it.

Systems store an accent as part of its letter (NFC) or as a character of its own (NFD). Everything that is compared, and
every published address, is NFC.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import unquote

from plainleaf.patterns import lazy_pattern

# Windows takes these names, with any suffix, for devices.
DEVICE = lazy_pattern(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.IGNORECASE)
NOT_ON_WINDOWS = lazy_pattern(r"[<>:\"|?*]|[. ]$")
LONGEST_PART = 255  # bytes, on all usual file systems
LONGEST_PATH = 900  # bytes: the stores of some hosts allow 1024, with a folder of their own in front


def to_nfc(path: str) -> str:
    """A path in the form in which it is compared and published."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def file_key(page: str, written: str) -> str:
    """The key of a static file that a page names: its path from '/' if it is in static/, else its path in content/.

    `page` is the path of the page below the root.
    """
    path = unquote(written)
    return to_nfc(path if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(page), path)))


def find_windows_fault(name: str) -> str | None:
    """Why Windows cannot store a file of this name; None if it can."""
    if DEVICE.fullmatch(name):
        return f"'{name}' is the name of a device"
    found = NOT_ON_WINDOWS.search(name)
    if found is None:
        return None
    return f"it ends in '{found.group()}'" if found.group() in ". " else f"it contains '{found.group()}'"


def find_length_fault(path: str) -> str | None:
    """Why a path on the site is too long; None if it is not."""
    longest = max(len(part.encode()) for part in path.split("/"))
    if longest > LONGEST_PART:
        return f"a part of this address has {longest} bytes; {LONGEST_PART} are possible"
    if len(path.encode()) > LONGEST_PATH:
        return f"this address has {len(path.encode())} bytes; hosts take {LONGEST_PATH}"
    return None
