"""Sealing: what only the clinic's staff computers can open. Whoever has the public keys can seal, and nothing else.

The format is age (https://age-encryption.org/v1), so a request can also be opened with any other program for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyrage
from pyrage import x25519

PRIVATE = "AGE-SECRET-KEY-"
# What pyrage says where the sealed content is whole, but is meant for other keys.
FOR_OTHER_KEYS = "No matching keys found"


class SealingError(ValueError):
    """Something cannot be sealed or opened. The text says why, in words for staff, and has nothing of the content."""


class WrongKeyError(SealingError):
    """What was sealed is whole, but meant for other keys."""


class DamagedError(SealingError):
    """What was sealed was changed or cut off, or was never sealed by age."""


class KeysError(SealingError):
    """A key cannot be used, or a file with keys."""


def seal(content: bytes, recipients: Sequence[str]) -> bytes:
    """What whoever has the private key of any one of the public keys `recipients` can open. Raises KeysError."""
    if not recipients:
        raise KeysError("There is no public key, so nothing can be sealed.")
    return pyrage.encrypt(content, [_read_public(key) for key in recipients])


def open_sealed(sealed: bytes, identities: Sequence[str]) -> bytes:
    """What was sealed for any one of the private keys `identities`.

    Raises WrongKeyError, DamagedError, or KeysError for what is no private key.
    """
    keys = [_read_private(key) for key in identities]
    try:
        return pyrage.decrypt(sealed, keys)
    except pyrage.DecryptError as error:
        if str(error) == FOR_OTHER_KEYS:
            raise WrongKeyError("It was sealed for another key than this computer has.") from None
        raise DamagedError("It is damaged: somebody changed it, or a part is missing.") from None


def read_recipients(path: Path) -> tuple[str, ...]:
    """The public keys in a file, each on a line of its own; lines that begin with # are notes. Raises KeysError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise KeysError(f"The public keys in {path} cannot be read: {reason}.") from None
    written = [line.strip() for line in lines]
    keys = tuple(dict.fromkeys(line for line in written if line and not line.startswith("#")))
    if not keys:
        raise KeysError(f"{path} has no public key. 'plainleaf keys' on a staff computer prints one: age1…")
    for key in keys:
        try:
            _read_public(key)
        except KeysError as error:
            raise KeysError(f"{path}, line {written.index(key) + 1}: {error}") from None
    return keys


def _read_public(key: str) -> x25519.Recipient:
    if key.upper().startswith(PRIVATE):
        raise KeysError(
            "This is a private key, which must never be on a server. Whoever could read it there can read all "
            "requests: delete it, make a new one with 'plainleaf keys', and put only its public key here."
        )
    try:
        return x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise KeysError("This is no public key of age. It begins with age1 and has 62 characters.") from None


def _read_private(key: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(key)
    except pyrage.IdentityError:
        raise KeysError("This is no private key of age, or a character of it is wrong.") from None
