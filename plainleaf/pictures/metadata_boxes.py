"""Metadata of an AVIF. Its parts refer to each other by offsets, so nothing can be cut out of it: one with metadata is
encoded again first (see turn.py), and unknown parts are filled with zeros.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.pictures.faults import BrokenError

KEPT = {b"ftyp", b"meta", b"mdat", b"moov"}
NOTE_TYPES = (b"Exif", b"mime", b"uri ", b"application/rdf+xml")
LONG_LENGTH = 16


def strip_avif(content: bytes) -> bytes:
    """An AVIF without unknown parts. Raises BrokenError."""
    boxes = _boxes(content)
    return b"".join(content[start:end] if name in KEPT else _blank(content[start:end]) for name, start, end in boxes)


def has_notes(content: bytes) -> bool:
    """Whether an AVIF has EXIF or XMP. Raises BrokenError."""
    metas = (content[start:end] for name, start, end in _boxes(content) if name == b"meta")
    return any(note in meta for meta in metas for note in NOTE_TYPES)


def _blank(box: bytes) -> bytes:
    """A box of the same length with nothing in it."""
    head = 16 if box[:4] == b"\x00\x00\x00\x01" else 8
    return box[:4] + b"free" + box[8:head] + b"\x00" * (len(box) - head)


def _boxes(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The name, start and end of each box."""
    at = 0
    while at < len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + LONG_LENGTH], "big")
        length = length or len(content) - at
        if length < 8 or at + length > len(content):
            raise BrokenError("its end is missing")
        yield name, at, at + length
        at += length
