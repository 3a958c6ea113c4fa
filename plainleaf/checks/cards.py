"""Emergency cards: they name the number to call, and say nothing that makes an emergency sound less urgent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainleaf.content.read_page import Body
from plainleaf.content.red_flags.sets import RedFlagSets
from plainleaf.input.nodes import find_place
from plainleaf.model.prose import Use
from plainleaf.problems import Place, Problem
from plainleaf.words import WordLists, find_phrase


def check_emergency_card(body: Body, card: Use, number: str, diluting: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with the words of an emergency card that was written on a page. `number` is the one to call."""
    if card.red_flags is not None:
        return
    heading = next((each for each in body.headings if card.place.line < each.place.line < card.last_line), None)
    if heading is not None and number not in heading.text:
        message = f"the heading of this emergency card does not name the number to call, {number}"
        fix = f"Write for example: ## Call {number} or go to the nearest emergency room if:"
        yield Problem(heading.place, "card-without-number", message, fix)
    first = body.prose.first_line
    lines = body.source.split("\n")[card.place.line - first + 1 : card.last_line - first]
    for line, text in enumerate(lines, card.place.line + 1):
        yield from _find_dilution(text, Place(body.prose.path, line), diluting)


def check_words_of_sets(red_flags: Mapping[str, RedFlagSets], word_lists: Mapping[str, WordLists]) -> Iterator[Problem]:
    """What makes a set of red flags sound less urgent."""
    for language, sets in red_flags.items():
        diluting = word_lists[language].diluting
        for name, flags in sets.known.items():
            node = sets.nodes[name]
            yield from _find_dilution(flags.heading, find_place(node, ["heading"]), diluting)
            for number, sign in enumerate(flags.signs):
                yield from _find_dilution(sign.says, find_place(node, ["signs", str(number), "says"]), diluting)


def _find_dilution(text: str, place: Place, diluting: tuple[str, ...]) -> Iterator[Problem]:
    found = find_phrase(text, diluting)
    if found:
        message = f"'{found}' makes an emergency sound less urgent"
        yield Problem(place, "diluted-card", message, "Delete these words: say what to do, and when.")
