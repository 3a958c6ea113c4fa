"""Sentences, paragraphs and lists that are too long to read easily.

Legal notices are exempt: their wording is set by law and by counsel.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.problems import Problem
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import Standard, problem_at, quoted

# Languages whose spaces do not tell where words are.
NO_WORDS = frozenset({"bo", "ja", "km", "lo", "my", "th", "vi", "yue", "zh"})


def long_sentences(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each sentence with too many words, at its first word.

    Languages that put no spaces between words, or one after each syllable, are not judged.
    """
    most = standard.limits.sentence_words
    has_words = prose.page.language.partition("-")[0] not in NO_WORDS
    for sentence in prose.scored if has_words and not prose.page.traits.is_legal else ():
        if sentence.after_words - sentence.first_word > most:
            begin = quoted(prose, sentence.start, sentence.end)
            yield problem_at(
                prose,
                sentence.start,
                "long-sentence",
                f"a sentence of {sentence.word_count} words: '{begin}'",
                f"Split it: one idea in each sentence, {most} words at most.",
                "warning",
            )


def long_paragraphs(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each paragraph, list item or definition with too many sentences, at its first word."""
    most = standard.limits.paragraph_sentences
    for paragraph in prose.paragraphs if not prose.page.traits.is_legal else ():
        if len(paragraph.sentences) > most and paragraph.is_prose:
            yield problem_at(
                prose,
                paragraph.sentences[0].start,
                "long-paragraph",
                f"a paragraph of {len(paragraph.sentences)} sentences",
                f"Start a new paragraph after {most} sentences at most, or turn them into a list.",
                "warning",
            )


def long_lists(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each list with too many items, at the first item."""
    most = standard.limits.list_items
    for items in prose.lists if not prose.page.traits.is_legal else ():
        if items.length > most:
            yield problem_at(
                prose,
                items.start,
                "long-list",
                f"a list of {items.length} items",
                f"Split it into two lists, each with its own heading or opening line, {most} items at most.",
                "warning",
            )
