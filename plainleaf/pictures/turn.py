"""Turn: cameras store pictures as the sensor saw them, and note how to turn them. We turn them and drop the note."""

from __future__ import annotations

import io
from typing import Any

from plainleaf.pictures.metadata_boxes import has_notes

ORIENTATION = 0x0112  # EXIF
ROTATED = (5, 6, 7, 8)  # the orientations whose width is the height of what the sensor saw
# EXIF in JPEG and AVIF, WebP and PNG; and the two of AVIF's own.
NOTES = (b"Exif", b"EXIF", b"eXIf", b"irot", b"imir")
GOOD = 90  # quality, of 100: no difference can be seen


def find_turn(content: bytes) -> int:
    """The EXIF orientation, 1 to 8; 1 (upright) for animations, which no camera takes."""
    # Nearly all pictures without a note end here, without Pillow.
    if not any(mark in content for mark in NOTES):
        return 1
    from plainleaf.pictures.decode import UNREADABLE, open_picture

    try:
        with open_picture(content) as image:
            if getattr(image, "is_animated", False) and image.format != "MPO":
                return 1
            found = image.getexif().get(ORIENTATION, 1)
    except UNREADABLE:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def must_reencode(content: bytes, format_: str) -> bool:
    """Whether a picture must be decoded and saved again, to turn it or because nothing can be cut out of it.

    Raises BrokenError.
    """
    return format_ != "ICO" and (find_turn(content) > 1 or (format_ == "AVIF" and has_notes(content)))


def reencode(content: bytes, format_: str) -> bytes:
    """The picture upright, without its metadata, with its color profile.

    A JPEG keeps its own tables, so it loses next to nothing. Raises BrokenError for a picture that cannot be decoded,
    and TooLargeError.
    """
    from PIL import ImageOps

    from plainleaf.pictures.decode import readable

    written = io.BytesIO()
    with readable(content, format_) as image:
        how = _save_options(image, format_, content)
        # Every frame of an animation is kept. Nobody takes it with a camera that has to be turned.
        moves = getattr(image, "is_animated", False) and image.format != "MPO"
        upright = image if moves else ImageOps.exif_transpose(image)
        for note in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"):
            upright.info.pop(note, None)
        upright.save(written, format_, save_all=bool(moves), **how)
    return written.getvalue()


def _save_options(image: Any, format_: str, content: bytes) -> dict[str, Any]:
    """Pillow's options for saving a picture as it is."""
    how: dict[str, Any] = {"exif": b""}
    if profile := image.info.get("icc_profile"):
        how["icc_profile"] = profile
    if format_ == "JPEG":
        from PIL.JpegImagePlugin import get_sampling

        sampling = get_sampling(image)
        how |= {"qtables": image.quantization, "optimize": True, "progressive": "progressive" in image.info}
        how |= {"subsampling": sampling} if sampling >= 0 else {}
    elif format_ == "WEBP":
        how |= {"lossless": b"VP8L" in content[:64], "quality": GOOD, "xmp": b""}
    elif format_ == "AVIF":
        how |= {"quality": GOOD, "max_threads": 1, "xmp": b""}
    return how
