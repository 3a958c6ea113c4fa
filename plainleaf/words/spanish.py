"""Count the syllables of Spanish words. Spanish spelling says it all: no list of exceptions is needed."""

from __future__ import annotations

import re

from plainleaf.words.cache import remembered

# A u that is written and not said: que, qui, gue, gui.
SILENT_U = re.compile(r"(?<=[qg])u(?=[eiéí])")
VOWELS = re.compile(r"[aeiouáéíóúü]+|(?<![aeiouáéíóúü])y(?![aeiouáéíóúü])")
# Each strong vowel makes a syllable; weak ones (i, u, ü) join their neighbours, unless they carry an accent.
STRONG = re.compile(r"[aeoáéóíú]")


@remembered(50_000)
def spanish_syllables(word: str) -> int:
    """How many syllables a word in lower case has."""
    groups = VOWELS.findall(SILENT_U.sub("", word))
    return max(1, sum(max(1, len(STRONG.findall(group))) for group in groups))
