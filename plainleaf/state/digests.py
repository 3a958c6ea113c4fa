"""Digests of values: values with the same digest are equal."""

from __future__ import annotations

import hashlib


def digest(*values: object) -> str:
    """The digest of some values: 32 hexadecimal digits.

    Each value is hashed by its `repr`, which for our frozen values names every field.
    """
    hasher = hashlib.blake2b(digest_size=16)
    for value in values:
        hasher.update(repr(value).encode())
        hasher.update(b"\0")
    return hasher.hexdigest()
