"""Claims without a source, and shop text in an article."""

from __future__ import annotations

from collections.abc import Iterator, Set

from plainleaf.problems import Problem
from plainleaf.words.context import is_denied, is_question, is_quoted
from plainleaf.words.inline import FOOTNOTE
from plainleaf.words.prose import PageProse, PhraseMatch
from plainleaf.words.standard import Standard, problem_at, quoted

CITE = "Cite the evidence in a footnote ([^name]) in the same sentence, or say plainly what is known."
CITE_IN_TEXT = "Say plainly what is known; or say it in the text of the page too, with a footnote in that sentence."

Claim = tuple[str, ...]


def unsupported_claims(prose: PageProse, standard: Standard, supported: Set[Claim] = frozenset()) -> Iterator[Problem]:
    """A warning for each superlative, comparison or promise in a sentence without a footnote.

    Claims in the words of a `supported` one have their source elsewhere on the page.
    """
    excused = {word for found in prose.phrases("not_claims") for word in range(found.first_word, found.after_words)}
    weak = (found for found in prose.phrases("weak_claims") if _is_of_clinic(prose, found, standard))
    told = 0
    for found in sorted({*prose.phrases("claims"), *weak}):
        has_source = FOOTNOTE in prose.text[found.sentence.start : found.sentence.end]
        if has_source or found.first_word in excused or is_question(prose, found.sentence):
            continue
        if prose.words[found.first_word : found.after_words] in supported or is_quoted(prose, found.sentence.start):
            continue
        if found.first_word < told or is_denied(prose, found, standard.lists.denials):
            continue
        told = found.after_words
        words = quoted(prose, *found.range_in(prose))
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "unsupported-claim",
            f"'{words}' is a claim without a source",
            CITE_IN_TEXT if prose.page.is_labels else CITE,
            "warning",
        )


def _is_of_clinic(prose: PageProse, found: PhraseMatch, standard: Standard) -> bool:
    """Whether a sentence is about what a clinic does, and certain of it: 'cured' is no claim about an infection."""
    lists, sentence = standard.lists, found.sentence
    before = prose.words[sentence.first_word : found.first_word]
    after = prose.words[found.after_words : sentence.after_words]
    is_of_clinic = prose.page.is_labels or not lists.claim_subjects.isdisjoint((*before, *after))
    return is_of_clinic and lists.claim_excuses.isdisjoint(before)


def supported_claims(prose: PageProse) -> frozenset[Claim]:
    """The claims of a text that have a source there."""
    return frozenset(
        prose.words[found.first_word : found.after_words]
        for found in (*prose.phrases("claims"), *prose.phrases("weak_claims"))
        if FOOTNOTE in prose.text[found.sentence.start : found.sentence.end]
    )


def shop_text(prose: PageProse, _: Standard) -> Iterator[Problem]:
    """An error for each piece of shop text in an article about health."""
    if not prose.page.traits.is_article:
        return
    for found in prose.phrases("shop"):
        if is_quoted(prose, found.sentence.start):
            continue
        words = quoted(prose, *found.range_in(prose))
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "shop-text",
            f"'{words}' is shop text in an article",
            "Delete it. What can be bought has its own page.",
            "error",
        )
