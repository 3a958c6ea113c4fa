"""Metadata of a GIF: comments and application data, except how often an animation repeats."""

from __future__ import annotations

from plainleaf.pictures.faults import BrokenError

EXTENSION, IMAGE, TRAILER = 0x21, 0x2C, 0x3B
GRAPHIC_CONTROL, APPLICATION = 0xF9, 0xFF
REPEATS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
HAS_COLORS = 0x80


def strip_gif(content: bytes) -> bytes:
    """A GIF without comments, XMP, texts, and what follows its end."""
    at = 13 + _colors_length(content[10:11])
    kept = [content[:at]]
    while at < len(content):
        kind = content[at]
        if kind == TRAILER:
            return b"".join([*kept, content[at : at + 1]])
        if kind == EXTENSION:
            end = _end_of_blocks(content, at + 2)
            label, name = content[at + 1], content[at + 3 : at + 14]
            if label == GRAPHIC_CONTROL or (label == APPLICATION and name in REPEATS):
                kept.append(content[at:end])
        elif kind == IMAGE:
            # After the head and the colors, one byte says how the pixels are packed.
            end = _end_of_blocks(content, at + 11 + _colors_length(content[at + 9 : at + 10]))
            kept.append(content[at:end])
        else:
            break
        at = end
    raise BrokenError("its end is missing")


def _colors_length(flags: bytes) -> int:
    """The length in bytes of a table of colors."""
    if not flags:
        raise BrokenError("its end is missing")
    return 3 << ((flags[0] & 7) + 1) if flags[0] & HAS_COLORS else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += 1 + content[at]
    if at >= len(content):
        raise BrokenError("its end is missing")
    return at + 1
