"""The context of a phrase, which can turn its meaning into the opposite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set

from plainleaf.words.phrases import PhraseMatch
from plainleaf.words.prose import PageProse, Paragraph, Sentence

# The number of words or list items around a phrase that are examined. Real sentences are shorter; the limit keeps a
# text without full stops from taking forever.
REACH = 60


def words_before(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words before a phrase in its sentence. In a list, also those of the sentence that introduces the list."""
    words = set(prose.words[max(found.sentence.first_word, found.first_word - REACH) : found.first_word])
    number = paragraph_at(prose, found.sentence.start)
    if prose.paragraphs[number].kind == "item":
        words.update(_lead_in(prose, number))
    return words


def words_around(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words of the sentence that contains a phrase, including the phrase itself."""
    sentence = found.sentence
    first = max(sentence.first_word, found.first_word - REACH)
    return set(prose.words[first : min(sentence.after_words, found.after_words + REACH)])


def is_denied(prose: PageProse, found: PhraseMatch, denials: Set[str]) -> bool:
    """Whether a word before a phrase denies it: 'there is no cure'."""
    return not denials.isdisjoint(words_before(prose, found))


def is_question(prose: PageProse, sentence: Sentence) -> bool:
    """Whether a sentence is a question, and so claims nothing."""
    return "?" in prose.text[sentence.end - 3 : sentence.end]


def is_quoted(prose: PageProse, offset: int) -> bool:
    """Whether an offset is in words that are not the site's own, but those of a source."""
    return prose.paragraphs[paragraph_at(prose, offset)].kind == "quoted"


def paragraph_at(prose: PageProse, offset: int) -> int:
    """The index of the paragraph that contains an offset."""
    return bisect_right(prose.paragraphs, offset, key=_start) - 1


def _start(paragraph: Paragraph) -> int:
    """The offset at which a paragraph starts."""
    return paragraph.start


def _lead_in(prose: PageProse, number: int) -> tuple[str, ...]:
    """The words of the sentence that introduces the list to which a paragraph belongs."""
    above = range(number, max(-1, number - REACH), -1)
    lead = next((paragraph for paragraph in map(prose.paragraphs.__getitem__, above) if paragraph.kind != "item"), None)
    if lead is None or not lead.sentences:
        return ()
    last = lead.sentences[-1]
    return prose.words[max(last.first_word, last.after_words - REACH) : last.after_words]
