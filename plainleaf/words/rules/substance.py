"""Answers that say nothing where a person needs to weigh a choice: `risks: none`."""

from __future__ import annotations

from collections.abc import Iterable

from plainleaf.words.phrases import expand_phrase, words_of
from plainleaf.words.wordlists import WordLists

MIN_WORDS = 3


def says_nothing(texts: Iterable[str], lists: WordLists) -> bool:
    """Whether the texts of a field have no substance: fewer than three words besides phrases such as "none known".

    Without a list of such phrases nothing is judged: the language may not put spaces between words.
    """
    if not lists.empty_answers:
        return False
    empty = {words for phrase in lists.empty_answers for words in expand_phrase(phrase)}
    written = (words_of(text) for text in texts)
    return sum(len(words) for words in written if words not in empty) < MIN_WORDS
