"""Blocks of a translation that still say what the original says, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from plainleaf.content.page import Page
from plainleaf.content.translations.amounts import readable
from plainleaf.content.translations.blocks import COMPONENT, KINDS, Block
from plainleaf.patterns import lazy_pattern
from plainleaf.words import has_dictionary, is_in_dictionary

# A word with nothing but letters in it, and with punctuation after it at most; so no address, path or number is one.
WORD = lazy_pattern(r"(?<!\S)[\"'(¿¡“‘]*([^\W\d_]+(?:[-'’][^\W\d_]+)*)[\"')\]:;,.!?”’]*(?!\S)")
# What is between two texts where a component begins: the name of an option, an address, a number or a sign.
NO_TEXT = lazy_pattern(r"\S*(?:[a-z_]:(?!\S)|[/\d#@|=])\S*|(?<!\S)[\W_]+(?!\S)")
# Names are the same in every language. So a block needs as many words, half of them without a capital, or its words
# are in the dictionary of one language only.
WORDS = 3
# A heading may have fewer. A word of so many letters without a capital is in no name, unlike "de" and "von".
OF_HEADING = 4
# In writing without capitals and without spaces, so many letters are more than a name.
LETTERS = 8


def find_untranslated(
    page: Page, blocks: Sequence[Block], original: Page, its_blocks: Sequence[Block]
) -> tuple[Block, ...]:
    """The blocks of a page with a sentence or so that its original has in the same words.

    There are none where both are in one language for different countries, such as 'en' and 'en-GB'.
    """
    if page.language.partition("-")[0] == original.language.partition("-")[0]:
        return ()
    said = {(each.kind, each.words) for each in its_blocks if each.is_own}
    same = [each for each in blocks if each.is_own and (each.kind, each.words) in said]
    if not same:
        return ()
    changed = (each for each in blocks if each.is_own and each not in same)
    pair = _Pair(original.language, page.language, _small_words(its_blocks), _small_words(changed))
    return tuple(each for each in same if _has_text(each) or (each.kind != COMPONENT and _is_foreign(each, pair)))


class _Pair(Struct, frozen=True):
    """The languages of an original and of its translation, and the words that either has without a capital."""

    original: str
    language: str
    said: frozenset[str]
    says: frozenset[str]


def _small_words(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(
        word for each in blocks if each.is_own for word in WORD.findall(readable(each.words)) if word.islower()
    )


def _is_foreign(block: Block, pair: _Pair) -> bool:
    """Whether a text of a few words, with capitals or not, is in the words of the original's language only."""
    parts = [part for word in WORD.findall(readable(block.words)) for part in re.split("[-'’]", word)]
    # A capital is that of a name, unless the original also has the word without one.
    if any(not part.isupper() and not part.islower() and part.lower() not in pair.said for part in parts):
        return False
    words = [part for part in parts if len(part) >= OF_HEADING and not part.isupper()]
    return bool(words) and all(_is_foreign_word(word, pair) for word in words)


def _is_foreign_word(word: str, pair: _Pair) -> bool:
    """Whether a word is none of the translation's language."""
    small = word.lower()
    if small in pair.says:
        return False
    if has_dictionary(pair.original) and not is_in_dictionary(small, pair.original):
        return False
    if has_dictionary(pair.language):
        return not is_in_dictionary(small, pair.language)
    return word != small


def _has_text(block: Block) -> bool:
    """Whether a block has words that nobody would leave as they are in another language."""
    if block.kind != COMPONENT:
        words = WORD.findall(readable(block.words))
        return _is_text(words) or (block.kind == KINDS["heading"] and len(words) < WORDS and _is_short_text(words))
    # Its name, those of its options and most of their values are the same in every language.
    runs = ([found[1] for found in map(WORD.fullmatch, part.split()) if found] for part in NO_TEXT.split(block.words))
    return any(_is_text(run) for run in runs)


def is_surely_text(written: str) -> bool:
    """Whether something that is written has words that are no name, be it as short as a heading."""
    words = WORD.findall(readable(written))
    return _is_text(words) or _is_short_text(words)


def _is_short_text(words: Sequence[str]) -> bool:
    return any(word[:1].islower() and len(word) >= OF_HEADING for word in words)


def _is_text(words: Sequence[str]) -> bool:
    """Whether these are words of a text, and not a name."""
    without_case = sum(len(word) for word in words if word.lower() == word.upper())
    small = [word for word in words if word[:1].islower()]
    return without_case >= LETTERS or (len(words) >= WORDS and 2 * len(small) >= len(words))
