"""Metadata: stripped from a picture without decoding it, so its pixels stay exactly as they are.

This is an allowlist, since formats get new kinds of metadata. Kept are the parts that a browser needs to
show the picture, and its color profile. What follows the end of a picture is dropped too. If there is nothing to
drop, the same bytes come out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from plainleaf.pictures.faults import BrokenError
from plainleaf.pictures.metadata_boxes import strip_avif
from plainleaf.pictures.metadata_gif import strip_gif

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs", b"cICP",
    b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_NOTES = 0x04 | 0x08  # the flags of VP8X for XMP and EXIF
FRAME_HEAD = 16
JPEG_ALONE = {0x01, *range(0xD0, 0xDA)}  # markers without a length
SCAN, END = 0xDA, 0xD9
COMMENT, APP0, APP2, APP14, APP15 = 0xFE, 0xE0, 0xE2, 0xEE, 0xEF
JFIF = b"JFIF\x00"
JFIF_LENGTH = 14
ICON_ENTRY = 16


def strip_png(content: bytes) -> bytes:
    """A PNG without texts, times, EXIF and whatever else is not part of the picture."""
    kept, at = [PNG_HEAD], len(PNG_HEAD)
    while True:
        if at + 12 > len(content):
            raise BrokenError("its end is missing")
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content):
            raise BrokenError("its end is missing")
        if name in PNG_KEPT:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept)


def strip_jpeg(content: bytes) -> bytes:
    """A JPEG without EXIF, XMP, IPTC, comments, thumbnails, and other pictures or films appended to it."""
    kept = [content[:2]]
    for marker, segment in _jpeg_segments(content):
        payload = segment[4:]
        if marker == APP0:
            # A JFIF header may hold a thumbnail. The other kind of APP0 holds nothing else.
            if payload.startswith(JFIF) and len(payload) >= JFIF_LENGTH:
                kept.append(b"\xff\xe0\x00\x10" + payload[: JFIF_LENGTH - 2] + b"\x00\x00")
        elif marker == APP2:
            kept += [segment] if payload.startswith(b"ICC_PROFILE\x00") else []
        elif marker == APP14 or not (APP0 <= marker <= APP15 or marker == COMMENT):
            kept.append(segment)
    return b"".join(kept)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment by its marker, from after the first marker to the one that ends the picture."""
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 2 > len(content) or content[at] != 0xFF:
            raise BrokenError("its end is missing")
        marker = content[at + 1]
        if marker in JPEG_ALONE:
            yield marker, content[at : at + 2]
            at += 2
            if marker == END:
                return
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == SCAN:
            end = _end_of_scan(content, end)
        if end > len(content):
            raise BrokenError("its end is missing")
        yield marker, content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """The offset where the compressed pixels that begin at `at` end: at a marker that is not part of them."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following and following[0] != 0 and not 0xD0 <= following[0] <= 0xD7 and following[0] != 0xFF:
            return at
        at += 1
    raise BrokenError("its end is missing")


def strip_webp(content: bytes) -> bytes:
    """A WebP without EXIF, XMP and unknown chunks."""
    length = int.from_bytes(content[4:8], "little")
    if length + 8 > len(content):
        raise BrokenError("its end is missing")
    kept = _webp_chunks(content[12 : 8 + length])
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def _webp_chunks(content: bytes) -> bytes:
    kept: list[bytes] = []
    at = 0
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        payload = content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if name not in WEBP_KEPT:
            continue
        if name == b"VP8X" and payload:
            payload = bytes([payload[0] & ~WEBP_NOTES]) + payload[1:]
        if name == b"ANMF":
            payload = payload[:FRAME_HEAD] + _webp_chunks(payload[FRAME_HEAD:])
        kept.append(name + len(payload).to_bytes(4, "little") + payload + b"\x00" * (len(payload) % 2))
    return b"".join(kept)


def strip_icon(content: bytes) -> bytes:
    """An icon without the metadata of the PNGs in it."""
    count = int.from_bytes(content[4:6], "little")
    at, heads, pictures = 6 + ICON_ENTRY * count, list[bytes](), list[bytes]()
    for number in range(count):
        head = content[6 + ICON_ENTRY * number : 6 + ICON_ENTRY * (number + 1)]
        length, start = int.from_bytes(head[8:12], "little"), int.from_bytes(head[12:16], "little")
        picture = content[start : start + length]
        if len(head) < ICON_ENTRY or len(picture) < length:
            raise BrokenError("its end is missing")
        picture = strip_png(picture) if picture.startswith(PNG_HEAD) else picture
        heads.append(head[:8] + len(picture).to_bytes(4, "little") + at.to_bytes(4, "little"))
        pictures.append(picture)
        at += len(picture)
    return b"".join([content[:6], *heads, *pictures])


STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "PNG": strip_png,
    "JPEG": strip_jpeg,
    "GIF": strip_gif,
    "WEBP": strip_webp,
    "AVIF": strip_avif,
    "ICO": strip_icon,
}
