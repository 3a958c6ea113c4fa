"""Addresses that lead elsewhere than they seem to: a name before '@', or letters that look like others.

The rules for letters are those that browsers apply before they show the letters of a host name: one script in each
part of the name, apart from scripts that are written together (Unicode's report 39, "highly restrictive"), and no
part made only of letters that look like Latin ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from plainleaf.input.invisible import find_invisible, find_unread, name_character
from plainleaf.patterns import lazy_pattern

SCHEMES = ("https://", "http://")
EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"))
# Letters of other alphabets that look like Latin ones; a name made only of them is read as a Latin one.
CYRILLIC = "асԁеһіјӏорԛѕԝхуъьҽпгѵѡ"
GREEK = "αικνρυωηοτ"
ARMENIAN = "ագզէլհյոսւօք"
LOOKALIKES = frozenset(CYRILLIC + GREEK + ARMENIAN)
# Latin letters of phonetic alphabets, such as U+0251, which looks like an 'a'.
PHONETIC = lazy_pattern("[\u0250-\u02ff\u1d00-\u1dbf]")
PUNYCODE = "xn--"
COPY = "Open the page in a browser and copy its address from there."
# In host names, browsers take these for the dot and the slash.
LIKE_DOTS = lazy_pattern("[\u3002\uff0e\uff61]")

# Signs that hosts may have in names of their scripts: middle dots, a Greek and two Hebrew marks.
SIGNS = "\u00b7\u30fb\u0375\u05f3\u05f4"
# An address of numbers in a form that few people can read: 3232235521, 0x7f.1, 0300.0250.0.1.
NUMBERS = lazy_pattern(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*\.?", re.IGNORECASE)
FOUR_NUMBERS = lazy_pattern(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
BOXES = lazy_pattern("[\u2500-\u257f]")  # among them the diagonals
Fault = tuple[str, str]


def is_host_below(host: str, names: Iterable[str]) -> bool:
    """Whether a host is one of some names, or a subdomain of one."""
    return any(host == name or host.endswith(f".{name}") for name in names)


def name_host(host: str | None) -> str:
    """A host as the name servers know it, without 'www.': with it or without, people mean one site.

    UnicodeError, which is a ValueError, means that no server can have that name.
    """
    return (host or "").removesuffix(".").removeprefix("www.").encode("idna").decode()


def is_loopback(host: str) -> bool:
    """Whether an IP address is this computer's loopback. A name never is."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def find_host_fault(address: str) -> Fault | None:
    """What is misleading about a full http or https address, and what to do; None if nothing is."""
    if not address.lower().startswith(SCHEMES):
        return None
    fix = COPY
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        # Either a part is not an address at all, or letters of the host stand for '/', '?', '#', '@' or ':'.
        return None if address.isascii() else (f"the address '{address}' has no clear host", fix)
    name, sign, where = parts.netloc.rpartition("@")
    if sign:
        fix = f"Delete '{name}@', if '{where}' is the right place."
        return f"the address seems to lead to '{name}', but leads to '{where}'", fix
    # What is invisible is left out by browsers, even where the script of a word needs it.
    if hidden := next(find_unread(parts.netloc), None):
        return f"there is an invisible character in the host: {name_character(parts.netloc[hidden[0]])}", fix
    is_number = NUMBERS.fullmatch(host) and not FOUR_NUMBERS.fullmatch(host)
    # Browsers read a backslash as a slash.
    if is_number or "\\" in parts.netloc or "%" in parts.netloc or LIKE_DOTS.search(host):
        return f"the host '{host}' is written in a way that hides where it leads", fix
    return next((fault for label in host.split(".") if (fault := _find_label_fault(label, host))), None)


def find_hidden_code(address: str) -> Fault | None:
    """The first invisible character that an address contains as a code such as %E2%80%8B, and what to do."""
    decoded = unquote(address, errors="ignore") if "%" in address else ""
    found = next(find_invisible(decoded), None)
    if found is None:
        return None
    message = f"the code of the invisible character {name_character(found.character)} is in '{address}'"
    return message, "Delete it, or copy the address from the browser again."


def _find_label_fault(label: str, host: str) -> Fault | None:
    """What is misleading about one part of a host name."""
    shown = label
    if label.startswith(PUNYCODE):
        try:
            shown = label.removeprefix(PUNYCODE).encode("ascii").decode("punycode")
        except UnicodeError:
            return f"the part '{label}' of the host stands for no name", "Check the address."
    if shown.isascii():
        return None
    if signs := "".join(letter for letter in shown if _is_sign(letter)):
        return f"the host '{host}' has a sign that is taken for another: {name_character(signs[0])}", COPY
    fix = "Type the address again, with the letters of one alphabet."
    written = f"'{host}'" if shown == label else f"'{host}', which browsers show as '{shown}',"
    scripts = {_script_of(letter) for letter in unicodedata.normalize("NFC", shown)} - {""}
    others = scripts - EAST_ASIAN
    if len(others) > 1 or (others - {"LATIN"} and scripts & EAST_ASIAN):
        mixed = ", ".join(script.title() for script in sorted(scripts))
        return f"the host {written} mixes letters of several alphabets: {mixed}", fix
    is_latin_only = host.rpartition(".")[2].isascii() and not host.rpartition(".")[2].startswith(PUNYCODE)
    letters = [letter for letter in shown if letter.isalpha()]
    looks_latin = bool(letters) and others != {"LATIN"} and is_latin_only and LOOKALIKES.issuperset(letters)
    is_styled = unicodedata.normalize("NFKC", shown) != unicodedata.normalize("NFC", shown)
    if looks_latin or is_styled or PHONETIC.search(shown):
        return f"the host {written} has letters that look like others", fix
    return None


def _is_sign(letter: str) -> bool:
    """Whether a character is none of a name, and could be read as a slash, a dot or a colon. Emoji are names."""
    is_sign = unicodedata.category(letter) in ("Sm", "Sk", "Pc", "Pd", "Po") or BOXES.match(letter) is not None
    return is_sign and not letter.isascii() and letter not in SIGNS


def _script_of(letter: str) -> str:
    """The script of a letter, by its Unicode name; '' for digits, hyphens and marks."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""
