"""A private key as it is written on paper: lines of groups, and how typed lines become the key again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.command.receiving.key_files import public_of
from plainleaf.receiver.sealing import PRIVATE, KeysError

# The letters and digits that a key is made of (Bech32, BIP 173), without those that look like another.
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
# The first character after the prefix is the same in all keys.
BEGINS = f"{PRIVATE}1"
LENGTH = 58
IN_GROUP, IN_LINE = 4, 16
# What is read or typed instead of a letter that keys have.
LOOKS_LIKE = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})


def write_lines(private: str) -> tuple[str, ...]:
    """The lines of a key, each with groups of four letters."""
    letters = private.removeprefix(BEGINS)
    return tuple(
        " ".join(letters[at : at + IN_GROUP] for at in range(start, min(start + IN_LINE, LENGTH), IN_GROUP))
        for start in range(0, LENGTH, IN_LINE)
    )


def read_letters(typed: str) -> str:
    """The letters of a key in what somebody typed or pasted: without the beginning, white space and notes."""
    lines = (line for line in typed.splitlines() if not line.lstrip().startswith("#"))
    upper = re.sub(r"[\s.,·-]+", "", "".join(lines)).upper()
    letters = upper.removeprefix(BEGINS.replace("-", ""))
    return letters.translate(LOOKS_LIKE)


def read_key(typed: str) -> str:
    """The key that somebody typed. Raises KeysError, which says where the slip is if there is a single one."""
    letters = read_letters(typed)
    strange = sorted(set(letters) - set(LETTERS))
    if strange:
        raise KeysError(f"No key has the character {strange[0]}. Compare what you typed with the sheet.")
    if len(letters) != LENGTH:
        raise KeysError(f"A key has {LENGTH} letters and digits on its sheet, and you typed {len(letters)}.")
    if _is_key(letters):
        return BEGINS + letters
    raise KeysError(_find_slip(letters) or "A letter or digit is wrong. Compare each group with the sheet.")


def _is_key(letters: str) -> bool:
    try:
        return bool(public_of(BEGINS + letters))
    except KeysError:
        return False


def _find_slip(letters: str) -> str:
    """Where one letter is wrong, or two are swapped. The checksum of a key leaves one way to put that right."""
    right = next(filter(_is_key, _repairs(letters)), None)
    if right is None:
        return ""
    at = next(number for number in range(LENGTH) if letters[number] != right[number])
    start = at - at % IN_GROUP
    place = f"Line {at // IN_LINE + 1}, group {at % IN_LINE // IN_GROUP + 1}"
    typed, meant = letters[start : start + IN_GROUP], right[start : start + IN_GROUP]
    return f"{place}: you typed {typed}. Look again: it is probably {meant}."


def _repairs(letters: str) -> Iterator[str]:
    for at in range(LENGTH):
        yield from (letters[:at] + letter + letters[at + 1 :] for letter in LETTERS if letter != letters[at])
    for at in range(LENGTH - 1):
        yield letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
