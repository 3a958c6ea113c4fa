"""Photos: copies in the widths that screens need, in formats that are smaller than JPEG and PNG.

Which copies a photo has is decided by its size alone, before any of them is made: the pages that offer them are planned
first. A drawing with few colors is smaller as it is, and its lines stay sharp.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from plainleaf.pictures.formats import find_format

# A column of text is 656 CSS pixels wide, and most phones and many screens have two pixels or more for each.
WIDTHS = (480, 960, 1440)
WIDEST = WIDTHS[-1]
# A narrower photo is small already.
NARROWEST = 641
# Widths closer than this to the widest copy are not worth a file.
CLOSE = 1.2
# Decoding a larger one could exhaust the memory of a small machine.
MAX_PIXELS = 50_000_000
# The most bytes per pixel that all but unusual photos take, by format.
TYPICAL_BYTES_PER_PIXEL = {".avif": 0.12, ".webp": 0.2}
# A PNG with fewer bytes per pixel is a drawing or a screenshot.
MIN_PNG_BYTES_PER_PIXEL = 1.0
# Quality, of 100. The later ones are for a copy that would otherwise be no smaller than the photo.
QUALITIES = {".avif": (55, 40, 25), ".webp": (76, 60, 40)}
# The speed of AVIF encoding, of 10. Compared with 6, seven photos took a third of the time and 2 to 8 % more bytes, and
# were 0.1 to 0.3 dB less like the original. From 9 on they took 7 to 20 % more bytes.
AVIF_SPEED = 8
ENCODER_OPTIONS: dict[str, dict[str, Any]] = {
    ".avif": {"format": "AVIF", "speed": AVIF_SPEED, "max_threads": 1, "subsampling": "4:2:0"},
    ".webp": {"format": "WEBP", "method": 4},
}
MODES = ("L", "LA", "RGB", "RGBA")
# Where a color profile says what its values are.
PROFILE_SPACE = slice(16, 20)


class PhotoCopy(Struct, frozen=True, array_like=True):
    """A copy of a photo: its width in pixels and the ending of its format. Its bytes depend on `digest` alone."""

    width: Annotated[int, Meta(ge=1, le=WIDEST)]
    suffix: Literal[".avif", ".webp"]
    digest: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]


def find_copies(content: bytes, digest: str, width: int | None, height: int | None) -> tuple[PhotoCopy, ...]:
    """The copies to make of a whole picture of this width and height in pixels; none if it is not a photo.

    `digest` identifies its file. AVIF comes first, if this Pillow can write it: it is smaller than
    WebP.
    """
    format_ = find_format(content)
    if width is None or height is None or format_ not in ("JPEG", "PNG") or width < NARROWEST:
        return ()
    pixels = width * height
    if (
        pixels > MAX_PIXELS
        or (format_ == "PNG" and len(content) < pixels * MIN_PNG_BYTES_PER_PIXEL)
        or not _is_plain(content)
    ):
        return ()
    widest = min(width, WIDEST)
    widths = [*(each for each in WIDTHS if each * CLOSE < widest), widest]
    shown = widest * widest * height / width
    # A browser takes the first format that it knows, so each needs the widest copy.
    formats = [suffix for suffix in _writable() if shown * TYPICAL_BYTES_PER_PIXEL[suffix] < len(content)]
    encoder = _name_encoder()
    return tuple(
        PhotoCopy(each, suffix, sha256(f"{digest} {each} {suffix} {encoder}".encode()).hexdigest())
        for suffix in formats
        for each in widths
    )


def _is_plain(content: bytes) -> bool:
    """Whether colors of a picture are sure to stay as they are, and it does not move."""
    from plainleaf.pictures.decode import open_picture  # loads Pillow: most pictures are known from the last build

    with open_picture(content) as image:
        profile: bytes | None = image.info.get("icc_profile")
        is_known = profile is None or (image.mode in ("RGB", "RGBA") and profile[PROFILE_SPACE] == b"RGB ")
        # A telephone stores a smaller picture behind a JPEG, which is no movement.
        moves = getattr(image, "is_animated", False) and image.format != "MPO"
        return image.mode in MODES and is_known and not moves


def _writable() -> list[Literal[".avif", ".webp"]]:
    """The formats that this Pillow can write."""
    from PIL import features

    formats: tuple[Literal[".avif", ".webp"], ...] = (".avif", ".webp")
    return [suffix for suffix in formats if features.check(suffix[1:])]


def _name_encoder() -> str:
    """The versions of what encodes, and its settings: with others, the bytes differ."""
    from PIL import __version__, features

    return f"{__version__} {features.version('avif')} {features.version('webp')} {QUALITIES} {ENCODER_OPTIONS}"


def make_copies(content: bytes, copies: Sequence[PhotoCopy]) -> list[bytes]:
    """The content of each copy of a photo: upright, with its color profile, without its metadata.

    Raises BrokenError for a photo that cannot be decoded.
    """
    from plainleaf.pictures.decode import readable

    with readable(content, find_format(content)) as image:
        profile = image.info.get("icc_profile")
        upright = _decode_upright(image, max(copy.width for copy in copies))
    return [_encode(upright, copy, profile, len(content)) for copy in copies]


def _decode_upright(image: Any, width: int) -> Any:
    """The pixels of a picture, at least `width` wide, turned as the camera says."""
    from PIL import ImageOps

    from plainleaf.pictures.turn import ORIENTATION, ROTATED

    is_lying = image.getexif().get(ORIENTATION, 1) in ROTATED
    scale = width / image.size[1 if is_lying else 0]
    # A JPEG is decoded at a smaller scale if that is still large enough.
    image.draft(None, (max(1, round(image.size[0] * scale)), max(1, round(image.size[1] * scale))))
    upright = ImageOps.exif_transpose(image)
    return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _encode(upright: Any, copy: PhotoCopy, profile: bytes | None, limit: int) -> bytes:
    """A copy of fewer bytes than the `limit`, if that can be."""
    from PIL.Image import Resampling

    height = max(1, round(upright.height * copy.width / upright.width))
    resized = upright.resize((copy.width, height), Resampling.LANCZOS)
    resized.info.clear()
    kept = {"icc_profile": profile} if profile else {}
    written = b""
    for quality in QUALITIES[copy.suffix]:
        stream = io.BytesIO()
        resized.save(stream, quality=quality, exif=b"", xmp=b"", **kept, **ENCODER_OPTIONS[copy.suffix])
        written = stream.getvalue()
        if len(written) < limit:
            break
    return written
