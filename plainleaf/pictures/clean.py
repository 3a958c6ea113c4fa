"""Clean: from the bytes of a picture to those that are published, its size, and what is wrong with it."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.pictures.faults import BrokenError, PictureFault, TooLargeError, broken, find_size_faults, too_large
from plainleaf.pictures.formats import find_format, wrong_format
from plainleaf.pictures.metadata import STRIPPERS
from plainleaf.pictures.movement import find_movement_faults
from plainleaf.pictures.turn import must_reencode, reencode
from plainleaf.problems import ERROR

# The format of each suffix, as Pillow names it.
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
DRAWING = ".svg"
PICTURES = (DRAWING, *FORMATS)
ICON = ".ico"


class CleanPicture(Struct, frozen=True):
    """A picture as it is published: its bytes, its width and height in pixels once it is turned, and its faults.

    One that `is_reencoded` was decoded and encoded again, which is slow.
    """

    content: bytes
    width: int | None
    height: int | None
    faults: tuple[PictureFault, ...]
    is_reencoded: bool = False


def clean_picture(content: bytes, suffix: str) -> CleanPicture:
    """The picture in a file with a suffix of PICTURES, or an icon. With an error among the faults it is not published.

    It is decoded, so that no broken one is published, turned as its EXIF data says, and stripped of metadata such as
    place, date, names and thumbnails. A picture with nothing to turn or to strip is published byte for byte.
    """
    if suffix == DRAWING:
        from plainleaf.pictures.drawing import read_drawing  # loads XML: most drawings are known from the last build

        drawing = read_drawing(content)
        return CleanPicture(drawing.content, drawing.width, drawing.height, drawing.faults)
    found = find_format(content)
    wanted = _wanted_format(suffix, found)
    if found != wanted:
        return CleanPicture(content, None, None, (wrong_format(content, found, suffix),))
    try:
        is_reencoded = must_reencode(content, wanted)
        published, width, height = _decode_and_strip(content, wanted, is_reencoded=is_reencoded)
        faults = (*find_size_faults(width, height, len(content)), *find_movement_faults(published, wanted))
        return CleanPicture(published, width, height, faults, is_reencoded)
    except TooLargeError as error:
        return CleanPicture(content, None, None, (too_large(str(error)),))
    except BrokenError as error:
        return CleanPicture(content, None, None, (broken(str(error)),))


def _decode_and_strip(content: bytes, format_: str, *, is_reencoded: bool) -> tuple[bytes, int, int]:
    """The published bytes of a picture, which is decoded once, and its width and height.

    Raises BrokenError or TooLargeError.
    """
    from plainleaf.pictures.decode import decode, find_size  # loads Pillow: most pictures are known from the last build

    if is_reencoded:
        published = STRIPPERS[format_](reencode(content, format_))
        return published, *find_size(published, format_)
    size = decode(content, format_)
    return STRIPPERS[format_](content), *size


def _wanted_format(suffix: str, found: str) -> str:
    """The format that a file with a suffix must have. Browsers take a PNG for an icon, whatever its name."""
    return FORMATS.get(suffix, "PNG" if found == "PNG" else "ICO")


def strip_picture(content: bytes, suffix: str) -> bytes:
    """The published bytes of a picture, b"" for one with errors. It is not decoded unless it has to be turned."""
    if suffix == DRAWING:
        from plainleaf.pictures.drawing import read_drawing

        drawing = read_drawing(content)
        return b"" if any(fault.severity == ERROR for fault in drawing.faults) else drawing.content
    found = find_format(content)
    try:
        return _strip(content, found) if found == _wanted_format(suffix, found) else b""
    except BrokenError:
        return b""


def _strip(content: bytes, format_: str) -> bytes:
    """The picture upright and without metadata. Raises BrokenError."""
    return STRIPPERS[format_](reencode(content, format_) if must_reencode(content, format_) else content)
