"""Digests of values: values with the same digest are equal."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def digest(*values: object) -> str:
    """The digest of some values: 32 hexadecimal digits.

    Each value is hashed by its `repr`, which for our frozen values names every field.
    """
    hasher = hashlib.blake2b(digest_size=16)
    for value in values:
        hasher.update(repr(value).encode())
        hasher.update(b"\0")
    return hasher.hexdigest()


def digest_modules(files: Iterable[Path], *, about: str = "") -> str:
    """A key for what modules make, from their code, the version of Python and `about`: 32 hexadecimal digits.

    Reading the modules of a library is faster than looking up its version.
    """
    hasher = hashlib.blake2b(f"{sys.version} {sys.implementation.cache_tag} {about}".encode(), digest_size=16)
    for file in files:
        hasher.update(file.read_bytes())
    return hasher.hexdigest()
