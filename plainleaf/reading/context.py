"""What stands around a phrase and can turn it into its opposite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set

from plainleaf.reading.phrases import Found
from plainleaf.reading.prose import Paragraph, Prose, Sentence


def words_before(prose: Prose, found: Found) -> set[str]:
    """The words of the sentence before a phrase. In a list, with those of the line that leads to the list."""
    words = set(prose.words[found.sentence.first_word : found.first_word])
    number = paragraph_at(prose, found.sentence.start)
    if prose.paragraphs[number].kind == "item":
        words.update(_lead_in(prose, number))
    return words


def is_denied(prose: Prose, found: Found, denials: Set[str]) -> bool:
    """Whether a word before a phrase denies it: 'there is no cure'."""
    return not denials.isdisjoint(words_before(prose, found))


def is_question(prose: Prose, sentence: Sentence) -> bool:
    """Whether a sentence asks and so claims nothing."""
    return "?" in prose.text[sentence.end - 3 : sentence.end]


def paragraph_at(prose: Prose, offset: int) -> int:
    """The number of the paragraph that a character is in."""
    return bisect_right(prose.paragraphs, offset, key=_start) - 1


def _start(paragraph: Paragraph) -> int:
    """Where a paragraph starts."""
    return paragraph.start


def _lead_in(prose: Prose, number: int) -> tuple[str, ...]:
    """The words of the sentence that leads to the list which a paragraph is an item of."""
    while number > 0 and prose.paragraphs[number].kind == "item":
        number -= 1
    sentences = prose.paragraphs[number].sentences
    return prose.words[sentences[-1].first_word : sentences[-1].after_words] if sentences else ()
