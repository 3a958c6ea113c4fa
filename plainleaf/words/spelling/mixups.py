"""Medical words that are mistaken for each other: 'ileum' in a sentence about the hip."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import is_quoted
from plainleaf.words.phrases import sentence_with
from plainleaf.words.prose import PageProse, Sentence
from plainleaf.words.standard import Standard, problem_at

# The words before and after a word that say what it is about.
NEAR = 8
# What separates the items of a list within one sentence: "Dysarthria - Dysphagia; Tremor".
ITEM = lazy_pattern(r"\s[-–•·]\s|[;•·]")


def _around(prose: PageProse, number: int, sentence: Sentence) -> tuple[int, int]:
    """The first word and the one after the last of those near a word, in the same item of a list within a sentence."""
    first, after = max(sentence.first_word, number - NEAR), min(sentence.after_words, number + NEAR + 1)
    start, end = prose.word_starts[number], prose.word_starts[number] + len(prose.words[number])
    before = ITEM.search(prose.text[prose.word_starts[first] : start][::-1])
    if before:
        first = bisect_left(prose.word_starts, start - before.start())
    last = prose.word_starts[after - 1]
    if behind := ITEM.search(prose.text, end, last):
        after = bisect_left(prose.word_starts, behind.start())
    return first, after


def mixed_up_words(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each word near words that belong to another one, and not to it. Both meanings are named."""
    if prose.vocabulary.isdisjoint(standard.mixups):
        return
    for number in prose.numbers_of(standard.mixups):
        sentence = sentence_with(prose, number)
        if sentence is None or is_quoted(prose, sentence.start):
            continue
        word = prose.words[number]
        first, after = _around(prose, number, sentence)
        near = {*prose.words[first:number], *prose.words[number + 1 : after]}
        own = frozenset(prose.words[sentence.first_word : sentence.after_words])
        for mixup in standard.mixups[word]:
            telling = next((each for each in prose.words[first:after] if each in near & mixup.near), None)
            # A sentence that tells the two apart has both, and one about the word itself has its own words.
            if telling is None or not own.isdisjoint({mixup.other, *mixup.unless}):
                continue
            yield problem_at(
                prose,
                prose.word_starts[number],
                "mixed-up-word",
                f"'{word}' is {mixup.means}, but near it stands '{telling}'; '{mixup.other}' is {mixup.other_means}",
                "Write the one that is meant. If this one is right, say the sentence in other words.",
                "warning",
            )
            break
