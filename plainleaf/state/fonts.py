"""The fonts of this computer, on which the look of a hand-out depends."""

from __future__ import annotations

from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_int, c_void_p
from functools import cache

from plainleaf.state.digests import digest

# FcResultMatch of fontconfig: the pattern has a value of the requested type.
MATCH = 0


class _FontSet(Structure):
    """FcFontSet of fontconfig: one pattern per font."""

    _fields_ = (("count", c_int), ("room", c_int), ("patterns", POINTER(c_void_p)))


@cache
def digest_fonts() -> str:
    """The digest of the files and versions of all fonts that fontconfig knows; "" without fontconfig."""
    from ctypes.util import find_library  # few sites have hand-outs

    name = find_library("fontconfig")
    if name is None:
        return ""
    library = CDLL(name)
    library.FcInitLoadConfigAndFonts.restype = c_void_p
    library.FcConfigGetFonts.argtypes, library.FcConfigGetFonts.restype = (c_void_p, c_int), POINTER(_FontSet)
    library.FcPatternGetString.argtypes = (c_void_p, c_char_p, c_int, POINTER(c_char_p))
    library.FcPatternGetInteger.argtypes = (c_void_p, c_char_p, c_int, POINTER(c_int))
    library.FcConfigDestroy.argtypes = (c_void_p,)
    config = library.FcInitLoadConfigAndFonts()
    found = library.FcConfigGetFonts(config, 0)
    if not found:
        return ""
    fonts = [_describe(library, found.contents.patterns[number]) for number in range(found.contents.count)]
    library.FcConfigDestroy(config)
    return digest(sorted(fonts))


def _describe(library: CDLL, pattern: int) -> tuple[bytes, int]:
    """The file of a font, and the version stated in it."""
    file, version = c_char_p(), c_int()
    if library.FcPatternGetString(pattern, b"file", 0, byref(file)) != MATCH:
        return b"", 0
    library.FcPatternGetInteger(pattern, b"fontversion", 0, byref(version))
    return file.value or b"", version.value
