"""Dictionaries: general words of a language, so that a correct word is never called a misspelling.

They come with pyspellchecker, so they are the same on every machine. A dictionary is loaded only when a word looks
misspelt, which happens on few pages.
"""

from __future__ import annotations

from functools import cache


@cache
def load_dictionary(language: str) -> frozenset[str]:
    """The words of a language in lower case, by its code (BCP 47); none for a language without a dictionary."""
    from spellchecker import SpellChecker  # reads a file of several megabytes

    name = language.partition("-")[0].lower()
    if name not in SpellChecker.languages():
        return frozenset()
    return frozenset(SpellChecker(language=name, distance=1).word_frequency.words())


def has_dictionary(language: str) -> bool:
    """Whether a language has a dictionary."""
    return bool(load_dictionary(language))


def is_in_dictionary(word: str, language: str) -> bool:
    """Whether a lower-case word, or its American spelling, is in the dictionary of a language."""
    known = load_dictionary(language)
    return word in known or word.replace("ae", "e").replace("oe", "e") in known
