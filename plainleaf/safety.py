"""Safety: what patient information must and must not do, whatever its words. See docs/checks.md.

The rules come from the NHS digital service manual (care cards) and from our own judgement of what a person with a
red-flag symptom must not miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from plainleaf.addresses import PageIndex
from plainleaf.components import Component, emergency_fence
from plainleaf.details import HELP_ASPECT, NEEDED_NOTICES
from plainleaf.fences import Use
from plainleaf.kinds import find_kinds
from plainleaf.page import Page
from plainleaf.problems import WARNING, Place, Problem
from plainleaf.read_page import Body
from plainleaf.resolve import Resolver
from plainleaf.scan import Target
from plainleaf.settings import Settings


class Card(Struct, frozen=True):
    """A care card on a page: how soon it tells people to get help, and whether that is now."""

    use: Use
    urgency: str
    is_emergency: bool


def check_safety(page: Page, body: Body, resolver: Resolver) -> Iterator[Problem]:
    """What is unsafe about one page."""
    cards = [*_find_cards(body, resolver.components)]
    for card in cards:
        yield from _card_is_followed(page, body, card.use)
    yield from _cards_are_single(cards)
    emergency = [card.use for card in cards if card.is_emergency]
    for use in emergency:
        yield from _emergency_card_leads_nowhere_else(page, body, use, resolver)
    yield from _emergency_is_reachable(page, body, emergency, resolver)


def _find_cards(body: Body, components: Mapping[str, Component]) -> Iterator[Card]:
    for use in body.prose.uses:
        component = components[use.component]
        declared = component.settings.care_card
        if declared is not None:
            yield Card(use, str(use.values[declared.urgency]), component.is_emergency(use.values))


def _next_line(body: Body, line: int) -> int | None:
    """The number of the first line after `line` that is not empty; None at the end of the file."""
    lines = body.source.split("\n")
    for index in range(line - body.prose.first_line + 1, len(lines)):
        if lines[index].strip():
            return index + body.prose.first_line
    return None


def _card_is_followed(page: Page, body: Body, card: Use) -> Iterator[Problem]:
    following = _next_line(body, card.last_line)
    starts = {heading.place.line for heading in body.headings}
    fences = {line for use in body.prose.uses for line in (use.place.line, use.last_line)}
    if following is not None and following not in starts | fences:
        message = "plain text follows a care card, so it reads as part of the card"
        yield Problem(Place(page.path, following), "card-follow", message, "Put a heading ('## …') between the two.")


def _cards_are_single(cards: list[Card]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for card in cards:
        place = card.use.place
        first = seen.setdefault(card.urgency, place.line)
        if first != place.line:
            message = f"a second {card.urgency} card; the first is on line {first}"
            fix = "Join the two: people act on one list."
            yield Problem(place, "card-repeated", message, fix, WARNING)


def _emergency_card_leads_nowhere_else(page: Page, body: Body, card: Use, resolver: Resolver) -> Iterator[Problem]:
    """In the card only telephone links; no way to book before the next heading after it."""
    headings = [heading.place.line for heading in body.headings if heading.place.line > card.last_line]
    end = min(headings, default=body.prose.first_line + body.source.count("\n") + 1)
    for target in body.targets:
        line = target.place.line
        is_inside = card.place.line < line < card.last_line
        if is_inside and not target.target.startswith("phone:"):
            fix = "Delete the link; in an emergency people call, or go to the nearest emergency room."
            yield Problem(target.place, "emergency-link", "an emergency card holds a link that does not call", fix)
        elif card.last_line < line < end and _leads_to_booking(target, page, resolver):
            yield _booking_beside_emergency(target.place)
    for use in body.prose.uses:
        if resolver.components[use.component].settings.books and card.place.line < use.place.line < end:
            yield _booking_beside_emergency(use.place)


def _booking_beside_emergency(place: Place) -> Problem:
    fix = "Put a heading between the two, or move the way to book further down."
    return Problem(place, "emergency-link", "a way to book stands beside the emergency card", fix)


def _leads_to_booking(target: Target, page: Page, resolver: Resolver) -> bool:
    if ":" in target.target or target.is_picture or not target.target.partition("#")[0].endswith(".md"):
        return False
    found = resolver.quiet().find_page(target.target.partition("#")[0], target.place)
    return found is not None and found.kind.books and not page.kind.books


def _emergency_is_reachable(page: Page, body: Body, emergency: list[Use], resolver: Resolver) -> Iterator[Problem]:
    """A hub has the emergency card, before any other heading; a part of it has the card or links to such a page."""
    top, kind, fence = page.place("title"), page.kind, emergency_fence(resolver.components)
    if kind.has_emergency_card:
        if not emergency:
            message = f"this {kind.name} does not say which symptoms are an emergency"
            fix = f"Add '{fence}' at the top, with the red-flag symptoms."
            yield Problem(top, "no-emergency-card", message, fix)
        elif any(heading.place.line < emergency[0].place.line for heading in body.headings):
            message = "something else stands before the emergency card"
            yield Problem(emergency[0].place, "emergency-first", message, "Move the card to the top.", WARNING)
    if kind.leads_to_emergency_card and not emergency and not _links_to_help(body, resolver):
        message = f"this {kind.name} neither has an emergency card nor leads to one"
        fix = f"Add '{fence}', or a link to the page that says when to get help."
        yield Problem(top, "no-emergency-card", message, fix, WARNING)


def _links_to_help(body: Body, resolver: Resolver) -> bool:
    quiet = resolver.quiet()
    for target in body.targets:
        path = target.target.partition("#")[0]
        found = quiet.find_page(path, target.place) if path.endswith(".md") else None
        if found is not None and getattr(found.details, "aspect", "") == HELP_ASPECT:
            return True
    return False


def missing_notices(settings: Settings, index: PageIndex, language: str) -> Iterator[Problem]:
    """Notices that a clinic in the US needs, and the site does not have."""
    notices = index.published(language, lambda kind: kind.is_notice)
    present = {page.details.notice for page in notices}
    (kind, *_) = find_kinds(lambda kind: kind.is_notice)
    for notice in NEEDED_NOTICES:
        if notice not in present:
            message = f"there is no {notice} notice"
            command = f"plainleaf new {kind.name} notices/{notice}.md"
            fix = f"Start one: {command}, with 'notice: {notice}'; then ask your counsel."
            yield Problem(Place("config.yaml"), "missing-notice", message, fix, WARNING)
    listed = {name.name for name in settings.notices}
    for page in notices:
        if page.page not in listed:
            fix = f"Add '- {page.page}' to 'notices' in config.yaml."
            message = "no footer leads to this notice"
            yield Problem(page.place("notice"), "unlisted-notice", message, fix, WARNING)
