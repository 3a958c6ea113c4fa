"""What stands around a phrase and can turn it into its opposite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set

from plainleaf.words.phrases import PhraseMatch
from plainleaf.words.prose import PageProse, Paragraph, Sentence

# Words, or items of a list, that are looked at around a phrase. Real sentences are shorter; a text without
# full stops shall not take for ever.
REACH = 60


def words_before(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words of the sentence before a phrase. In a list, with those of the line that leads to the list."""
    words = set(prose.words[max(found.sentence.first_word, found.first_word - REACH) : found.first_word])
    number = paragraph_at(prose, found.sentence.start)
    if prose.paragraphs[number].kind == "item":
        words.update(_lead_in(prose, number))
    return words


def words_around(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words of the sentence that a phrase is in, its own among them."""
    sentence = found.sentence
    first = max(sentence.first_word, found.first_word - REACH)
    return set(prose.words[first : min(sentence.after_words, found.after_words + REACH)])


def is_denied(prose: PageProse, found: PhraseMatch, denials: Set[str]) -> bool:
    """Whether a word before a phrase denies it: 'there is no cure'."""
    return not denials.isdisjoint(words_before(prose, found))


def is_question(prose: PageProse, sentence: Sentence) -> bool:
    """Whether a sentence asks and so claims nothing."""
    return "?" in prose.text[sentence.end - 3 : sentence.end]


def paragraph_at(prose: PageProse, offset: int) -> int:
    """The number of the paragraph that a character is in."""
    return bisect_right(prose.paragraphs, offset, key=_start) - 1


def _start(paragraph: Paragraph) -> int:
    """Where a paragraph starts."""
    return paragraph.start


def _lead_in(prose: PageProse, number: int) -> tuple[str, ...]:
    """The words of the sentence that leads to the list which a paragraph is an item of."""
    above = range(number, max(-1, number - REACH), -1)
    lead = next((paragraph for paragraph in map(prose.paragraphs.__getitem__, above) if paragraph.kind != "item"), None)
    if lead is None or not lead.sentences:
        return ()
    last = lead.sentences[-1]
    return prose.words[max(last.first_word, last.after_words - REACH) : last.after_words]
