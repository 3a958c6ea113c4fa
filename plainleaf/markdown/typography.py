"""Typographic quotes, dashes and ellipses, for plain text and for the text between HTML tags.

A plain quote is read by the characters beside it, as a typist would: it opens before a word and closes after one. Two
things need more than that. An apostrophe may begin a word ('tis, '90): a single quote that nothing closes is one. And
where words have no spaces between them, as in Chinese, quotes take turns.

Where a language has a space before a sign, as French has, a plain space that somebody typed there does not break.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from msgspec import Struct, field

from plainleaf.markdown.scripts import UNSPACED, script_of
from plainleaf.patterns import lazy_pattern

# The first character is a single class, so that the regex engine can skip everything else.
PLAIN = lazy_pattern(r"[\"'.-](?:(?<=[\"'])|(?<=-)--?|(?<=\.)\.\.)")
# A space at which no line may end: before a sign, and in « words ».
HELD = lazy_pattern(r" (?=[;:?!»](?!\w))|(?<=«)(?<!\w«) ")
NO_BREAK_SPACE = "\u00a0"
OPENS_AFTER = frozenset("([{-–—/“‘«„‚‹「『¿¡")
APOSTROPHE = "’"
YEAR = lazy_pattern(r"\d\d(?:s|er|ern)?\b")
# An article that has lost its vowel before a word in quotes: l'"ami".
ELIDED = lazy_pattern(r"'[\"'](?=\w)")
WORD = lazy_pattern(r"\w+")
# Scripts that leave no space beside a quote. In Arabic, some words are written together with the next one.
NO_SPACE_AT_QUOTES = UNSPACED | {"ARABIC"}
# How many characters of a word matter to find out whether it is shortened.
LONGEST_SHORT_WORD = 8


class Quotes(Struct, frozen=True):
    """The quotation marks of a language, and its words that begin with an apostrophe."""

    double_open: str
    double_close: str
    single_open: str
    single_close: str
    shortened: frozenset[str] = frozenset()


# From Unicode's CLDR (version 44, delimiters.json), where a language has no other custom in print.
ENGLISH = frozenset(("tis", "tisn", "twas", "twasn", "twere", "twill", "cause", "cos", "cuz", "em", "n", "til", "till"))
GERMAN = frozenset(("s", "n", "ne", "nen", "nem", "ner", "nes", "rauf", "raus", "rein", "ran", "rum", "runter"))
DUTCH = frozenset(("s", "t", "n", "k", "m", "r"))
BY_LANGUAGE = {
    "am": ("«", "»", "‹", "›"),
    "ar": ("”", "“", "’", "‘"),
    "be": ("«", "»", "„", "“"),
    "bg": ("„", "“", "„", "“"),
    "bs": ("„", "”", "‘", "’"),
    "ca": ("«", "»", "“", "”"),
    "cs": ("„", "“", "‚", "‘"),
    "da": ("“", "”", "‘", "’"),
    "el": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "et": ("„", "“", "‚", "‘"),
    "eu": ("«", "»", "“", "”"),
    "fa": ("«", "»", "‹", "›"),
    "fi": ("”", "”", "’", "’"),
    "fr": ("«\u00a0", "\u00a0»", "‹", "›"),
    "he": ("”", "”", "’", "’"),
    "hr": ("„", "“", "‚", "‘"),
    "hu": ("„", "”", "»", "«"),
    "hy": ("«", "»", "«", "»"),
    "is": ("„", "“", "‚", "‘"),
    "it": ("«", "»", "“", "”"),
    "ja": ("「", "」", "『", "』"),
    "ka": ("„", "“", "«", "»"),
    "kk": ("«", "»", "“", "”"),
    "ky": ("«", "»", "„", "“"),
    "lb": ("„", "“", "‚", "‘"),
    "lt": ("„", "“", "„", "“"),
    "mk": ("„", "“", "‚", "‘"),
    "nb": ("«", "»", "‘", "’"),
    "nn": ("«", "»", "‘", "’"),
    "no": ("«", "»", "‘", "’"),
    "pl": ("„", "”", "«", "»"),
    "pt-PT": ("«", "»", "“", "”"),
    "ro": ("„", "”", "«", "»"),
    "ru": ("«", "»", "„", "“"),
    "sk": ("„", "“", "‚", "‘"),
    "sl": ("„", "“", "‚", "‘"),
    "sq": ("«", "»", "“", "”"),
    "sr": ("„", "“", "‘", "‘"),
    "sv": ("”", "”", "’", "’"),
    "tg": ("»", "«", "‘", "’"),
    "ti": ("«", "»", "“", "”"),
    "ug": ("»", "«", "›", "‹"),
    "uk": ("«", "»", "„", "“"),
    "ur": ("”", "“", "’", "‘"),
    "uz": ("“", "”", "’", "‘"),
    "yi": ("”", "”", "’", "’"),
    "zh-HK": ("「", "」", "『", "』"),
    "zh-Hant": ("「", "」", "『", "』"),
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


def may_be_typeset(text: str) -> bool:
    """Whether a text has anything to be typeset."""
    return bool(PLAIN.search(text) or HELD.search(text))


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
    text = HELD.sub(NO_BREAK_SPACE, text)
    found = [each.span() for each in PLAIN.finditer(text)]
    if not found:
        return text
    marks = _choose_marks(_Typist(text, quotes, before, after), found)
    return _with_marks(text, 0, len(text), found, marks)


def typeset_pieces(pieces: list[str], quotes: Quotes) -> list[str]:
    """The pieces of one text with typographic punctuation, as if nothing were between them.

    Only dashes and ellipses have several characters, and those of one are in the same piece.
    """
    text = HELD.sub(NO_BREAK_SPACE, "".join(pieces))
    ends = [*accumulate(map(len, pieces))]
    spans = [*pairwise([0, *ends])]
    pieces = [text[start:end] for start, end in spans]
    found = [
        [(start + at, start + end) for at, end in (each.span() for each in PLAIN.finditer(piece))]
        for piece, (start, _) in zip(pieces, spans, strict=True)
    ]
    marks = _choose_marks(_Typist(text, quotes, "", ""), [*chain.from_iterable(found)])
    return [_with_marks(text, *span, own, marks) for span, own in zip(spans, found, strict=True)]


def _choose_marks(typist: _Typist, found: Iterable[tuple[int, int]]) -> dict[int, str]:
    """The mark in place of each plain one, by its start."""
    marks = {start: _choose_mark(typist, start, end) for start, end in found}
    # What is never closed was no quotation.
    marks.update(dict.fromkeys(typist.singles, APOSTROPHE))
    return marks


def _with_marks(text: str, start: int, end: int, found: Iterable[tuple[int, int]], marks: Mapping[int, str]) -> str:
    """A part of a text with its marks instead of the plain ones that were found there."""
    written: list[str] = []
    for at, after in found:
        written += (text[start:at], marks[at])
        start = after
    return "".join([*written, text[start:end]])


def _choose_mark(typist: _Typist, start: int, end: int) -> str:
    """The mark in place of a plain one."""
    plain = typist.text[start:end]
    if plain == "...":
        return "…"
    if plain[0] == "-":
        return "—" if len(plain) == 3 else "–"
    at = start - 1
    last = typist.text[at] if start else typist.before
    following = typist.text[end : end + 1] or typist.after
    is_start = not last or last.isspace() or last in OPENS_AFTER or at in typist.opened or at in typist.elided
    is_start = (is_start or typist.text[max(0, at - 1) : at + 1] == "--") and bool(following.strip())
    is_between = not is_start and bool(following.strip())
    # Where somebody forgot the space, as in "A","B", a quote opens if there is nothing to close.
    takes_turns = is_between and _are_unspaced(last, following)
    may_open = takes_turns or (is_between and following.isalnum() and not last.isalnum())
    if plain == '"':
        return _choose_double(typist, start, opens=is_start or (may_open and not typist.doubles))
    is_inside = last.isalnum() and following.isalnum() and not takes_turns
    opens = is_start or (may_open and not typist.singles)
    # Of two single quotes after a word, the first closes what is open: 'x''s.
    if last.isalnum() and ELIDED.match(typist.text, start) and not (typist.singles and following == "'"):
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
    return all(script_of(each) in NO_SPACE_AT_QUOTES for each in (last, following) if each)
