"""How the words of a text are said aloud: 'MRI' is three letters, each a syllable or more, and not one word."""

from __future__ import annotations

from bisect import bisect_right

from plainleaf.patterns import lazy_pattern
from plainleaf.words.prose import PageProse

# Capitals that are said letter by letter: up to three of them, or more that cannot be said as a word. 'COVID' and
# 'NICE' have a vowel among their first two letters and are said as words.
# The lookbehind comes after the first capital, so that the regex engine can search for capitals alone.
CAPITALS = lazy_pattern(
    r"[A-Z](?<![\w&].)(?:[A-Z]{1,2}|(?<=[B-DF-HJ-NP-TV-XZ])[B-DF-HJ-NP-TV-XZ][A-Z]{2,4})(?=s?(?![\w&]))"
)
# Three capitalized words in a row are emphasis.
EMPHASIS_REACH = 40  # characters before and after a word that are searched for its neighbors
EMPHASIS = lazy_pattern(r"\b[A-Z]{2,}+(?:\s++[A-Z]{2,}+){2,}")
# Short words that are written in capitals for emphasis, and acronyms that are said as words.
SAID_AS_WORDS = (
    " aids all and any are but can do for go how if in is it may new no non not now off on one or our out per pin sad "
    "stop to too two up use was who why yes you your zip "
)


def has_capitals_in_a_row(prose: PageProse) -> bool:
    """Whether there may be an acronym."""
    return b"AA" in prose.shape


def spoken_words(prose: PageProse) -> tuple[str, ...]:
    """The words of a page, with hyphens between the letters of those that are said letter by letter: 'm-r-i'.

    Only English is changed: the letters of other languages have names of other lengths.
    """
    text = prose.text
    if prose.page.language.partition("-")[0] != "en" or not has_capitals_in_a_row(prose):
        return prose.words
    words = list(prose.words)
    for match in CAPITALS.finditer(text):
        word, start = match[0].lower(), match.start()
        if f" {word} " in SAID_AS_WORDS or is_emphasis(text, start):
            continue
        before = bisect_right(prose.sentences, start, key=lambda each: each.start)
        sentence = prose.sentences[max(0, before - 1)]
        for number in range(sentence.first_word, sentence.after_words):
            if words[number] in (word, word + "s"):
                words[number] = "-".join(word)
    return tuple(words)


def is_emphasis(text: str, offset: int) -> bool:
    """Whether an offset is in a run of words in capitals."""
    nearby = EMPHASIS.finditer(text, max(0, offset - EMPHASIS_REACH), offset + EMPHASIS_REACH)
    return any(match.start() <= offset < match.end() for match in nearby)
