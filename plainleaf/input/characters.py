"""Characters that no author may write, either directly or as a character reference.

Control characters are invalid in HTML and XML, and plainleaf uses private-use characters as placeholders, for
components and footnotes among others (see content/fences.py, markdown/set_aside.py and markdown/footnotes.py). So that
no author's text can be mistaken for a placeholder, both forms are reported at their place, and also replaced before any
placeholder is added, in case a check has a gap. What else nobody can see is in invisible.py.
"""

from __future__ import annotations

import re

from plainleaf.patterns import lazy_pattern

REPLACEMENT = "\ufffd"
# Control characters except tabs and line ends, surrogates, private-use characters, and the noncharacters of plane 0.
CLASS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
FORBIDDEN = lazy_pattern(f"[{CLASS}]")
# What CommonMark reads as a character reference.
REFERENCE = lazy_pattern(r"&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|[A-Za-z][A-Za-z0-9]*);")
NUMBER = lazy_pattern(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});")
LAST_CHARACTER = 0x10FFFF


def with_plain_ends(text: str) -> str:
    """A text with line ends as '\\n', whichever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_reference(reference: str) -> str:
    """The characters that a character reference denotes, or the reference itself if its name is unknown.

    The standard library's html.unescape accepts more than CommonMark does: names without a semicolon, and numbers of
    the Windows code page.
    """
    if reference[1] != "#":
        from html.entities import html5  # few texts have a name of a character

        return html5.get(reference[1:], reference)
    digits = reference[2:-1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(number) if 0 < number <= LAST_CHARACTER else REPLACEMENT


def replace_forbidden(text: str, *, allowed: str = "") -> str:
    """The text with U+FFFD in place of each forbidden character, and of each reference to one.

    Characters in `allowed` stay, because the caller put them there.
    """
    if FORBIDDEN.search(text):
        text = FORBIDDEN.sub(lambda found: found.group() if found.group() in allowed else REPLACEMENT, text)
    return NUMBER.sub(_replace_reference, text) if "&#" in text else text


def _replace_reference(found: re.Match[str]) -> str:
    return REPLACEMENT if is_forbidden(decode_reference(found.group())) else found.group()


def is_forbidden(character: str) -> bool:
    """Whether a character may not even be written as a reference."""
    # A carriage return in a file is a line end; one written as a reference is neither a line end nor visible.
    return character in (REPLACEMENT, "\r") or bool(FORBIDDEN.match(character))
