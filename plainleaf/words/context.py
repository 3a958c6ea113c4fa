"""The context of a phrase, which can turn its meaning into the opposite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import takewhile

from plainleaf.words.prose import PageProse, Paragraph, PhraseMatch, Sentence

# The number of words or list items around a phrase that are examined. Real sentences are shorter; the limit keeps a
# text without full stops from taking forever.
REACH = 60
# The number of words after a phrase that can deny it, and what ends a part of a sentence.
DENIED_AFTER = 2
CLAUSE_ENDS = frozenset(",;:")


def words_before(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words before a phrase in its sentence. In a list, also those of the sentence that introduces the list."""
    words = _words_in(prose, max(found.sentence.first_word, found.first_word - REACH), found.first_word)
    lead = lead_in(prose, found.sentence)
    if lead:
        words.update(prose.words[max(lead.first_word, lead.after_words - REACH) : lead.after_words])
    return words


def words_right_before(prose: PageProse, found: PhraseMatch, count: int) -> Sequence[str]:
    """Up to so many words of its sentence that come right before a phrase."""
    return prose.words[max(found.sentence.first_word, found.first_word - count) : found.first_word]


def clause_before(prose: PageProse, found: PhraseMatch, count: int) -> Sequence[str]:
    """Up to so many words right before a phrase, since the last comma: 'if you like, stop' is not 'if you stop'."""
    words = words_right_before(prose, found, count)
    first = found.first_word - len(words)
    for number in range(found.first_word - 1, first - 1, -1):
        after = prose.word_starts[number] + len(prose.words[number])
        if prose.text[after : after + 1] in CLAUSE_ENDS:
            return prose.words[number + 1 : found.first_word]
    return words


def is_denied_after(prose: PageProse, found: PhraseMatch, denials: Set[str]) -> bool:
    """Whether one of the next two words denies a phrase: 'Rest in bed is not a cure', but not 'Rest, not exercise'."""
    end = found.range_in(prose)[1]
    after = prose.words[found.after_words : min(found.sentence.after_words, found.after_words + DENIED_AFTER)]
    return prose.text[end : end + 1] not in CLAUSE_ENDS and not denials.isdisjoint(after)


def words_around(prose: PageProse, found: PhraseMatch) -> set[str]:
    """The words of the sentence that contains a phrase, including the phrase itself."""
    sentence = found.sentence
    first = max(sentence.first_word, found.first_word - REACH)
    return _words_in(prose, first, min(sentence.after_words, found.after_words + REACH))


def _words_in(prose: PageProse, first: int, after: int) -> set[str]:
    """The words from one to before another, without phrases such as 'a few', which deny nothing."""
    no_denials = prose.phrases("not_denials")
    if not no_denials:
        return set(prose.words[first:after])
    left_out = {number for found in no_denials for number in range(found.first_word, found.after_words)}
    return {prose.words[number] for number in range(first, after) if number not in left_out}


def is_denied(prose: PageProse, found: PhraseMatch, denials: Set[str]) -> bool:
    """Whether a word before a phrase denies it: 'there is no cure'."""
    return not denials.isdisjoint(words_before(prose, found))


def is_question(prose: PageProse, sentence: Sentence) -> bool:
    """Whether a sentence is a question, and so claims nothing."""
    return "?" in prose.text[sentence.end - 3 : sentence.end]


def is_quoted(prose: PageProse, offset: int) -> bool:
    """Whether an offset is in words that are not the site's own, but those of a source."""
    return prose.paragraphs[paragraph_at(prose, offset)].kind == "quoted"


def first_in_sentences(prose: PageProse, found: Iterable[PhraseMatch]) -> Iterator[PhraseMatch]:
    """The first of the phrases in each sentence, in their order. What a source says is left out."""
    reported = -1
    for each in found:
        if each.sentence.start != reported and not is_quoted(prose, each.sentence.start):
            reported = each.sentence.start
            yield each


def header_above(prose: PageProse, sentence: Sentence) -> Sentence | None:
    """The first row of the table in which a sentence is."""
    number = paragraph_at(prose, sentence.start)
    above = range(number, max(-1, number - REACH), -1)
    rows = [*takewhile(lambda paragraph: paragraph.kind == "row", map(prose.paragraphs.__getitem__, above))]
    return rows[-1].sentences[0] if len(rows) > 1 and rows[-1].sentences else None


def first_below(prose: PageProse, sentence: Sentence) -> Sentence | None:
    """The first sentence below a heading, the term of a definition or a question, if a sentence is one."""
    number = paragraph_at(prose, sentence.start)
    if prose.paragraphs[number].kind != "heading" or number + 1 >= len(prose.paragraphs):
        return None
    below = prose.paragraphs[number + 1]
    return below.sentences[0] if below.kind in ("paragraph", "definition") and below.sentences else None


def next_sentence(prose: PageProse, sentence: Sentence) -> Sentence | None:
    """The sentence after another one in its paragraph."""
    sentences = prose.paragraphs[paragraph_at(prose, sentence.start)].sentences
    return next((each for each in sentences if each.start > sentence.start), None)


def paragraph_at(prose: PageProse, offset: int) -> int:
    """The index of the paragraph that contains an offset."""
    return bisect_right(prose.paragraphs, offset, key=_start) - 1


def _start(paragraph: Paragraph) -> int:
    """The offset at which a paragraph starts."""
    return paragraph.start


def lead_in(prose: PageProse, sentence: Sentence) -> Sentence | None:
    """The sentence that introduces the list to whose items a sentence belongs, if it belongs to a list."""
    number = paragraph_at(prose, sentence.start)
    if prose.paragraphs[number].kind != "item":
        return None
    above = range(number, max(-1, number - REACH), -1)
    lead = next((paragraph for paragraph in map(prose.paragraphs.__getitem__, above) if paragraph.kind != "item"), None)
    return lead.sentences[-1] if lead is not None and lead.sentences else None
