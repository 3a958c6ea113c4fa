"""Misspelt medical terms, common typing errors, and words that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainleaf.problems import Problem
from plainleaf.reading.phrases import words_of
from plainleaf.reading.prose import Prose
from plainleaf.reading.standard import Standard, problem_at

# A word that stands twice with nothing but space between, and is no part of a longer one.
TWICE = re.compile(r"(?<![\w'\u2019-])([^\W\d_]++)\s++(\1)(?![\w'\u2019-])", re.IGNORECASE)


def misspelt_words(prose: Prose, standard: Standard) -> Iterator[Problem]:
    """An error for each word that is nearly a term or medical word, and for each common typing error."""
    names = {word for name in prose.page.names for word in words_of(name)}
    wrong = {word for word in set(prose.words) if any(_find_wrong(word, names, standard))}
    for word, start in zip(prose.words, prose.word_starts, strict=True):
        if word in wrong:
            for offset, part, meant in _find_wrong(word, names, standard):
                yield problem_at(
                    prose,
                    start + offset,
                    "misspelt-term",
                    f"'{part}' looks like a misspelling of '{meant}'",
                    f"Write '{meant}'. If '{part}' is right, add it to 'right' in the word lists.",
                    "error",
                )


def doubled_words(prose: Prose, standard: Standard) -> Iterator[Problem]:
    """A problem for each word that stands twice in a row, at the second: an error, or a warning for 'that that'."""
    for paragraph in prose.paragraphs:
        if not paragraph.sentences:
            continue
        for match in TWICE.finditer(prose.text, paragraph.sentences[0].start, paragraph.sentences[-1].end):
            is_possible = match[1].lower() in standard.lists.doubles
            yield problem_at(
                prose,
                match.start(2),
                "doubled-word",
                f"'{match[1]}' stands twice",
                "Delete one of the two." if not is_possible else "Delete one of the two, or put it another way.",
                "warning" if is_possible else "error",
            )


def _find_wrong(word: str, names: set[str], standard: Standard) -> Iterator[tuple[int, str, str]]:
    """The misspelt parts of a word: how far into it each stands, the part, and what was meant."""
    meant = standard.typos.get(word)
    if meant:
        yield 0, word, meant
        return
    offset = 0
    for part in word.split("-"):
        guess = standard.guess_term(part.removesuffix("'s"))
        if guess and part not in names:
            yield offset, part, guess
        offset += len(part) + 1
