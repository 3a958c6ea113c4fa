"""Values in a format that a field does not take: how to write them, if it is clear what was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from plainleaf.input.mistakes.days import day_fix, time_fix
from plainleaf.input.mistakes.lines import CURLY, CURLY_SINGLE
from plainleaf.patterns import lazy_pattern

Accepts = Callable[[str], object]
# No value of these forms is longer.
LONGEST = 300
AREA, FIRST, ALL = 3, 6, 10
PHONE_SIGNS = lazy_pattern(r"[\s().+/\-‐‑–—•·]+|^tel:", re.IGNORECASE)
EXTENSION = lazy_pattern(r"[,;]?\s*(?:ext(?:ension)?\.?|x|#)\s*\d+$", re.IGNORECASE)
# On the keys of a telephone, such as in 1-800-FLOWERS.
WORD_IN_NUMBER = lazy_pattern(r"[\d\s().-]+[A-Za-z]{4,7}")
KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
TRUNK = lazy_pattern(r"\(0\)")
AREA_MISSING = "Write the area code as well, for example 313-555-0110."
ABROAD = (
    "Write a number of North America such as 313-555-0110, and any other with the code of its country and spaces, "
    "such as +52 55 1234 5678."
)
LOCAL, LONGEST_PHONE = 7, 15  # digits
MARKDOWN = lazy_pattern(r"\[[^\]]*\]\(([^)\s]+)\)|<([^>\s]+)>")
HOST = lazy_pattern(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?].*)?")
FILE_WITH_SPACES = lazy_pattern(r"\S+/[^/]*\.[A-Za-z0-9]{2,5}")
SCHEME = lazy_pattern(r"(?:h?t+p+s?|https?|htps)(?::?/{1,2}|:\\+|;//|: *//) *", re.IGNORECASE)
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
YES = ("y", "on", "1", "yes.", "sí", "si", "oui", "ja", "x", "ok", "checked", "enabled", "true.")
NO = ("n", "off", "0", "no.", "non", "nein", "none", "unchecked", "disabled", "false.")
COLORS = {
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff", "maroon": "800000",
    "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff", "green": "008000", "lime": "00ff00", "olive": "808000",
    "yellow": "ffff00", "navy": "000080", "blue": "0000ff", "teal": "008080", "aqua": "00ffff",
}  # fmt: skip
LANGUAGES = {
    "english": "en", "spanish": "es", "español": "es", "espanol": "es", "castellano": "es", "french": "fr",
    "français": "fr", "francais": "fr", "german": "de", "deutsch": "de", "italian": "it", "italiano": "it",
    "portuguese": "pt", "português": "pt", "portugues": "pt", "chinese": "zh", "arabic": "ar", "hebrew": "he",
    "hindi": "hi", "japanese": "ja", "korean": "ko", "polish": "pl", "russian": "ru", "somali": "so", "tagalog": "tl",
    "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi", "hmong": "hmn", "dutch": "nl", "persian": "fa",
}  # fmt: skip


def fix_for(form: str, value: str, accepts: Accepts) -> str:
    """How to write a value of a form (a key of MEANT), "" if it is not clear. What it shows is `accepts`-ed."""
    if len(value) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", value).strip(f"{CURLY}{CURLY_SINGLE}\"' ")
    if form == "day":
        return f"Write: {plain}" if accepts(plain) else day_fix(plain)
    if form == "time":
        return f"Write: {plain}" if accepts(plain) else time_fix(plain)
    for meant in (plain, *MEANT[form](plain)):
        if meant != value and accepts(meant):
            return _write(form, meant, plain)
    return _explain_phone(plain) if form == "phone" else ""


def _write(form: str, meant: str, plain: str) -> str:
    if form == "color":
        return f'Write: "{meant}"'
    if form == "phone" and EXTENSION.search(plain):
        return f"Write: {meant} (The extension belongs in a text, such as the label.)"
    if form == "https" and plain.lower().startswith("http:"):
        return f"Write: {meant} (First open it in a browser, to see that it works with https.)"
    return f"Write: {meant}"


def _phones(value: str) -> Iterator[str]:
    bare = EXTENSION.sub("", value)
    if re.match(r"(?:tel:)?(?:\+|00)(?!1)", bare):
        abroad = TRUNK.sub(" ", bare.removeprefix("tel:"))
        yield "+" + " ".join(re.findall(r"\d+", re.sub("^00", "", abroad)))
    digits = PHONE_SIGNS.sub("", bare.lower().translate(KEYS) if WORD_IN_NUMBER.fullmatch(bare) else bare)
    if not digits.isascii() or not digits.isdigit():
        return
    is_international = value.startswith(("+1", "001", "tel:+1"))
    own = digits.removeprefix("00").removeprefix("1") if is_international else digits
    grouped = f"{own[-ALL : -ALL + AREA]}-{own[-ALL + AREA : -ALL + FIRST]}-{own[-ALL + FIRST :]}"
    if len(own) == ALL:
        yield grouped
    elif len(own) == ALL + 1 and own[0] == "1":
        yield f"1-{grouped}"
    elif len(own) == AREA:
        yield own
    elif len(own) == FIRST:
        # The short numbers of Europe and of Australia.
        yield f"{own[:AREA]} {own[AREA:]}"
        yield f"{own[:2]} {own[2:4]} {own[4:]}"


def _explain_phone(value: str) -> str:
    """What a number lacks, "" if it is not clear."""
    digits = PHONE_SIGNS.sub("", EXTENSION.sub("", value))
    if not digits.isdecimal() or not LOCAL <= len(digits) <= LONGEST_PHONE:
        return ""
    return AREA_MISSING if len(digits) == LOCAL and digits[0] != "0" else ABROAD


def _emails(value: str) -> Iterator[str]:
    address = value.removeprefix("mailto:").partition("?")[0]
    in_brackets = re.search(r"<([^<>]+)>", address) or re.fullmatch(r"\[[^\]]*\]\(mailto:([^)]+)\)", value)
    address = in_brackets[1] if in_brackets else address
    address = re.sub(r"\s*(?:\(at\)|\[at\]| at )\s*", "@", address, flags=re.IGNORECASE)
    address = re.sub(r"\s*(?:\(dot\)|\[dot\]| dot )\s*", ".", address, flags=re.IGNORECASE)
    address = re.sub(r"\s*([@.])\s*", r"\1", address).rstrip(".,;")
    if address.count("@") == 1 and "," not in address.partition("@")[0]:
        yield address.replace(",", ".")


def _addresses(value: str) -> Iterator[str]:
    found = MARKDOWN.fullmatch(value)
    address = (found[1] or found[2]) if found else value
    # Words behind an address are none of it; a space may belong to the name of a file.
    if " (" in address or (address.count(" ") > 1 and not FILE_WITH_SPACES.fullmatch(address)):
        address = address.partition(" ")[0]
    yield address
    scheme = SCHEME.match(address)
    rest = address[scheme.end() :] if scheme else address.removeprefix("//")
    if HOST.fullmatch(rest):
        yield "https://" + rest.strip().replace(" ", "%20").replace("\\", "/")


def _old_addresses(value: str) -> Iterator[str]:
    path = urlsplit(value).path if re.match(r"https?://[^/\[\]]+/", value) else value
    if not re.match(r"\w+:", path):
        path = re.split(r"[?#]", path)[0].replace("\\", "/").strip().replace(" ", "%20")
        yield "/" + re.sub(r"/{2,}", "/", path).lstrip("/")


def _languages(value: str) -> Iterator[str]:
    yield LANGUAGES.get(value.casefold(), "")
    first, _, rest = value.replace("_", "-").partition("-")
    yield f"{first.lower()}-{rest.upper() if len(rest) == 2 else rest.title()}" if rest else first.lower()


def _colors(value: str) -> Iterator[str]:
    digits = value.lstrip("#").removeprefix("0x")
    yield f"#{COLORS.get(value.casefold(), digits)}"
    yield "#" + "".join(2 * digit for digit in digits) if len(digits) == AREA else ""
    yield f"#{digits[:-2]}"
    parts = re.fullmatch(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)", value)
    yield "#" + "".join(f"{int(each):02x}" for each in parts.groups()) if parts else ""


def _flags(value: str) -> Iterator[str]:
    if value.casefold() in YES:
        yield "yes"
    elif value.casefold() in NO:
        yield "no"


def _numbers(value: str) -> Iterator[str]:
    found = re.fullmatch(r"(\d{1,9})(?:[.,]0*|st|nd|rd|th| ?[a-z]+)?", value, re.IGNORECASE)
    yield found[1] if found else ""
    yield str(NUMBERS.index(value.lower())) if value.lower() in NUMBERS else ""


def _names(value: str) -> Iterator[str]:
    yield re.sub(r"[\s_.]+", "-", value.casefold())


# What a value of each form may mean, likeliest first.
MEANT: dict[str, Callable[[str], Iterator[str]]] = {
    "phone": _phones,
    "email": _emails,
    "https": _addresses,
    "path": _old_addresses,
    "language": _languages,
    "color": _colors,
    "flag": _flags,
    "number": _numbers,
    "name": _names,
}
