"""Decode: whether a picture is undamaged. Pillow reads all of it, and only in formats that browsers show."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from plainleaf.pictures.faults import BrokenError, TooLargeError

# What Pillow raises for content that it cannot read.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError,
              AttributeError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError)  # fmt: skip
# Larger pictures are opened, but not decoded: that would take hundreds of megabytes.
MAX_DECODED = 110_000_000
# A JPEG is decoded at a smaller scale, which reads all of it in a quarter of the time.
SMALL = (64, 64)


@contextmanager
def open_picture(content: bytes, formats: list[str] | None = None) -> Iterator[Image.Image]:
    """A picture as Pillow reads it, without warnings about damaged metadata, or sizes that we report ourselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content), formats=formats) as image:
            yield image


def decode(content: bytes, format_: str) -> tuple[int, int]:
    """Width and height in pixels, before turning. Raises BrokenError for anything but a whole picture of the format."""
    with readable(content, format_) as image:
        size = image.size
        if size[0] * size[1] <= MAX_DECODED:
            image.draft("L", SMALL)
            image.load()
        return size


def find_size(content: bytes, format_: str) -> tuple[int, int]:
    """Width and height in pixels of a whole picture, which is not decoded."""
    with readable(content, format_) as image:
        return image.size


@contextmanager
def readable(content: bytes, format_: str) -> Iterator[Image.Image]:
    """A picture of a format. Raises BrokenError, or TooLargeError, if Pillow cannot read it."""
    try:
        with open_picture(content, [format_, "MPO"] if format_ == "JPEG" else [format_]) as image:
            yield image
    except Image.DecompressionBombError as error:
        raise TooLargeError("".join(re.findall(r"\((\d+) pixels\)", str(error))) or "too many") from error
    except UNREADABLE as error:
        raise BrokenError("it is damaged or cut off") from error
