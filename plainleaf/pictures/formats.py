"""Formats: what a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from plainleaf.pictures.faults import PictureFault, broken

SIGNATURES = (
    (rb"\x89PNG\r\n\x1a\n", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"GIF8[79]a", "GIF"),
    (rb"RIFF.{4}WEBP", "WEBP"),
    (rb".{4}ftyp(?:avif|avis)", "AVIF"),
    (rb".{4}ftyp(?:hei[cxms]|hev[cxms])", "HEIC"),
    # The general brand of pictures; the particular ones follow.
    (rb".{4}ftyp(?:mif1|msf1|miaf).{4}(?:.{4}){0,20}?(?:avif|avis)", "AVIF"),
    (rb".{4}ftyp(?:mif1|msf1|miaf)", "HEIC"),
    (rb"\x00\x00\x01\x00", "ICO"),
    (rb"(?:II\*\x00|MM\x00\*)", "TIFF"),
    (rb"BM.{4}\x00\x00\x00\x00", "BMP"),
    (rb"8BPS", "Photoshop"),
    (rb"%PDF", "PDF"),
    (rb"%!PS", "PostScript"),
    (rb"\xff\x0a|\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (rb"\x1f\x8b", "compressed"),
    (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<(?:\w+:)?svg[\s>/]", "SVG"),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)", "web page"),
)
KNOWN = tuple((re.compile(pattern, re.DOTALL | re.IGNORECASE), name) for pattern, name in SIGNATURES)
HEAD = 4096
SUFFIXES = {
    "PNG": ".png",
    "JPEG": ".jpg",
    "GIF": ".gif",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "SVG": ".svg",
    "ICO": ".ico",
}


def find_format(content: bytes) -> str:
    """The name of the format that some bytes begin like; "" when it is none of those known here."""
    head = content[:HEAD]
    return next((name for pattern, name in KNOWN if pattern.match(head)), "")


def wrong_format(content: bytes, found: str, suffix: str) -> PictureFault:
    """The fault of a picture that is not what its suffix says."""
    if not content:
        return PictureFault("broken-picture", "this picture is empty", "Export or download it again.")
    if found in SUFFIXES:
        message = f"this is a {found} picture, but its name ends in '{suffix}'"
        return PictureFault("broken-picture", message, f"Let its name end in '{SUFFIXES[found]}', here and on pages.")
    if found == "HEIC":
        fix = "Save it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible; then take it again."
        return PictureFault(
            "broken-picture", "this is a HEIC picture, as iPhones take them; most browsers cannot show it", fix
        )
    if found:
        an = "an" if found[0] in "AEIO" else "a"
        return PictureFault(
            "broken-picture", f"this is {an} {found} file, not a picture for browsers", "Save it as JPEG or PNG."
        )
    return broken("it is no picture, or its beginning is missing")
