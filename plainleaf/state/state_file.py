"""The file in which a command saves its state: named parts of bytes, each with its length and digest.

It is in the work folder and is always replaced as a whole. A part that cannot be read, is damaged or was written by
another version counts as missing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from plainleaf.input.opening import open_inside, replace_file
from plainleaf.state.work_folder import work_folder_of

VERSION = b"plainleaf state 7"
NAME = "state"


def save_parts(out: Path, parts: Mapping[str, bytes]) -> None:
    """Save a state beside its output folder, in one step."""
    heading = " ".join(f"{name} {len(part)} {_digest(part)}" for name, part in parts.items())
    lines = (VERSION + b"\n", heading.encode() + b"\n")
    replace_file(work_folder_of(out) / NAME, b"".join((*lines, *parts.values())))


def load_part(out: Path, wanted: str) -> bytes | None:
    """One part of a state; None when it is missing or damaged."""
    try:
        with open_inside(work_folder_of(out), NAME) as stream:
            if stream.readline().rstrip(b"\n") != VERSION:
                return None
            words = stream.readline().decode("ascii").split()
            size = os.fstat(stream.fileno()).st_size
            for name, length, digest in zip(words[::3], words[1::3], words[2::3], strict=True):
                if int(length) > size:
                    return None
                if name == wanted:
                    part = stream.read(int(length))
                    return part if _digest(part) == digest else None
                stream.seek(int(length), os.SEEK_CUR)
    except (OSError, ValueError):
        return None
    return None


def delete_state(out: Path) -> None:
    """Delete the state beside an output folder, if the disk allows it."""
    for name in (NAME, f"{NAME}.new"):
        with suppress(OSError):
            (work_folder_of(out) / name).unlink()


def _digest(part: bytes) -> str:
    return hashlib.blake2b(part, digest_size=16).hexdigest()
