"""Pages that are harder to read than the site allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plainleaf.problems import Place, Problem
from plainleaf.words.prose import PageProse, Sentence, place_at
from plainleaf.words.readability.scores import (
    POLYSYLLABLE,
    SAMPLE_SENTENCES,
    Readability,
    hardness,
    measure_prose,
    syllable_counter,
)
from plainleaf.words.readability.spoken import spoken_words
from plainleaf.words.standard import Standard
from plainleaf.words.values import Limits

SHOWN_SENTENCES = 3
SHOWN_WORDS = 4  # long words of a sentence that a message names


class Score(NamedTuple):
    """A score past its first limit: its description, and whether it is past the second one too."""

    description: str
    has_failed: bool


def hard_reading(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """One problem for a page whose scores are past their limits: an error past the second, else a warning.

    A text of fewer than 30 sentences is not judged. The problem is reported at the beginning of the text. Its fix names
    the hardest sentences by their lines, with what makes each hard and the plain words that the word list has.
    """
    if prose.page.traits.is_legal or len(prose.scored) < SAMPLE_SENTENCES:
        return
    scores = list(_scores_past_limits(measure_prose(prose, standard.terms), standard.limits))
    if scores:
        words = spoken_words(prose)
        hardest = (_explain(prose, each, words, standard) for each in _hardest_sentences(prose, words))
        yield Problem(
            Place(prose.page.path, prose.page.first_line, prose.page.first_column),
            "reading-grade",
            f"the page is hard to read: {' and '.join(score.description for score in scores)}",
            f"Use shorter sentences and plainer words. Start with the hardest sentences: {'; '.join(hardest)}.",
            "error" if any(score.has_failed for score in scores) else "warning",
        )


def _scores_past_limits(scores: Readability, limits: Limits) -> Iterator[Score]:
    """The scores of a text that are past a limit."""
    if scores.adjusted_smog is not None and scores.adjusted_smog > limits.smog_warn:
        description = f"SMOG grade {scores.adjusted_smog:.1f} (target: {limits.smog_warn:g})"
        yield Score(description, scores.adjusted_smog > limits.smog_fail)
    if scores.grade is not None and scores.grade > limits.grade_warn:
        description = f"Flesch-Kincaid grade {scores.grade:.1f} (target: {limits.grade_warn:g})"
        yield Score(description, scores.grade > limits.grade_fail)
    if scores.adjusted_inflesz is not None and scores.adjusted_inflesz < limits.inflesz_warn:
        description = f"INFLESZ {scores.adjusted_inflesz:.0f} (target: {limits.inflesz_warn:g} or more)"
        yield Score(description, scores.adjusted_inflesz < limits.inflesz_fail)
    huerta = scores.adjusted_fernandez_huerta
    if huerta is not None and huerta < limits.fernandez_huerta_warn:
        description = f"Fernández-Huerta {huerta:.0f} (target: {limits.fernandez_huerta_warn:g} or more)"
        yield Score(description, huerta < limits.fernandez_huerta_fail)


def _hardest_sentences(prose: PageProse, words: Sequence[str]) -> list[Sentence]:
    """The few hardest sentences, in their order on the page."""
    syllables_of = syllable_counter(prose.page.language)

    def how_hard(sentence: Sentence) -> float:
        own = words[sentence.first_word : sentence.after_words]
        return hardness(prose.page.language, len(own), sum(map(syllables_of, own)) / len(own))

    return sorted(sorted(prose.scored, key=how_hard)[-SHOWN_SENTENCES:])


def _explain(prose: PageProse, sentence: Sentence, words: Sequence[str], standard: Standard) -> str:
    """Where a sentence is and why it is hard: 'line 12 (18 words; long: rehabilitation, utilize, for which use)'."""
    syllables_of = syllable_counter(prose.page.language)
    numbers = range(sentence.first_word, sentence.after_words)
    long = dict.fromkeys(
        # What is said letter by letter is written in capitals.
        prose.words[number] if words[number] == prose.words[number] else words[number].replace("-", "").upper()
        for number in numbers
        if syllables_of(words[number]) >= POLYSYLLABLE
    )
    # Words for which there is a plain one come first: they are the easiest to fix.
    ordered = sorted(long, key=lambda word: word not in standard.plain)[:SHOWN_WORDS]
    shown = (f"'{word}' (plainer: '{standard.plain[word]}')" if word in standard.plain else f"'{word}'"
             for word in ordered)  # fmt: skip
    reasons = [f"{sentence.word_count} words", *(["long ones: " + ", ".join(shown)] if ordered else [])]
    return f"line {place_at(prose, sentence.start).line}, {', '.join(reasons)}"
