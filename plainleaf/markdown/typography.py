"""Typographic quotes, dashes and ellipses, for plain text and for the text between HTML tags.

A plain quote is read by the characters beside it, as a typist would: it opens before a word and closes after one. Two
things need more than that. An apostrophe may begin a word ('tis, '90): a single quote that nothing closes is one. And
where words have no spaces between them, as in Chinese, quotes take turns.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct, field

# The first character is a single class, so that the regex engine can skip everything else.
PLAIN = re.compile(r"[\"'.-](?:(?<=[\"'])|(?<=-)--?|(?<=\.)\.\.)")
OPENS_AFTER = frozenset("([{-–—/“‘«„‚‹「『¿¡")
APOSTROPHE = "’"
YEAR = re.compile(r"\d\d(?:s|er|ern)?\b")
# Between the pieces of a text; no text holds it.
SEAM = "\0"
# An article that has lost its vowel before a word in quotes: l'"ami".
ELIDED = re.compile(r"'[\"'](?=\w)")
WORD = re.compile(r"\w+")
# Scripts that leave no space beside a quote, by the first word of a character's Unicode name. In Arabic, some words are
# written together with the next one.
UNSPACED = frozenset(
    ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "ARABIC")
)
# How many characters of a word matter to find out whether it is shortened.
LONGEST_SHORT_WORD = 8


class Quotes(Struct, frozen=True):
    """The quotation marks of a language, and its words that begin with an apostrophe."""

    double_open: str
    double_close: str
    single_open: str
    single_close: str
    shortened: frozenset[str] = frozenset()


# From Unicode's CLDR, where a language has no other custom in print.
ENGLISH = frozenset(("tis", "tisn", "twas", "twasn", "twere", "twill", "cause", "cos", "cuz", "em", "n", "til", "till"))
GERMAN = frozenset(("s", "n", "ne", "nen", "nem", "ner", "nes", "rauf", "raus", "rein", "ran", "rum", "runter"))
DUTCH = frozenset(("s", "t", "n", "k", "m", "r"))
BY_LANGUAGE = {
    "ar": ("”", "“", "’", "‘"),
    "cs": ("„", "“", "‚", "‘"),
    "da": ("“", "”", "‘", "’"),
    "es": ("«", "»", "“", "”"),
    "fa": ("«", "»", "‹", "›"),
    "fr": ("«\u00a0", "\u00a0»", "‹", "›"),
    "hu": ("„", "”", "»", "«"),
    "it": ("«", "»", "“", "”"),
    "ja": ("「", "」", "『", "』"),
    "pl": ("„", "”", "«", "»"),
    "pt-PT": ("«", "»", "“", "”"),
    "ru": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "zh-Hant": ("「", "」", "『", "』"),
    "zh-HK": ("「", "」", "『", "』"),
    "zh-TW": ("「", "」", "『", "』"),
}


@lru_cache(maxsize=32)
def quotes_of(language: str) -> Quotes:
    """The quotation marks of a language, by its code."""
    base = language.split("-")[0]
    if base == "de":
        return Quotes("„", "“", "‚", "‘", GERMAN)
    marks = BY_LANGUAGE.get(language) or BY_LANGUAGE.get(base) or ("“", "”", "‘", "’")
    return Quotes(*marks, {"en": ENGLISH, "nl": DUTCH}.get(base, frozenset()))


class _Typist(Struct):
    """A pass over a text: which plain quotes opened something, which stand for a letter, and what is still open."""

    text: str
    quotes: Quotes
    before: str
    after: str
    opened: set[int] = field(default_factory=set)
    elided: set[int] = field(default_factory=set)
    singles: list[int] = field(default_factory=list)
    doubles: int = 0


def typeset(text: str, quotes: Quotes, before: str = "", after: str = "") -> str:
    """The text with typographic punctuation. `before` and `after` are the characters around it, '' at an end."""
    found = [each.span() for each in PLAIN.finditer(text)]
    if not found:
        return text
    typist = _Typist(text, quotes, before, after)
    marks = {start: _choose_mark(typist, start, end) for start, end in found}
    # What is never closed was no quotation.
    marks.update(dict.fromkeys(typist.singles, APOSTROPHE))
    pieces: list[str] = []
    done = 0
    for start, end in found:
        pieces += (text[done:start], marks[start])
        done = end
    return "".join([*pieces, text[done:]])


def typeset_pieces(pieces: list[str], quotes: Quotes) -> list[str]:
    """The pieces of one text with typographic punctuation, as if nothing were between them. None holds a SEAM."""
    return typeset(SEAM.join(pieces), quotes).split(SEAM)


def _choose_mark(typist: _Typist, start: int, end: int) -> str:
    """The mark in place of a plain one."""
    plain = typist.text[start:end]
    if plain == "...":
        return "…"
    if plain[0] == "-":
        return "—" if len(plain) == 3 else "–"
    last, at = _before(typist, start)
    following = _after(typist, end)
    is_start = not last or last.isspace() or last in OPENS_AFTER or at in typist.opened or at in typist.elided
    is_start = (is_start or typist.text[max(0, at - 1) : at + 1] == "--") and bool(following.strip())
    takes_turns = not is_start and bool(following.strip()) and _are_unspaced(last, following)
    if plain == '"':
        return _choose_double(typist, start, opens=is_start or (takes_turns and not typist.doubles))
    is_inside = last.isalnum() and following.isalnum() and not takes_turns
    opens = is_start or (takes_turns and not typist.singles)
    if last.isalnum() and ELIDED.match(typist.text, start):
        typist.elided.add(start)
        return APOSTROPHE
    if is_inside or (opens and _is_shortened(typist, end)):
        return APOSTROPHE
    if opens:
        typist.opened.add(start)
        typist.singles.append(start)
        return typist.quotes.single_open
    if not typist.singles:
        return APOSTROPHE
    typist.singles.pop()
    return typist.quotes.single_close


def _choose_double(typist: _Typist, start: int, *, opens: bool) -> str:
    if opens:
        typist.opened.add(start)
        typist.doubles += 1
        return typist.quotes.double_open
    typist.doubles = max(0, typist.doubles - 1)
    return typist.quotes.double_close


def _before(typist: _Typist, start: int) -> tuple[str, int]:
    """The character before an offset, and its own offset (-1 for one that is not in the text)."""
    at = start - 1
    while at >= 0 and typist.text[at] == SEAM:
        at -= 1
    return (typist.text[at], at) if at >= 0 else (typist.before, -1)


def _after(typist: _Typist, end: int) -> str:
    """The character after an offset."""
    while typist.text[end : end + 1] == SEAM:
        end += 1
    return typist.text[end : end + 1] or typist.after


def _is_shortened(typist: _Typist, at: int) -> bool:
    """Whether a word at an offset is one of those that lack their beginning, or the last digits of a year."""
    if YEAR.match(typist.text, at):
        return True
    word = WORD.match(typist.text, at, at + LONGEST_SHORT_WORD)
    if word is None or word.group().lower() not in typist.quotes.shortened:
        return False
    # In quotes, 'cause' is only a word; rock 'n' roll has two apostrophes.
    return word.group() == "n" or not typist.text.startswith("'", word.end())


def _are_unspaced(last: str, following: str) -> bool:
    """Whether the characters on both sides of a quote are of scripts that leave no space there."""
    return all(_script_of(each) in UNSPACED for each in (last, following) if each)


def _script_of(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
