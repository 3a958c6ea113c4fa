"""Formats: what a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from plainleaf.patterns import lazy_pattern
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
KNOWN = tuple((lazy_pattern(pattern, re.DOTALL | re.IGNORECASE), name) for pattern, name in SIGNATURES)
HEAD = 4096
SAVE_AS_JPEG = "Save it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible; then take it again."
# PDF readers look for these within so many bytes of the beginning and the end.
PDF_HEAD, PDF_END, PDF_MARGIN = b"%PDF-", b"%%EOF", 1024
_NEVER_EMPTY = (
    ".pdf .docx .xlsx .pptx .odt .epub .mp4 .m4v .mov .webm .ogv .vtt .srt .mp3 .m4a .ogg .oga .opus .wav .flac .woff "
    ".woff2 .ics .vcf .zip"
)
NEVER_EMPTY = frozenset(_NEVER_EMPTY.split())
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
    """The name of the format that these bytes begin like; "" if it is none of those known here."""
    head = content[:HEAD]
    return next((name for pattern, name in KNOWN if pattern.match(head)), "")


def find_file_faults(content: bytes, suffix: str) -> tuple[PictureFault, ...]:
    """What is wrong with a download or a film, as far as its size, its beginning and its end show."""
    if not content and suffix in NEVER_EMPTY:
        fact = "this file is empty"
    elif suffix != ".pdf":
        return ()
    elif PDF_HEAD not in content[:PDF_MARGIN]:
        found = find_format(content)
        fact = f"this is {_with_article(found)} file, not a PDF" if found else "this is not a PDF"
    elif PDF_END not in content.rstrip(b"\0\t\r\n ")[-PDF_MARGIN:]:
        fact = "this PDF is cut off: its end is missing"
    else:
        return ()
    fix = "Export or download it again, and open it once to see that it is whole."
    return (PictureFault("broken-file", fact, fix),)


def _with_article(name: str) -> str:
    return f"an {name}" if name.startswith(("A", "E", "I", "O", "SVG")) else f"a {name}"


def wrong_format(content: bytes, found: str, suffix: str) -> PictureFault:
    """The fault of a picture that is not what its suffix says."""
    if not content:
        return PictureFault("broken-picture", "this picture is empty", "Export or download it again.")
    if found in SUFFIXES:
        message = f"this is {_with_article(found)} picture, but its name ends in '{suffix}'"
        return PictureFault("broken-picture", message, f"Let its name end in '{SUFFIXES[found]}', here and on pages.")
    if found == "HEIC":
        fact = "this is a HEIC picture, as iPhones take them; most browsers cannot show it"
        return PictureFault("broken-picture", fact, SAVE_AS_JPEG)
    if found:
        fact = f"this is {_with_article(found)} file, not a picture for browsers"
        return PictureFault("broken-picture", fact, "Save it as JPEG or PNG.")
    return broken("it is not a picture, or its beginning is missing")
