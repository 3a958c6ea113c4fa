"""What is wrong with a comparison of options: it is one-sided, or its figures cannot be compared or looked up.

The rules follow the criteria of the International Patient Decision Aid Standards (IPDAS), see
docs/how-to/write-a-decision-aid.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plainleaf.content.components import COMPARED_OPTIONS, COMPARED_OUTCOMES, Component
from plainleaf.content.decision_aids.declared import (
    GAIN,
    HARM,
    NOT_KNOWN,
    PEOPLE,
    ComparedOption,
    ComparedOutcome,
    find_by_prefix,
    find_source,
)
from plainleaf.content.kinds import names_of_kinds
from plainleaf.content.page import Page
from plainleaf.input.fields import Named
from plainleaf.input.nodes import Node, Pairs, find_place
from plainleaf.input.texts import texts_of
from plainleaf.model.prose import Use
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem, suggest

# More columns fit neither a phone nor a sheet of paper.
MIN_OPTIONS, MAX_OPTIONS = 2, 4
# A share of people or of times, unlike '2 of 3 steps' or '5 points of 100'.
SHARE = lazy_pattern(
    r"(?:\b\d+(?:[.,]\d+)?\s?(?:%|percent\b)"
    r"|\b(?:1|one) (?:in|out of) \d[\d,]*\b"
    r"|\b\d[\d,]* (?:in|of|out of) (?:every )?\d[\d,]*(?= (?:people|persons|patients|adults|men|women)\b))",
    re.ASCII | re.IGNORECASE,
)
OF_PEOPLE = lazy_pattern(rf"(?:%|percent|\b{PEOPLE})$", re.ASCII | re.IGNORECASE)
# A relative change, which says nothing without the absolute numbers.
RELATIVE = lazy_pattern(
    r"(?:\b(?:twice|\d+ times|three times|half) as (?:likely|often|many|much)\b"
    r"|\b(?:doubl|tripl|halv)(?:es?|ed|ing) (?:the|your|their) (?:risk|chance|odds)\b"
    r"|\b\d+(?:[.,]\d+)?\s?(?:%|percent) (?:more|less|fewer|higher|lower|greater|smaller)\b)",
    re.ASCII | re.IGNORECASE,
)


def check_comparison(component: Component, values: Mapping[str, Any], node: Node) -> Iterator[Problem]:
    """What is wrong with the options of a component that compares; `values` were read from `node` without a problem."""
    options: dict[str, Sequence[ComparedOption]] = {
        name: values[name] for name in component.options_of_type(COMPARED_OPTIONS)
    }
    for name, compared in options.items():
        yield from _check_options(name, compared, node)
    names = [option.name for compared in options.values() for option in compared]
    for name in component.options_of_type(COMPARED_OUTCOMES):
        yield from _check_outcomes(name, values[name], names, node)


def _check_options(name: str, options: Sequence[ComparedOption], node: Node) -> Iterator[Problem]:
    place = find_place(node, [name])
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS:
        message = f"{len(options)} option{'s' * (len(options) != 1)} cannot be compared side by side"
        yield Problem(
            place, "component-content", message, f"Write {MIN_OPTIONS} to {MAX_OPTIONS} options under '{name}'."
        )
    elif not any(option.waits for option in options):
        message = "none of the options is to wait, or to do nothing"
        fix = "Add 'waits: yes' to the option that is, or add such an option: people can always say no."
        yield Problem(place, "no-waiting-option", message, fix)
    for number, option in enumerate(options):
        if option.name in [other.name for other in options[:number]]:
            at = find_place(node, [name, str(number), "name"])
            yield Problem(at, "repeated-key", f"two options are called '{option.name}'", "Give one another name.")
        for keys, text, _ in texts_of(option, (name, str(number))):
            if found := SHARE.search(text):
                message = f"the figure '{found[0]}' has neither a source nor the people it is about"
                fix = f"Write it under 'outcomes', as so many of {PEOPLE} people, and leave it out here."
                yield Problem(find_place(node, [*keys]), "figure-without-source", message, fix)


def _check_outcomes(
    name: str, outcomes: Sequence[ComparedOutcome], options: Sequence[str], node: Node
) -> Iterator[Problem]:
    effects = {outcome.effect for outcome in outcomes}
    for effect, missing in ((GAIN, "what is good for people"), (HARM, "what is bad for people")):
        if effect not in effects:
            message = f"none of the outcomes says {missing}, so the aid is one-sided"
            fix = f"Add one with 'effect: {effect}'. Where nobody has counted it, write '{NOT_KNOWN}' for its figures."
            yield Problem(find_place(node, [name]), "one-sided-aid", message, fix)
    for number, outcome in enumerate(outcomes):
        yield from _check_figures([name, str(number), "figures"], outcome, options, node)
        for key in ("outcome", "note"):
            text = getattr(outcome, key)
            share = next((each for each in SHARE.finditer(text) if not OF_PEOPLE.search(each[0])), None)
            if found := RELATIVE.search(text) or share:
                message = f"'{found[0]}' cannot be compared with figures of {PEOPLE} people"
                fix = f"Say it as so many of {PEOPLE} people, or leave it out."
                place = find_place(node, [name, str(number), key])
                yield Problem(place, "other-base", message, fix, WARNING)


def _check_figures(path: list[str], outcome: ComparedOutcome, options: Sequence[str], node: Node) -> Iterator[Problem]:
    """Report figures for something that is no option, or else the options that have no figure."""
    unknown = [name for name in outcome.figures if name not in options]
    missing = [name for name in options if name not in outcome.figures]
    for name in unknown:
        fix = suggest(name, missing, otherwise=f"Use the names of the options: {', '.join(options)}.", may_differ=False)
        yield Problem(_key_place(node, path, name), "uneven-figures", f"there is no option '{name}'", fix)
    if missing and not unknown:
        message = f"'{outcome.outcome}' has no figure for '{missing[0]}'"
        fix = f"Add a line '{missing[0]}: …' with a number of {PEOPLE} people, or with '{NOT_KNOWN}'."
        yield Problem(find_place(node, path), "uneven-figures", message, fix)


def _key_place(node: Node, path: Sequence[str], key: str) -> Place:
    """The place of a key in the mapping that a path leads to."""
    value = node.value
    if not path:
        return value.key_places[key] if isinstance(value, Pairs) else node.place
    step, *rest = path
    inner = value.values[step] if isinstance(value, Pairs) else value[int(step)] if isinstance(value, tuple) else node
    return _key_place(inner, rest, key)


def check_sources(page: Page, uses: Sequence[Use], components: Mapping[str, Component]) -> Iterator[Problem]:
    """Report each source of a figure that is not in the evidence of its page."""
    for use in uses:
        for name in components[use.component].options_of_type(COMPARED_OUTCOMES):
            for outcome in use.values[name]:
                yield from _check_source(page, outcome.source)


def _check_source(page: Page, source: Named) -> Iterator[Problem]:
    if not source or page.unclear.touches("evidence"):
        return
    if page.review is None:
        message = f"figures need a source, and a page of the kind {page.kind.name} has no 'evidence'"
        fix = f"Move it to a page of the kind {names_of_kinds(lambda kind: kind.is_reviewed)}."
        yield Problem(source.place, "figure-without-source", message, fix)
    elif find_source(source.name, page.review.evidence) is None:
        titles = [each.title for each in page.review.evidence]
        fix = suggest(source.name, titles, otherwise="Add it to 'evidence', or write the title as it is there.")
        message = f"'{source.name}' is not in the evidence of this page"
        if len(find_by_prefix(source.name, page.review.evidence)) > 1:
            message, fix = f"the titles of two sources begin with '{source.name}'", "Write more of the title."
        yield Problem(source.place, "figure-without-source", message, fix)
