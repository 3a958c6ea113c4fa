"""Emergency cards: they name the number to call, and nothing in or near them makes an emergency sound less urgent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.content.red_flags.sets import RedFlagSets
from plainleaf.input.nodes import find_place
from plainleaf.model.prose import Use
from plainleaf.problems import Place, Problem
from plainleaf.words import WordLists, find_phrase, words_of

# The interface texts about emergencies: before the heading of a card, and the sentences that say what to do.
LABEL, SENTENCES = "care_emergency", ("emergency_line", "form_emergency")
NUMBER, PLACE = "{number}", "{place}"


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


def check_words_near(page: Page, body: Body, card: Use, lists: WordLists) -> Iterator[Problem]:
    """What calms people just before an emergency card or right below it: from a heading to the next one.

    A title and a summary above the card are held to less, because they are about the whole page.
    """
    lines = [each.place.line for each in body.headings]
    first = max((line for line in lines if line < card.place.line), default=0)
    end = min((line for line in lines if line > card.last_line), default=0)
    texts = body.prose.visible.split("\n")
    start = body.prose.first_line
    before = (first or start, card.place.line)
    after = (card.last_line + 1, end or start + len(texts))
    for line, text in _paragraphs(texts, start, (before, after)):
        found = find_phrase(text, (*lists.calming, *lists.playing_down))
        if found:
            rows = text.split("\n")
            own = next((number for number, row in enumerate(rows) if find_phrase(row, (found,))), 0)
            fix = "Delete these words, or move them below the next heading: people with these signs must not wait."
            message = f"'{found}' is near an emergency card and makes it sound less urgent"
            yield Problem(Place(body.prose.path, line + own), "diluted-card", message, fix)
    for field, text in (("title", page.basics.title), ("summary", page.basics.summary)):
        found = None if first else find_phrase(text, lists.calming)
        if found:
            message = f"'{found}' is above an emergency card and makes it sound less urgent"
            yield Problem(page.place(field), "diluted-card", message, "Delete these words.")


def _paragraphs(texts: list[str], start: int, parts: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, str]]:
    """The runs of lines that are not empty within some parts of a page, each with the number of its first line."""
    for first, end in parts:
        number = first
        for is_text, rows in groupby(texts[first - start : end - start], lambda row: bool(row.strip())):
            written = [*rows]
            if is_text:
                yield number, "\n".join(written)
            number += len(written)


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


def check_interface_words(texts: Mapping[str, str], lists: WordLists) -> Iterator[tuple[str, Problem]]:
    """What is wrong with the interface texts about emergencies, with the name of each. The places are left open."""
    nowhere = Place("")
    for name in SENTENCES:
        # A gap that nothing fills has been reported, and may be meant for the number.
        if NUMBER not in texts[name] and "{" not in texts[name].replace(PLACE, ""):
            fix = f'Write for example: {name}: "In an emergency, call {NUMBER} or go to the {{place}}."'
            message = f"the interface text '{name}' does not name the number to call"
            yield name, Problem(nowhere, "card-without-number", message, fix)
    for name in (LABEL, *SENTENCES):
        yield from ((name, each) for each in _find_dilution(texts[name], nowhere, (*lists.diluting, *lists.calming)))
    is_denied = not lists.denials.isdisjoint(words_of(texts[LABEL]))
    if lists.urging and (is_denied or not find_phrase(texts[LABEL], lists.urging)):
        message = f"'{texts[LABEL]}' before the heading of an emergency card does not say that it is an emergency"
        fix = f'Write for example: {LABEL}: "Immediate action required:"'
        yield LABEL, Problem(nowhere, "diluted-card", message, fix)


def check_emergency_place(written: str, lists: WordLists, place: Place) -> Iterator[Problem]:
    """Report a place to go to in an emergency that does not sound like one, or sounds less urgent."""
    if lists.emergency_places and not find_phrase(written, lists.emergency_places):
        message = f"'{written}' does not sound like a place for emergencies"
        fix = "Write for example 'place: nearest emergency room'."
        yield Problem(place, "wrong-emergency-place", message, fix)
    elif softened := find_phrase(written, lists.diluting):
        message = f"'{softened}' makes the place for emergencies sound less urgent"
        yield Problem(place, "diluted-card", message, "Write the place alone: 'place: nearest emergency room'.")


def check_other_number(written: str, number: str, lists: WordLists, place: Place) -> Iterator[Problem]:
    """Report a text beside another number than the one for emergencies that says it is for these."""
    words = {*words_of(written)}
    named = next(iter(sorted(words & lists.emergency_names)), None)
    if named and lists.denials.isdisjoint(words):
        message = f"'{named}' refers to a number that is not {number}"
        fix = f"Say that the number is not for emergencies, or leave the word out: people in danger must call {number}."
        yield Problem(place, "wrong-emergency-number", message, fix)
