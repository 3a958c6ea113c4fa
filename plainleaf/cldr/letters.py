"""The letters of a language: under which one a title is listed, and in which order titles come.

Each language says its letters in the interface text `alphabet`. A letter that is not among them counts as the one that
it is made of: in Spanish, Á counts as A, and Ñ is a letter.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cache

from msgspec import Struct

# For titles that begin with a digit or a sign.
OTHER = "#"
DOTTED = "İ"
# Lists in Arabic leave out "the", which is written together with its word. Some words only look as if they had it.
ARTICLE = "ال"
NO_ARTICLE = ("التهاب", "التواء", "التصاق", "التحام", "التئام", "التقاط", "التزام", "التماس", "التفاف", "الله")
# GB 2312 has the most frequent Chinese characters in the order of their sounds in Latin letters (pinyin). These are the
# first character of each letter, and what comes after the last. No sound begins with I, U or V.
SOUNDS = "ABCDEFGHJKLMNOPQRSTWXYZ"
FIRST_OF_SOUND = tuple(character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝")
AFTER_SOUNDS = b"\xd7\xfa"
# These write other characters, which GB 2312 does not have.
TRADITIONAL = ("hant", "tw", "hk", "mo")

# The place of a letter in the alphabet, and what tells it from others of the same place.
Rank = tuple[int, str]
Order = tuple[Rank, tuple[Rank, ...], str]


class Letters(Struct, frozen=True):
    """The letters of a language, each with its place. `has_sounds` if Chinese characters are listed by their sounds.

    Where İ is a letter, as in Turkish, it is the capital of i, and I is that of ı.
    """

    places: Mapping[str, int]
    is_arabic: bool = False
    has_sounds: bool = False

    def letter_of(self, title: str) -> str:
        """The letter that a title is listed under."""
        return self._letter(unicodedata.normalize("NFC", self._without_article(title))[:1])

    def make_order(self) -> Callable[[str], Order]:
        """A key to sort titles by: first the letter that they are listed under."""
        # All titles have the same few characters.
        rank = cache(self._rank)

        def order_of(title: str) -> Order:
            bare = unicodedata.normalize("NFC", self._without_article(title))
            ranks = tuple(rank(each) for each in bare if not unicodedata.combining(each))
            return self._rank_of_letter(self.letter_of(title)), ranks, title.casefold()

        return order_of

    def _without_article(self, title: str) -> str:
        if not self.is_arabic or title.startswith(NO_ARTICLE):
            return title
        return title.removeprefix(ARTICLE) or title

    def _letter(self, character: str) -> str:
        if self.has_sounds and not character.isascii() and (sound := _sound_of(character)):
            return sound[0]
        capital = DOTTED if character == "i" and DOTTED in self.places else character
        parts = unicodedata.normalize("NFKD", capital).upper() or OTHER
        bare, marks = parts[0], parts[1:]
        if self.has_sounds and not bare.isascii():
            return OTHER
        forms = (unicodedata.normalize("NFC", bare + mark) for mark in marks)
        letter = next((form for form in forms if form in self.places), bare)
        return letter if letter.isalpha() else OTHER

    def _rank_of_letter(self, letter: str) -> Rank:
        return (-1, letter) if letter == OTHER else (self.places.get(letter, len(self.places)), letter)

    def _rank(self, character: str) -> Rank:
        if self.has_sounds and not character.isascii() and (sound := _sound_of(character)):
            return self.places.get(sound[0], len(self.places)), sound
        letter = self._letter(character)
        return (-1, character) if letter == OTHER else self._rank_of_letter(letter)


def read_letters(language: str, alphabet: str) -> Letters:
    """The letters of a language, by its code and its interface text, such as 'ABC'."""
    base, *parts = language.lower().split("-")
    letters = dict.fromkeys(each for each in unicodedata.normalize("NFC", alphabet).upper() if each.isalpha())
    places = {letter: place for place, letter in enumerate(letters)}
    return Letters(places, base == "ar", base == "zh" and not set(parts) & set(TRADITIONAL))


def to_small(text: str) -> str:
    """A text in small letters, to be looked up. In Turkish, İ and ı are the partners of i and I: here, all are one."""
    return text.replace(DOTTED, "i").lower().replace("ı", "i")


def _sound_of(character: str) -> str:
    """The first letter of a Chinese character's sound, with what orders it among others; '' if it is not known."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not FIRST_OF_SOUND[0] <= code < AFTER_SOUNDS:
        return ""
    return SOUNDS[bisect_right(FIRST_OF_SOUND, code) - 1] + code.decode("latin-1")
