"""Misspelt medical terms, common typos, and repeated words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count, islice
from operator import is_

from plainleaf.problems import Problem
from plainleaf.words.phrases import sentence_with, words_of
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import Severity, Standard, problem_at


def misspelt_words(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each common typo, and a warning for each word that is almost a term or a medical word."""
    wrong = set(filter(standard.find_mistakes, prose.vocabulary))
    wrong.difference_update(word for name in prose.page.names for word in words_of(name))
    if not wrong:
        return
    for word, start in zip(prose.words, prose.word_starts, strict=True):
        for mistake in standard.find_mistakes(word) if word in wrong else ():
            begin = start + mistake.offset
            written = prose.text[begin : begin + len(mistake.written)]
            meant = mistake.meant[0].upper() + mistake.meant[1:] if written[0].isupper() else mistake.meant
            message = f"'{written}' looks like a misspelling of '{meant}'"
            fix = f"Write '{meant}'. If '{written}' is right, add it to 'right' in the word lists."
            severity: Severity = "error" if mistake.is_certain else "warning"
            yield problem_at(prose, begin, "misspelt-term", message, fix, severity)


def doubled_words(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A problem at the second of two equal words in a row: an error, or a warning for words such as 'that that'.

    Without a list of those nothing is judged: doubled words are no mistakes in Vietnamese, and few are in German.
    """
    if not standard.lists.doubles:
        return
    # Equal words are the same object.
    for number in compress(count(), map(is_, prose.words, islice(prose.words, 1, None))):
        word = prose.words[number]
        if not word.isalpha():
            continue
        sentence = sentence_with(prose, number)
        if sentence is None or number + 1 >= sentence.after_words:
            continue
        start, following = prose.word_starts[number : number + 2]
        if _is_letter(prose.text[start : start + len(word)], is_first=number == sentence.first_word):
            continue
        if prose.text[start + len(word) : following].isspace():
            is_possible = word in standard.lists.doubles
            yield problem_at(
                prose,
                following,
                "doubled-word",
                f"'{word}' is repeated",
                "Delete one of the two, or rephrase the sentence." if is_possible else "Delete one of the two.",
                "warning" if is_possible else "error",
            )


def _is_letter(written: str, *, is_first: bool) -> bool:
    """Whether a word is the name of a letter, as in Spanish 'de la A a la Z': no sentence begins with it."""
    return len(written) == 1 and written.isupper() and not is_first
