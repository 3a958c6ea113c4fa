"""Pages that are harder to read than the site allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plainleaf.problems import Place, Problem
from plainleaf.words.prose import PageProse, Sentence, place_at
from plainleaf.words.scores import SAMPLE_SENTENCES, Readability, flesch_kincaid, measure_prose, syllable_counter
from plainleaf.words.standard import Standard
from plainleaf.words.values import Limits

SHOWN_SENTENCES = 3


class Score(NamedTuple):
    """A score that is past its first limit: what it says, and whether it is past the second one too."""

    words: str
    has_failed: bool


def hard_reading(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """One problem for a page whose scores are past their limits: an error past the second, else a warning.

    A text of fewer than 30 sentences is not judged. The problem stands at the beginning of the text and names
    the lines where the hardest sentences begin.
    """
    if prose.page.traits.is_legal or len(prose.scored) < SAMPLE_SENTENCES:
        return
    scores = list(_scores_past_limits(measure_prose(prose, standard.terms), standard.limits))
    if scores:
        lines = ", ".join(str(place_at(prose, sentence.start).line) for sentence in _hardest_sentences(prose))
        yield Problem(
            Place(prose.page.path, prose.page.first_line, prose.page.first_column),
            "reading-grade",
            f"the page is hard to read: {' and '.join(score.words for score in scores)}",
            f"Shorter sentences and plainer words help. Begin with the hardest sentences, on lines {lines}.",
            "error" if any(score.has_failed for score in scores) else "warning",
        )


def _scores_past_limits(reading: Readability, limits: Limits) -> Iterator[Score]:
    """The scores of a text that are past a limit."""
    if reading.adjusted_smog is not None and reading.adjusted_smog > limits.smog_warn:
        words = f"SMOG grade {reading.adjusted_smog:.1f}, where {limits.smog_warn:g} is the aim"
        yield Score(words, reading.adjusted_smog > limits.smog_fail)
    if reading.grade is not None and reading.grade > limits.grade_warn:
        words = f"Flesch-Kincaid grade {reading.grade:.1f}, where {limits.grade_warn:g} is the aim"
        yield Score(words, reading.grade > limits.grade_fail)
    if reading.adjusted_inflesz is not None and reading.adjusted_inflesz < limits.inflesz_warn:
        words = f"INFLESZ {reading.adjusted_inflesz:.0f}, where {limits.inflesz_warn:g} or more is the aim"
        yield Score(words, reading.adjusted_inflesz < limits.inflesz_fail)


def _hardest_sentences(prose: PageProse) -> list[Sentence]:
    """The few sentences that make the page hardest, in their order on the page."""
    syllables_of = syllable_counter(prose.page.language)

    def hardness(sentence: Sentence) -> float:
        words = prose.words[sentence.first_word : sentence.after_words]
        return flesch_kincaid(len(words), sum(map(syllables_of, words)) / len(words))

    return sorted(sorted(prose.scored, key=hardness)[-SHOWN_SENTENCES:])
