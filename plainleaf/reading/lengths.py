"""Sentences, paragraphs and lists that are longer than people read with ease.

Notices are let be: their words are set by law and by counsel.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.problems import Problem
from plainleaf.reading.prose import Paragraph, Prose
from plainleaf.reading.standard import Standard, problem_at, quoted
from plainleaf.reading.values import UNSCORED_KINDS


def long_sentences(prose: Prose, standard: Standard) -> Iterator[Problem]:
    """A warning for each sentence with too many words, at its first word."""
    most = standard.limits.sentence_words
    for paragraph in _scored(prose):
        for sentence in paragraph.sentences:
            if sentence.word_count > most:
                begin = quoted(prose, sentence.start, sentence.end)
                yield problem_at(
                    prose,
                    sentence.start,
                    "long-sentence",
                    f"a sentence of {sentence.word_count} words: '{begin}'",
                    f"Split it. One idea to a sentence, {most} words at most.",
                    "warning",
                )


def long_paragraphs(prose: Prose, standard: Standard) -> Iterator[Problem]:
    """A warning for each paragraph, list item or definition with too many sentences, at its first word."""
    most = standard.limits.paragraph_sentences
    for paragraph in _scored(prose):
        if len(paragraph.sentences) > most:
            yield problem_at(
                prose,
                paragraph.sentences[0].start,
                "long-paragraph",
                f"a paragraph of {len(paragraph.sentences)} sentences",
                f"Begin a new paragraph after {most} sentences at most, or make a list of them.",
                "warning",
            )


def long_lists(prose: Prose, standard: Standard) -> Iterator[Problem]:
    """A warning for each list with too many items, at the first item."""
    most = standard.limits.list_items
    for items in prose.lists if prose.page.kind not in UNSCORED_KINDS else ():
        if items.length > most:
            yield problem_at(
                prose,
                items.start,
                "long-list",
                f"a list of {items.length} items",
                f"Make two lists of it, each with its own heading or opening line. {most} items at most.",
                "warning",
            )


def _scored(prose: Prose) -> Iterator[Paragraph]:
    """The paragraphs whose length matters."""
    if prose.page.kind not in UNSCORED_KINDS:
        yield from (paragraph for paragraph in prose.paragraphs if paragraph.is_prose)
