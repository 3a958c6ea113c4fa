"""The private keys on a staff computer: where they are, how they are made, and how they are opened.

A file with a key is what other programs for age call an identity file, so they can use it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyrage
from msgspec import Struct
from pyrage import passphrase as passphrases
from pyrage import x25519

from plainleaf.command.receiving.private_files import is_open_to_others, make_private_folder, write_private
from plainleaf.patterns import lazy_pattern
from plainleaf.receiver.sealing import PRIVATE, KeysError

PLAIN, LOCKED, PUBLIC = ".key", ".key.age", ".pub"
NAME = lazy_pattern(r"[a-z0-9][a-z0-9-]{0,39}")
IN_FILE = lazy_pattern(rf"^{PRIVATE}\S+", re.MULTILINE)
TRIES = 3


class KeyFile(Struct, frozen=True):
    """A private key on this computer: its file, what it is called, and the public key that belongs to it."""

    path: Path
    name: str
    public: str

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase protects it."""
        return self.path.name.endswith(LOCKED)


def make_private_key() -> str:
    """A new private key."""
    return str(x25519.Identity.generate())


def public_of(private: str) -> str:
    """The public key that belongs to a private one. Raises KeysError."""
    try:
        return str(x25519.Identity.from_str(private).to_public())
    except pyrage.IdentityError:
        raise KeysError("This is no private key, or a character of it is wrong.") from None


def list_key_files(folder: Path) -> tuple[KeyFile, ...]:
    """The keys in a folder, by name. Raises OSError."""
    files = (file for file in folder.glob("*.key*") if file.name.endswith((PLAIN, LOCKED)))
    keys = (KeyFile(file, file.name.partition(".")[0], _read_public(file)) for file in files)
    return tuple(sorted(keys, key=lambda key: key.name))


def _read_public(file: Path) -> str:
    beside = file.with_name(file.name.partition(".")[0] + PUBLIC)
    return beside.read_text(encoding="utf-8").strip() if beside.is_file() else ""


def save_key(folder: Path, name: str, private: str, passphrase: str = "") -> KeyFile:
    """Keep a private key in a folder, protected by a passphrase if there is one. Raises OSError.

    The name gets a number if there is a key that has it.
    """
    make_private_folder(folder)
    taken = {key.name for key in list_key_files(folder)}
    unique = next(each for each in (name, *(f"{name}-{n}" for n in range(2, 10_000))) if each not in taken)
    public = public_of(private)
    text = f"# made by plainleaf on {date.today():%Y-%m-%d}\n# public key: {public}\n{private}\n".encode()
    file = folder / f"{unique}{LOCKED if passphrase else PLAIN}"
    write_private(file, passphrases.encrypt(text, passphrase) if passphrase else text)
    beside = folder / f"{unique}{PUBLIC}"
    beside.unlink(missing_ok=True)
    write_private(beside, f"{public}\n".encode())
    return KeyFile(file, unique, public)


def forget_key(key: KeyFile) -> None:
    """Delete a key that is kept under another name as well. Raises OSError."""
    key.path.unlink()
    key.path.with_name(f"{key.name}{PUBLIC}").unlink(missing_ok=True)


def load_key(key: KeyFile, ask_passphrase: Callable[[str], str]) -> str:
    """The private key in a file. Raises KeysError.

    `ask_passphrase` takes a question and returns what somebody types, three times at the most; "" if nobody is there.
    """
    try:
        content = key.path.read_bytes()
    except OSError as error:
        raise KeysError(f"The key '{key.name}' cannot be read: {error.strerror}.") from None
    if key.is_locked:
        content = _unlock(key, content, ask_passphrase)
    found = IN_FILE.search(content.decode("utf-8", "replace"))
    if found is None:
        raise KeysError(f"The file of the key '{key.name}' is damaged. Bring it back with 'plainleaf keys restore'.")
    public_of(found[0])
    return found[0]


def _unlock(key: KeyFile, content: bytes, ask_passphrase: Callable[[str], str]) -> bytes:
    for _ in range(TRIES):
        given = ask_passphrase(f"Passphrase of the key '{key.name}': ")
        if not given:
            break
        try:
            return passphrases.decrypt(content, given)
        except pyrage.DecryptError:
            continue
    raise KeysError(
        f"The key '{key.name}' stays closed: that is not its passphrase. If it is forgotten, use the recovery sheet: "
        "plainleaf keys restore"
    )


def warn_of(key: KeyFile) -> str:
    """What is unsafe about the file of a key, as a sentence; "" if nothing is."""
    if not is_open_to_others(key.path):
        return ""
    return f"Other users of this computer can read the key '{key.name}'. Close it: chmod 600 {key.path}"
