"""Safety: what patient information must and must not do, whatever its words. See docs/reference/checks.md.

The rules come from the NHS digital service manual (care cards) and from our own judgment of what a person with a
red-flag symptom must not miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import Struct

from plainleaf.checks.emergencies.duties import Duties, Duty, check_order, find_missing_flags, has_list_first
from plainleaf.checks.layout import Layout, between, end_of, make_layout, next_line
from plainleaf.content.components import Component, emergency_fence
from plainleaf.content.fences import FENCE_SIGN
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.index.addresses import PageIndex, path_from
from plainleaf.index.directory import Directory
from plainleaf.input.fields import Named
from plainleaf.markdown import Target
from plainleaf.model.prose import Use
from plainleaf.problems import WARNING, Place, Problem
from plainleaf.words import WordLists, says_nothing

BOOKING, HELP = "books", "helps"
EMERGENCY_PHONE = EMERGENCY_NOTICE = "emergency"

# The pages that matter to the safety of others, by language and path below the language's folder. Most have no role.
Roles = Mapping[tuple[str, str], str]


class Card(Struct, frozen=True):
    """A care card on a page: how soon it tells people to get help, and whether it is an emergency."""

    use: Use
    urgency: str
    is_emergency: bool


def find_roles(directory: Directory, duties: Duties) -> dict[tuple[str, str], str]:
    """The pages where people book, and those that say, or may say, when to get help."""
    index = directory.index
    languages = directory.settings.languages.names
    pages = [(language, path) for language in languages for path in _below(f"content/{language}/", directory)]
    roles: dict[tuple[str, str], str] = dict.fromkeys(pages, HELP)
    for (language, path), page in index.pages.items():
        if not index.may_be_published(page):
            continue
        if page.kind.books:
            roles[language, path] = BOOKING
        elif _may_help(page, duties):
            roles[language, path] = HELP
    return roles


def _may_help(page: Page, duties: Duties) -> bool:
    """Whether a page says, or may say, when to get help."""
    has_red_flags = any(has_list_first(duty) for duty in duties.get(page.path, ()))
    return has_red_flags or page.says_when_to_get_help or page.unclear.touches("aspect", "kind")


def _below(folder: str, directory: Directory) -> list[str]:
    """The unreadable files in a folder, by their paths in it."""
    return [path.removeprefix(folder) for path in directory.unreadable if path.startswith(folder)]


def check_safety(
    page: Page,
    body: Body,
    components: Mapping[str, Component],
    roles: Roles,
    duties: tuple[Duty, ...] = (),
    lines: tuple[str, ...] = (),
) -> Iterator[Problem]:
    """What is unsafe about one page. It depends on the page, its duties, and the roles of the pages it links to.

    `lines` are the names of the numbers that an emergency card may call besides that of the emergency.
    """
    cards = [*_find_cards(body, components)]
    emergency = [card.use for card in cards if card.is_emergency]
    is_emergencies = _is_about_emergencies(page, cards)
    if cards or is_emergencies:
        layout = make_layout(body, emergency, lambda use: _shows_booking(use, page, components, roles))
        yield from _cards_are_followed(page, cards, layout)
        yield from _cards_are_single(cards)
        first = 0
        for use in emergency:
            yield from _emergency_card_leads_nowhere_else(page, use, first, layout, roles)
            yield from _emergency_card_calls_nobody_else(use, layout, lines)
            yield from _nothing_books_beside(use, first, layout)
            first = use.place.line
        if is_emergencies:
            yield from _nothing_books_further_down(page, emergency, layout, roles)
    if duties:
        yield from check_order(body, duties)
    elif emergency or not _may_have_card(body, cards):
        yield from _emergency_comes_first(page, body, emergency, emergency_fence(components))
        yield from _help_has_card(page, emergency, emergency_fence(components))


def find_lack_of_help(
    page: Page, body: Body, components: Mapping[str, Component], roles: Roles, duties: tuple[Duty, ...] = ()
) -> Iterator[Problem]:
    """The problem of a page that neither tells people when to get help nor leads to a page that does.

    Apart from the rest, because it may be the consequence of a misspelt link, which is one mistake.
    """
    leads_to_help = _links_to_help(page, body, roles)
    if duties:
        yield from find_missing_flags(page, body, duties, components, leads_to_help=leads_to_help)
        return
    cards = [*_find_cards(body, components)]
    has_card = any(card.is_emergency for card in cards) or _may_have_card(body, cards)
    if page.kind.leads_to_emergency_card and not page.says_when_to_get_help and not has_card and not leads_to_help:
        message = f"this {page.kind.name} neither has an emergency card nor leads to one"
        fix = f"Add '{emergency_fence(components)}', or a link to the page that says when to get help."
        yield Problem(page.place("title"), "no-emergency-card", message, fix, WARNING)


def _may_have_card(body: Body, cards: list[Card]) -> bool:
    """Whether an unknown component, a card whose urgency is wrong, or what was cut may be the emergency card."""
    return body.is_cut or body.prose.is_unclear or any(not card.urgency for card in cards)


def _find_cards(body: Body, components: Mapping[str, Component]) -> Iterator[Card]:
    for use in body.prose.uses:
        component = components[use.component]
        declared = component.settings.care_card
        if declared is not None:
            yield Card(use, use.urgency, component.is_emergency(use.urgency))


def _cards_are_followed(page: Page, cards: list[Card], layout: Layout) -> Iterator[Problem]:
    """A heading or a component follows each card, or nothing."""
    good = layout.fences.union(layout.headings)
    for card in cards:
        following = next_line(layout, card.use.last_line)
        if following is None or following in good:
            continue
        # A fence that belongs to no component has been reported.
        if not layout.lines[following - layout.first_line].startswith(FENCE_SIGN):
            fix = "Put a heading ('## …') between the two."
            message = "plain text follows a care card, so it reads as part of the card"
            yield Problem(Place(page.path, following), "card-follow", message, fix)


def _cards_are_single(cards: list[Card]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for card in cards:
        place = card.use.place
        first = seen.setdefault(card.urgency, place.line)
        if first != place.line:
            message = f"a second {card.urgency} card; the first is on line {first}"
            fix = "Merge the two: people act on one list."
            yield Problem(place, "card-repeated", message, fix, WARNING)


def _emergency_card_leads_nowhere_else(
    page: Page, card: Use, first: int, layout: Layout, roles: Roles
) -> Iterator[Problem]:
    """Only telephone links inside the card, and no way to book before it, or between it and the next heading.

    What is before line `first` was seen with the card there.
    """
    for target in between(layout.targets, first, end_of(card, layout)):
        line = target.place.line
        is_inside = card.place.line < line < card.last_line
        if is_inside and not target.target.startswith("phone:"):
            fix = "Delete the link; in an emergency people call, or go to the nearest emergency room."
            message = "an emergency card contains a link that is not a phone number"
            yield Problem(target.place, "emergency-link", message, fix)
        elif not is_inside and _leads_to_booking(target, page, roles):
            yield _booking_beside_emergency(target.place, comes_first=line < card.place.line)


def _emergency_card_calls_nobody_else(card: Use, layout: Layout, lines: tuple[str, ...]) -> Iterator[Problem]:
    """A number in an emergency card is that of the emergency, or of another help line."""
    for target in between(layout.targets, card.place.line, card.last_line):
        scheme, _, name = target.target.partition(":")
        if scheme == "phone" and name not in (EMERGENCY_PHONE, *lines):
            fix = f"Write [](phone:{EMERGENCY_PHONE}). A crisis line belongs under 'emergency', 'lines' in config.yaml."
            message = f"an emergency card gives the number '{name}', which is not that of the emergency"
            yield Problem(target.place, "emergency-link", message, fix)


def _nothing_books_beside(card: Use, first: int, layout: Layout) -> Iterator[Problem]:
    """No component that leads to booking before the card, or between it and the next heading."""
    for use in between(layout.booking, first, end_of(card, layout)):
        yield _booking_beside_emergency(use.place, comes_first=use.place.line < card.place.line)


def _is_about_emergencies(page: Page, cards: list[Card]) -> bool:
    """Whether a page is about emergencies only: that notice, or the page about help if it has no other card."""
    if page.kind.is_notice:
        return bool(page.details.notice == EMERGENCY_NOTICE)
    return page.says_when_to_get_help and bool(cards) and all(card.is_emergency for card in cards)


def _nothing_books_further_down(page: Page, cards: list[Use], layout: Layout, roles: Roles) -> Iterator[Problem]:
    """No way to book anywhere on a page about emergencies; what is near its cards has been seen."""
    first = end_of(cards[-1], layout) - 1 if cards else 0
    end = layout.first_line + len(layout.lines)
    targets = (each.place for each in between(layout.targets, first, end) if _leads_to_booking(each, page, roles))
    for place in (*targets, *(use.place for use in between(layout.booking, first, end))):
        fix = "Delete it, or say in an urgent or a routine card what can wait for a visit."
        yield Problem(place, "emergency-link", "a way to book is on a page that is about emergencies only", fix)


def _shows_booking(use: Use, page: Page, components: Mapping[str, Component], roles: Roles) -> bool:
    """Whether a component leads to booking: by its kind, or because an option names a page where people book."""
    if components[use.component].settings.books:
        return True
    values = chain.from_iterable(each if isinstance(each, tuple) else (each,) for each in use.values.values())
    names = [each.name for each in values if isinstance(each, Named)]
    paths = [path for name in names for path in (name, path_from(page.page, name))]
    return not page.kind.books and any(roles.get((page.language, path), "") == BOOKING for path in paths)


def _booking_beside_emergency(place: Place, *, comes_first: bool) -> Problem:
    if comes_first:
        fix = "Move the emergency card up, or the booking link below the next heading."
        return Problem(place, "emergency-link", "a booking link comes before the emergency card", fix)
    fix = "Put a heading between the two, or move the booking link further down."
    return Problem(place, "emergency-link", "a booking link is right next to the emergency card", fix)


def _leads_to_booking(target: Target, page: Page, roles: Roles) -> bool:
    return not page.kind.books and _role_of(target, page, roles) == BOOKING


def _role_of(target: Target, page: Page, roles: Roles) -> str:
    """The role of the page that a link of a page leads to, "" for none."""
    path = _page_path(target, page)
    return roles.get((page.language, path), "") if path else ""


def _page_path(target: Target, page: Page) -> str:
    """The path of the page that a link of a page leads to, "" for a link to anything else."""
    path = target.target.partition("#")[0]
    if ":" in target.target or target.is_picture or not path.endswith(".md"):
        return ""
    return path_from(page.page, path)


def find_links(page: Page, body: Body) -> tuple[str, ...]:
    """The paths of the pages that a page links to."""
    paths = (_page_path(target, page) for target in body.targets)
    return tuple(path for path in dict.fromkeys(paths) if path)


def may_link_to_help(page: Page, links: tuple[str, ...], index: PageIndex) -> bool:
    """Whether a link of a page leads to no page at all: it may be a misspelt link to help."""
    return any(index.find(page.language, path) is None for path in links)


def _emergency_comes_first(page: Page, body: Body, emergency: list[Use], fence: str) -> Iterator[Problem]:
    """A hub has the emergency card, before any other heading."""
    if not page.kind.has_emergency_card:
        return
    if not emergency:
        message = f"this {page.kind.name} does not say which symptoms are an emergency"
        fix = f"Add '{fence}' at the top, with the red-flag symptoms."
        yield Problem(page.place("title"), "no-emergency-card", message, fix)
    elif any(heading.place.line < emergency[0].place.line for heading in body.headings):
        message = "something else comes before the emergency card"
        yield Problem(emergency[0].place, "emergency-first", message, "Move the card to the top.", WARNING)


def _help_has_card(page: Page, emergency: list[Use], fence: str) -> Iterator[Problem]:
    """The page that says when to get help, to which others lead, has the emergency card itself."""
    if page.says_when_to_get_help and not emergency:
        message = f"this {page.kind.name} says when to get help, and has no emergency card"
        fix = f"Add '{fence}' at the top, with the red-flag symptoms."
        yield Problem(page.place("title"), "no-emergency-card", message, fix)


def _links_to_help(page: Page, body: Body, roles: Roles) -> bool:
    return any(_role_of(target, page, roles) == HELP for target in body.targets)


def check_substance(page: Page, lists: WordLists) -> Iterator[Problem]:
    """What a person needs to weigh a treatment or a test is said, and not only `none`."""
    for name in page.kind.weighs:
        value = getattr(page.details, name)
        texts = (value,) if isinstance(value, str) else value
        if any(texts) and not page.unclear.touches(name) and says_nothing(texts, lists):
            message = f"'{name}' says nothing that helps people to decide: '{', '.join(texts)}'"
            fix = "Say in a sentence what can happen, how often and how long it lasts; or who looked and found nothing."
            yield Problem(page.place(name), "no-substance", message, fix)
