"""Characters that nobody sees, but that hide a word from a check, reorder a dose on the screen, or break a link.

A few of them are needed: joiners and soft hyphens inside words, marks of direction beside right-to-left letters, and
variation selectors behind symbols. Everywhere else they are mistakes, whatever they were meant for. The lists follow
Unicode's property Default_Ignorable_Code_Point and its report 36 (security).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from plainleaf.input.characters import CLASS, REFERENCE, REPLACEMENT, decode_reference, is_forbidden
from plainleaf.patterns import lazy_pattern

SOFT_HYPHEN, NON_JOINER, JOINER, KEYCAP = "\u00ad", "\u200c", "\u200d", "\u20e3"
VOWEL_SEPARATOR = "\u180e"  # of Mongolian
# Invisible everywhere: separators of lines, marks of direction that reach over other text, spaces without width, and
# fillers. Then private use and noncharacters outside plane 0, and signs for something that was lost.
NEVER = (
    "\u034f\u115f\u1160\u17b4\u17b5\u200b\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffd"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
    "\U000f0000-\U0010ffff" + "".join(chr(plane * 0x10000 + end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
)
SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Needed in some places.
SOMETIMES = f"\u00ad\u061c\u180e\u200c-\u200f{SELECTORS}\U000e0020-\U000e007f"
SUSPECT = lazy_pattern(f"[{CLASS}{NEVER}{SOMETIMES}]")
SUSPECT_OR_REFERENCE = lazy_pattern(f"{SUSPECT.pattern}|{REFERENCE.pattern}")
SELECTOR = lazy_pattern(f"[{SELECTORS}]")
DIRECTION = lazy_pattern("[\u061c\u200e\u200f]")
# In UTF-8 each suspect begins with one of these bytes. Searching bytes takes a fifth of the time.
FIRST_BYTES = bytes(
    (*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, *range(0xED, 0xF5))
)
# These are white space: a space takes their place. Nothing takes the place of others.
LINE_SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\u2800\u3164"
# Where Word keeps the signs of its fonts Symbol and Wingdings. Other fonts have nothing there.
OF_FONTS = lazy_pattern("[\uf020-\uf0ff]")
# Its bullets at the beginning of a line. Those that Symbol has as letters count only before a space. Crosses say no.
BULLETS = "\uf02d\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
LETTERS = "\uf046\uf06c\uf06e\uf06f\uf070-\uf077\uf09e\uf0a0\uf0a1\uf0a4\uf0ab\uf0ae\uf0dc\uf0e0\uf0e8\uf0f0\uf0fe"
CROSSES = "\uf0fb\uf0fd"
BULLET = lazy_pattern(rf"^([ \t\u00a0>]{{0,20}})(?:[{BULLETS}]|[{LETTERS}](?=[ \t\u00a0])|([{CROSSES}]))", re.MULTILINE)
# What the signs of Symbol are that change an amount: its digits and operators, and some more.
SYMBOL = {chr(0xF000 + code): chr(code) for code in range(0x21, 0x40)} | dict(
    zip("\uf061\uf062\uf067\uf06d\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b8\uf0bb", "αβγµ≤°±≥×÷≈", strict=True)
)
RIGHT_TO_LEFT = ("R", "AL")
# Blocks with letters that are written from right to left, without the marks of direction among them.
MAYBE_RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
LOST = (REPLACEMENT, "\ufffc")
# The flags of England, Scotland and Wales: a black flag, tags, and the tag that ends them.
FLAG = lazy_pattern("\U0001f3f4(?:\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|"
                  "\U000e0077\U000e006c\U000e0073)\U000e007f)")  # fmt: skip
PERCENT = lazy_pattern(r"(?:%[0-9a-fA-F]{2})+")
PARAGRAPH = "\n\n"
LONGEST_WORD = 40
# How far from a mark of direction, in characters, its letters may be. A limit keeps the time linear.
REACH = 400


class Invisible(Struct, frozen=True):
    """An invisible character in a text, or a character reference to one: its offset, as written, and what it is."""

    offset: int
    written: str
    character: str

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.offset + len(self.written)


def name_character(character: str) -> str:
    """What a character is called: its Unicode name, or what kind of character it is, and its number."""
    kinds = {"Cc": "CONTROL CHARACTER", "Co": "PRIVATE-USE CHARACTER", "Cs": "SURROGATE"}
    kind = kinds.get(unicodedata.category(character), "NONCHARACTER")
    return f"{unicodedata.name(character, kind)} (U+{ord(character):04X})"


def describe(text: str, found: Invisible) -> tuple[str, str]:
    """What is wrong with an invisible character in a text, and what to do."""
    word = _word_around(text, found)
    where = f"in '{word}'" if word else "in the text"
    name = name_character(found.character)
    if found.written != found.character:
        return f"'{found.written}' is the code of an invisible character: {name}", "Delete it and type the word again."
    if is_lost(found.character):
        sign = SYMBOL.get(found.character)
        fix = f"Type here what belongs there{f': in the font Symbol it is {sign!r}' if sign else ''}."
        return f"something was lost {where}: {name} is in its place", fix
    fix = "Delete it and type the word again. In a page, 'plainleaf tidy FILE' does so."
    return f"the invisible character {name} is {where}", fix


def is_lost(character: str) -> bool:
    """Whether a character stands for one that was lost, so that the text says something else without it."""
    return character in LOST or OF_FONTS.match(character) is not None


def _word_around(text: str, found: Invisible) -> str:
    before = text[max(0, found.offset - LONGEST_WORD) : found.offset]
    after = text[found.end : found.end + LONGEST_WORD]
    first = "" if before[-1:].isspace() else "".join(before.split()[-1:])
    last = "" if after[:1].isspace() or found.character in LINE_SEPARATORS else "".join(after.split()[:1])
    word = SUSPECT.sub("", first + last)[:LONGEST_WORD]
    return word if any(map(str.isalnum, word)) else ""


def find_invisible(text: str) -> Iterator[Invisible]:
    """The characters of a text that nobody can see and no script needs where they are."""
    for found in SUSPECT.finditer(text):
        if not _is_needed(text, found.start(), found.end(), found.group()) and not _is_bullet(text, found):
            yield Invisible(found.start(), found.group(), found.group())


def find_invisible_references(text: str) -> Iterator[Invisible]:
    """The same for character references. Control characters and the like count, too."""
    for found in REFERENCE.finditer(text) if "&" in text else ():
        for character in decode_reference(found.group()):
            if character == "\r" or is_forbidden(character) or SUSPECT.match(character):
                if not _is_needed(text, found.start(), found.end(), character):
                    yield Invisible(found.start(), found.group(), character)
                break


def find_unread(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of everything in a text that readers do not see, whether it is needed or not."""
    for found in SUSPECT_OR_REFERENCE.finditer(text):
        character = found.group() if len(found.group()) == 1 else decode_reference(found.group())
        if SUSPECT.fullmatch(character) and character not in LINE_SEPARATORS and not is_lost(character):
            yield found.span()


def drop_invisible(text: str) -> str:
    """The text as people see it: without the invisible characters that no script needs, with spaces for separators, and
    with bullets that every font has. What stands for something that was lost stays.
    """
    text = BULLET.sub(lambda found: f"{found[1]}{'✗' if found[2] else '•'}", text)
    pieces: list[str] = []
    done = 0
    for found in find_invisible(text):
        pieces += (text[done : found.offset], in_place_of(found.character))
        done = found.end
    return "".join([*pieces, text[done:]]) if pieces else text


def in_place_of(character: str) -> str:
    """What `drop_invisible` writes in place of an invisible character; "" if it leaves the character out."""
    if is_lost(character):
        return character
    return " " if character in LINE_SEPARATORS else ""


def spell_out(text: str) -> str:
    """A short text for a message: the name of each invisible character stands in its place, also if it is encoded."""
    text = PERCENT.sub(_spell_code, text) if "%" in text else text
    return SUSPECT.sub(lambda found: f"[{name_character(found.group())}]", text)


def _spell_code(found: re.Match[str]) -> str:
    decoded = unquote(found.group())
    return decoded if SUSPECT.search(decoded) and REPLACEMENT not in decoded else found.group()


def _is_needed(text: str, start: int, end: int, character: str) -> bool:
    """Whether a script or a symbol needs the invisible character that stands here."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if character in (SOFT_HYPHEN, NON_JOINER, JOINER):
        return _joins(before) or _joins(after)
    if DIRECTION.match(character):
        return _is_beside_right_to_left(text, start, end)
    if SELECTOR.match(character):
        return _can_vary(before, after)
    if character == VOWEL_SEPARATOR:
        return "\u1800" <= before <= "\u18af"
    if "\U000e0020" <= character <= "\U000e007f":
        return any(each.start() < start < each.end() for each in FLAG.finditer(text, max(0, start - 7), start + 7))
    return False


def _is_bullet(text: str, found: re.Match[str]) -> bool:
    """Whether a character is a bullet of Word, which the check of pasted lists reports."""
    if not OF_FONTS.match(found.group()):
        return False
    bullet = BULLET.match(text, text.rfind("\n", 0, found.start()) + 1)
    return bullet is not None and bullet.end() == found.end()


def _joins(character: str) -> bool:
    """Whether a character is a letter, a mark on one, or a part of an emoji."""
    category = unicodedata.category(character) if character else "Zs"
    return category in ("So", "Sk") or category[0] in "LM"


def _is_beside_right_to_left(text: str, start: int, end: int) -> bool:
    """Whether there are right-to-left letters in the same paragraph: numbers and punctuation beside them need marks."""
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    above, below = text.rfind(PARAGRAPH, first, start), text.find(PARAGRAPH, end, last)
    letters = MAYBE_RIGHT_TO_LEFT.finditer(text, max(first, above), below if below >= 0 else last)
    return any(unicodedata.bidirectional(letter.group()) in RIGHT_TO_LEFT for letter in letters)


def _can_vary(before: str, after: str) -> bool:
    """Whether a character has variants: symbols do, digits in a keycap, and letters without upper and lower case."""
    if not before:
        return False
    if before in "0123456789#*":
        return after == KEYCAP
    return before == "ℹ" or unicodedata.category(before) in ("So", "Sm", "Sk", "Sc", "Po", "Lo")
