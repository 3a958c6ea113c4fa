"""Scripts of writing, as far as punctuation and the limits of words depend on them."""

from __future__ import annotations

import unicodedata

# Scripts without spaces between words, by the first word of a character's Unicode name.
UNSPACED = frozenset(
    ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
)


def script_of(character: str) -> str:
    """The script of a character, such as 'LATIN'; '' if it has none."""
    return unicodedata.name(character, "").partition(" ")[0]


def is_unspaced(text: str) -> bool:
    """Whether a text begins and ends in a script without spaces between words."""
    return not text.isascii() and script_of(text[0]) in UNSPACED and script_of(text[-1]) in UNSPACED
