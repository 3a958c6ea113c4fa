"""Guesses: the known name that was meant by one that is almost the same.

A wrong guess costs more than none: a page about another drug, another person. So a guess is a slip of one letter or in
how words are joined, and it is the only one. Two names that differ in a number, or in a short word, are two names.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Iterable

from plainleaf.patterns import lazy_pattern

# Letters: in shorter words one letter more or less makes another word, and so does another letter in these.
SHORTEST = 3
SHORTEST_WITH_OTHER_LETTER = 5
PLURALS = ("s", "es")
WORD = lazy_pattern(r"[^\W_]+")


def closest_field(key: str, known: Iterable[str]) -> str | None:
    """The declared field, or the command, that was probably meant. Here short names may differ in one letter too."""
    names = [*dict.fromkeys(known)]
    near = [each for each in names if len(each) == len(key) and sum(map(operator.ne, each, key)) == 1]
    return closest(key, names) or (near[0] if len(near) == 1 and len(key) > SHORTEST else None)


def closest(name: str, known: Iterable[str], *, may_differ: bool = True) -> str | None:
    """The known name that was probably meant, or None when nothing is close, or several names are.

    Names `may_differ` in one letter. Those of headings and pictures may not: they may be words of medicine, in which
    one letter makes another word, as in 'abduction' and 'adduction'. There only a doubled or swapped letter is a slip.
    """
    # Nobody can see a difference between a name and itself in another Unicode form.
    shown = unicodedata.normalize("NFC", name)
    names = [each for each in dict.fromkeys(known) if unicodedata.normalize("NFC", each) != shown]
    plain = _words(name)
    # Letter case, accents, and what stands between words.
    same = [each for each in names if "".join(_words(each)) == "".join(plain)] if plain else []
    near = same or [each for each in names if is_slip(name, each, may_differ=may_differ)]
    return near[0] if len(near) == 1 else None


def suggest(name: str, known: Iterable[str], *, otherwise: str, may_differ: bool = True) -> str:
    """The fix for an unknown name: a guess if one is close, else `otherwise`."""
    guess = closest(name, known, may_differ=may_differ)
    return f"Did you mean '{guess}'?" if guess else otherwise


def is_slip(one: str, other: str, *, may_differ: bool = True) -> bool:
    """Whether two names are the same but for one letter in one word: missing, too many, swapped, or another one."""
    words, others = _words(one), _words(other)
    if len(words) != len(others):
        return False
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _is_slip_of_word(*differing[0], may_differ=may_differ)


def _words(name: str) -> list[str]:
    """The words of a name, without case and accents."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    return WORD.findall(plain.casefold())


def _is_slip_of_word(one: str, other: str, *, may_differ: bool) -> bool:
    shorter = min(len(one), len(other))
    if any(one + ending == other or other + ending == one for ending in PLURALS):
        return True
    if shorter < SHORTEST or any(each.isdigit() for each in one + other):
        return False
    start = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    rest, its_rest = one[start:], other[start:]
    if rest[:2] == its_rest[:2][::-1] and rest[2:] == its_rest[2:]:
        return True
    if rest[1:] == its_rest or rest == its_rest[1:]:
        # A letter that stands twice or only once makes no other word.
        return may_differ or max(rest, its_rest, key=len)[0] == one[start - 1 : start]
    return may_differ and shorter >= SHORTEST_WITH_OTHER_LETTER and rest[1:] == its_rest[1:]
