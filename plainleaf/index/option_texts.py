"""The options of components that hold texts, as templates read them: typeset, and figures in the order of what they
compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plainleaf.content.components import COMPARED_OPTIONS, COMPARED_OUTCOMES, TEXTS, WORDS, Component
from plainleaf.content.decision_aids.declared import ComparedOption, ComparedOutcome, find_source
from plainleaf.content.details import LegalSource
from plainleaf.content.front_matter import EvidenceSource
from plainleaf.content.page import Page
from plainleaf.index.typesetting import typeset_group
from plainleaf.markdown import Quotes, quotes_of, typeset
from plainleaf.model.cards import AidOption, AidOutcome, Reference


def show_texts(component: Component, values: Mapping[str, Any], page: Page) -> dict[str, Any]:
    """The options of a component on a page that hold texts, by name: single ones, lists, and what a decision aid
    compares.
    """
    quotes = quotes_of(page.language)
    shown: dict[str, Any] = {name: typeset(values[name], quotes) for name in component.options_of_type(WORDS)}
    for name in component.options_of_type(TEXTS):
        shown[name] = tuple(typeset(text, quotes) for text in values[name])
    compared: list[str] = []
    for name in component.options_of_type(COMPARED_OPTIONS):
        compared.extend(option.name for option in values[name])
        shown[name] = tuple(_show_option(option, quotes) for option in values[name])
    evidence = page.review.evidence if page.review else ()
    for name in component.options_of_type(COMPARED_OUTCOMES):
        shown[name] = tuple(_show_outcome(outcome, compared, evidence, quotes) for outcome in values[name])
    return shown


def sources_of(page: Page) -> tuple[EvidenceSource, ...] | tuple[LegalSource, ...]:
    """The sources of a page: the evidence of a review, or those of a notice."""
    if page.kind.is_notice:
        sources: tuple[LegalSource, ...] = page.details.sources
        return sources
    return page.review.evidence if page.review else ()


def make_reference(source: EvidenceSource | LegalSource) -> Reference:
    """A source of a page, as templates read it."""
    return Reference(source.title, source.publisher, source.published, source.address, source.accessed)


def _show_option(option: ComparedOption, quotes: Quotes) -> AidOption:
    shown = typeset_group(option, quotes)
    return AidOption(shown.name, shown.what, shown.good, shown.bad)


def _show_outcome(
    outcome: ComparedOutcome, names: Sequence[str], evidence: tuple[EvidenceSource, ...], quotes: Quotes
) -> AidOutcome:
    shown = typeset_group(outcome, quotes)
    source = find_source(outcome.source.name, evidence)
    reference = Reference(outcome.source.name, "", "", "", None)
    if source is not None:
        reference = make_reference(source)
    return AidOutcome(
        outcome=shown.outcome,
        effect=outcome.effect,
        after=shown.after,
        counts=tuple(outcome.figures.get(name) for name in names),
        source=reference,
        base=shown.base,
        certainty=outcome.certainty,
        note=shown.note,
    )
