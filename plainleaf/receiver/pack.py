"""Form packs: what a build says about a form, and how to answer a bad request with its own page.

docs/how-to/receive-forms.md says what is in one.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

LOG = logging.getLogger("plainleaf.receiver")
VERSION = 1


class PackError(ValueError):
    """A form pack cannot be used. The text says why, and what to do."""


class Slot(Struct, frozen=True):
    """A part of a page that is not always there: see the table in the documentation."""

    html: str = ""
    field: str = ""
    error: str = ""
    chosen: str = ""
    entry: str = ""


class Question(Struct, frozen=True):
    """A question of a form. `errors` are what may be wrong with its answer, with the words for it."""

    name: str
    label: str
    type: str
    options: tuple[str, ...]
    max_length: int
    pattern: str
    errors: Mapping[str, str]


class PackPage(Struct, frozen=True):
    """A page with the form: its questions, and its HTML in pieces. `thanks` is the address to lead on to."""

    language: str
    address: str
    thanks: str
    fields: tuple[Question, ...]
    pieces: tuple[str | Slot, ...]


class Pack(Struct, frozen=True):
    """The form pack of one form. `page_field` says from which page a request comes; people leave `empty_field` empty,
    because they do not see it.
    """

    version: int
    form: str
    digest: str
    headers: Mapping[str, str]
    page_field: str
    pages: Mapping[str, PackPage]
    empty_field: str = ""


class _Version(Struct, frozen=True):
    """The version of a form pack of any version."""

    version: int


def read_packs(folder: Path) -> Mapping[str, Pack]:
    """The form packs in a folder, by the name of their form. Raises PackError."""
    try:
        files = sorted(file for file in folder.iterdir() if _is_pack(file))
        packs = [_read_pack(file, file.read_bytes()) for file in files]
    except OSError as error:
        raise PackError(f"{error.filename or folder} cannot be read: {error.strerror}.") from None
    if not packs:
        raise PackError(f"{folder} has no form pack. Make one: plainleaf build --form-packs {folder}")
    return {pack.form: pack for pack in packs}


def _is_pack(file: Path) -> bool:
    """Whether a file may be a form pack, and no lock of an editor, link to nowhere, or folder."""
    return file.suffix == ".json" and not file.name.startswith(".") and file.is_file()


def _read_pack(file: Path, content: bytes) -> Pack:
    again = "Make it again: plainleaf build --form-packs DIR"
    try:
        version = msgspec.json.decode(content, type=_Version).version
        if version != VERSION:
            raise PackError(f"{file} has version {version}, and this plainleaf reads version {VERSION}. {again}")
        pack = msgspec.json.decode(content, type=Pack)
    except msgspec.DecodeError as error:
        raise PackError(f"{file} is no form pack: {error}. {again}") from None
    if pack.digest != find_digest(content) or not pack.pages:
        raise PackError(f"{file} was changed, or a part of it is missing. {again}")
    return pack


def find_digest(content: bytes) -> str:
    """The digest of all that is in a form pack, but for `digest` itself."""
    rest = {name: given for name, given in json.loads(content).items() if name != "digest"}
    exact = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(exact.encode()).hexdigest()


def watch_packs(folder: Path) -> Callable[[], Mapping[str, Pack]]:
    """A function that returns the form packs as they are now, read again when a file has changed. Raises PackError.

    While the new ones cannot be used, it returns those from before.
    """
    seen = _look_at(folder)
    packs = read_packs(folder)

    def give() -> Mapping[str, Pack]:
        nonlocal seen, packs
        now = _look_at(folder)
        if now != seen:
            seen = now
            try:
                packs = read_packs(folder)
                LOG.info("the form packs have changed")
            except PackError as error:
                LOG.error("the form packs have changed and cannot be used: %s The old ones stay in use.", error)
        return packs

    return give


def _look_at(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """What changes when a file does."""
    seen = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # a link to nowhere, or just gone
                stat = entry.stat()
                seen.append((entry.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(sorted(seen))
