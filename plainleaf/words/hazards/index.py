"""Hazards of the word lists, indexed by the phrases of their sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from plainleaf.words.phrases import Words, expand_phrase
from plainleaf.words.wordlists import Hazard

# A side of a hazard, from 0: the number of the hazard, and that of the side.
Side = tuple[int, int]


class HazardIndex(Struct, frozen=True):
    """Hazards, and the sides of hazards that each phrase can be."""

    hazards: tuple[Hazard, ...]
    sides: Mapping[Words, frozenset[Side]]

    @property
    def phrases(self) -> frozenset[Words]:
        """Every phrase to look for."""
        return frozenset(self.sides)

    def whole(self, phrases: Iterable[Words]) -> list[int]:
        """The hazards of which some phrases have all sides."""
        found = {side for phrase in phrases for side in self.sides.get(phrase, ())}
        return sorted(
            hazard
            for hazard, side in found
            if side == 0 and all((hazard, each) in found for each in range(len(self.hazards[hazard].sides)))
        )

    def complete(self, phrases: Iterable[Words]) -> Iterable[Words]:
        """Those of the phrases of a page that can belong to a hazard: on most pages, none."""
        phrases = tuple(phrases)
        whole = {*self.whole(phrases)}
        return [each for each in phrases if any(hazard in whole for hazard, _ in self.sides.get(each, ()))]


def index_hazards(hazards: Sequence[Hazard]) -> HazardIndex:
    """Index hazards, each side a list with commas."""
    sides: dict[Words, frozenset[Side]] = {}
    for number, hazard in enumerate(hazards):
        for side, listed in enumerate(hazard.sides):
            for phrase in listed.split(","):
                for words in expand_phrase(phrase):
                    sides[words] = sides.get(words, frozenset()) | {(number, side)}
    sides.pop((), None)
    return HazardIndex(tuple(hazards), sides)
