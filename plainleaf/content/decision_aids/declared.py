"""What a decision aid compares: options, and outcomes with a figure for each option.

An outcome states its time, its people and its source once, for all options. So figures side by side always have the
same base.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from plainleaf.content.front_matter import EvidenceSource
from plainleaf.input.fields import FieldType, Named, declare, wrong_type
from plainleaf.input.fieldtypes import choice, flag, group_of, line, list_of, named, names_of, text
from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report

PEOPLE = 100
NOT_KNOWN = "not known"
GAIN, HARM = "gain", "harm"
EFFECTS = (GAIN, HARM, "neither")
CERTAINTIES = ("high", "moderate", "low", "very-low", "unrated")
# What people write if nobody has counted.
NOT_KNOWN_ELSEWHERE = ("unknown", "?", "-", "–", "n/a", "none", "no data")
OF_PEOPLE = lazy_pattern(r"(\d{1,3})\s*(?:%|percent|(?:of|out of|in|/)\s*100(?: people)?)", re.ASCII | re.IGNORECASE)
OF_OTHERS = lazy_pattern(r"\d+\s*(?:of|out of|in|/)\s*\d+.*", re.ASCII | re.IGNORECASE)
TYPEWRITER = str.maketrans("‘’“”–—", "''\"\"--")
DECIMAL = lazy_pattern(r"(\d{1,2})[.,]\d+\s*%?", re.ASCII)


def figure() -> FieldType:
    """How many of 100 people, a whole number; None if that is not known."""
    label = f"a whole number from 0 to {PEOPLE}, or '{NOT_KNOWN}'"

    def read(node: Node, report: Report) -> int | None:
        written = node.value.strip().lower() if isinstance(node.value, str) else ""
        if written == NOT_KNOWN:
            return None
        if re.fullmatch(r"[0-9]{1,3}", written) and int(written) <= PEOPLE:
            return int(written)
        wrong_type(node, label, report, _figure_fix(written))
        return None

    return FieldType(label, read, None)


def _figure_fix(written: str) -> str:
    """How to write what was probably meant; "" if that is not clear."""
    if written in NOT_KNOWN_ELSEWHERE:
        return f"Write: {NOT_KNOWN}"
    if (found := OF_PEOPLE.fullmatch(written)) and int(found[1]) <= PEOPLE:
        return f"Write only the number: {int(found[1])}"
    if found := DECIMAL.fullmatch(written):
        return f"Write {int(found[1])} or {int(found[1]) + 1}, whichever is closer, and the exact figure in 'note'."
    if OF_OTHERS.fullmatch(written):
        return f"Work out how many of {PEOPLE} people that is, so that all figures can be compared."
    return ""


class ComparedOption(Struct, frozen=True, kw_only=True):
    """One option that people have."""

    name: str = declare(line(), "Its name.", required=True, example="Wait and see")
    what: str = declare(text(), "What is done, and what that is like.", required=True)
    good: tuple[str, ...] = declare(list_of(line()), "What may be good about it.", required=True)
    bad: tuple[str, ...] = declare(list_of(line()), "What may be bad about it.", required=True)
    waits: bool = declare(flag(), "Whether this is to wait, or to do nothing.")


class ComparedOutcome(Struct, frozen=True, kw_only=True):
    """What may happen to people, and to how many of 100 with each option."""

    outcome: str = declare(line(), "What happens to people.", required=True, example="Say that they have recovered")
    effect: str = declare(choice(*EFFECTS), "Good for people, bad, or neither.", required=True)
    after: str = declare(line(), "When it was counted.", required=True, example="After 1 year")
    figures: Mapping[str, int | None] = declare(
        names_of(figure()),
        f"How many of {PEOPLE} people, for each option: a number or '{NOT_KNOWN}'.",
        required=True,
    )
    source: Named = declare(
        named("the title of an entry in 'evidence' of the page, or its first words"),
        "Where these figures come from.",
        required=True,
    )
    base: str = declare(text(), "How many people the source counted, and which.", required=True)
    certainty: str = declare(choice(*CERTAINTIES), "How sure the figures are.", required=True)
    note: str = declare(text(), "What else readers must know.")


def find_source(name: str, evidence: tuple[EvidenceSource, ...]) -> EvidenceSource | None:
    """The entry of a page's evidence with that title, or else the only one whose title begins so."""
    exact = [source for source in evidence if _to_key(source.title) == _to_key(name)]
    found = exact[:1] or find_by_prefix(name, evidence)
    return found[0] if len(found) == 1 else None


def find_by_prefix(name: str, evidence: tuple[EvidenceSource, ...]) -> list[EvidenceSource]:
    """The entries of a page's evidence whose titles begin with a name."""
    return [source for source in evidence if _to_key(source.title).startswith(_to_key(name))]


def _to_key(title: str) -> str:
    """A title without what typography changes."""
    return title.translate(TYPEWRITER).casefold()


OPTIONS_TYPE: FieldType = list_of(group_of(ComparedOption))
OUTCOMES_TYPE: FieldType = list_of(group_of(ComparedOutcome))
