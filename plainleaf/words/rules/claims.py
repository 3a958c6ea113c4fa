"""Claims without a source, and shop text in an article."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.problems import Problem
from plainleaf.words.context import is_denied, is_question
from plainleaf.words.inline import FOOTNOTE
from plainleaf.words.phrases import find_phrases
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import Standard, problem_at, quoted


def unsupported_claims(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each superlative, comparison or promise in a sentence without a footnote."""
    excused = {
        word
        for found in find_phrases(prose, standard.not_claims)
        for word in range(found.first_word, found.after_words)
    }
    for found in find_phrases(prose, standard.claims):
        has_source = FOOTNOTE in prose.text[found.sentence.start : found.sentence.end]
        if has_source or found.first_word in excused or is_question(prose, found.sentence):
            continue
        if is_denied(prose, found, standard.lists.denials):
            continue
        words = quoted(prose, *found.range_in(prose))
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "unsupported-claim",
            f"'{words}' is a claim without a source",
            "Cite the evidence in a footnote ([^name]) in the same sentence, or say plainly what is known.",
            "warning",
        )


def shop_text(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each piece of shop text in an article about health."""
    if not prose.page.traits.is_article:
        return
    for found in find_phrases(prose, standard.shop):
        words = quoted(prose, *found.range_in(prose))
        yield problem_at(
            prose,
            prose.word_starts[found.first_word],
            "shop-text",
            f"'{words}' is shop text in an article",
            "Delete it. What can be bought has its own page.",
            "error",
        )
