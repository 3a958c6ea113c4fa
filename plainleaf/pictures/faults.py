"""Faults of a picture: what is wrong with it, wherever it is."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.problems import ERROR, WARNING

LONGEST_SIDE = 6000  # pixels
LARGEST_FILE = 5_000_000  # bytes

SMALLER = "Make it smaller: 2000 pixels on the longer side are enough for any screen."


class PictureFault(Struct, frozen=True, array_like=True):
    """What is wrong with a picture: the rule, the fact, and the fix."""

    rule: str
    message: str
    fix: str
    severity: str = ERROR


class BrokenError(ValueError):
    """The content does not follow its format."""


class TooLargeError(ValueError):
    """The picture has so many pixels that decoding it could fill the memory. The text says how many."""


def broken(why: str) -> PictureFault:
    """The fault of a picture that cannot be read."""
    fix = "Export or download it again, and open it once to see that it is whole."
    return PictureFault("broken-picture", f"this picture cannot be read: {why}", fix)


def active(what: str) -> PictureFault:
    """The fault of a drawing that contains something that does not belong in a picture."""
    fix = "Export it again as a plain SVG, or as a PNG."
    return PictureFault("active-picture", f"this drawing contains {what}, which is not part of a picture", fix)


def too_large(pixels: str) -> PictureFault:
    """The fault of a picture that is too large to be decoded."""
    return PictureFault("large-picture", f"this picture has {pixels} pixels, more than a computer can show", SMALLER)


def find_size_faults(width: int, height: int, length: int) -> tuple[PictureFault, ...]:
    """What is wrong with a picture of this width and height in pixels and this length in bytes."""
    if max(width, height) > LONGEST_SIDE:
        fact = f"this picture has {width} by {height} pixels; phones load it slowly or not at all"
    elif length > LARGEST_FILE:
        fact = f"this picture has {length / 1_000_000:.1f} MB; on a phone it takes a long time and costs money"
    else:
        return ()
    return (PictureFault("large-picture", fact, SMALLER, WARNING),)
