"""Safety: what patient information must and must not do, whatever its words. See docs/reference/checks.md.

The rules come from the NHS digital service manual (care cards) and from our own judgement of what a person with a
red-flag symptom must not miss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from plainleaf.checks.duties import FIRST, Duties, Duty, check_duties
from plainleaf.content.components import Component, emergency_fence
from plainleaf.content.details import HELP_ASPECT, NEEDED_NOTICES, NOTICES
from plainleaf.content.fences import FENCE_SIGN
from plainleaf.content.kinds import find_kinds
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.index.addresses import PageIndex, path_from
from plainleaf.index.directory import Directory
from plainleaf.markdown import Target
from plainleaf.model.prose import Use
from plainleaf.problems import WARNING, Place, Problem

BOOKING, HELP = "books", "helps"

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
    has_red_flags = any(duty.how == FIRST for duty in duties.get(page.path, ()))
    is_help = getattr(page.details, "aspect", "") == HELP_ASPECT
    return has_red_flags or is_help or page.unclear.touches("aspect", "kind")


def _below(folder: str, directory: Directory) -> list[str]:
    """The unreadable files in a folder, by their paths in it."""
    return [path.removeprefix(folder) for path in directory.unreadable if path.startswith(folder)]


def check_safety(
    page: Page, body: Body, components: Mapping[str, Component], roles: Roles, duties: tuple[Duty, ...] = ()
) -> Iterator[Problem]:
    """What is unsafe about one page. It depends on the page, its duties, and the roles of the pages it links to."""
    cards = [*_find_cards(body, components)]
    for card in cards:
        yield from _card_is_followed(page, body, card.use)
    yield from _cards_are_single(cards)
    emergency = [card.use for card in cards if card.is_emergency]
    for use in emergency:
        yield from _emergency_card_leads_nowhere_else(page, body, use, roles)
        yield from _nothing_books_beside(body, use, components)
    if duties:
        leads_to_help = _links_to_help(page, body, roles)
        yield from check_duties(page, body, duties, components, leads_to_help=leads_to_help)
        return
    # An unknown component, or a card whose urgency is wrong, may be meant as the emergency card.
    if emergency or not (body.prose.is_unclear or any(not card.urgency for card in cards)):
        yield from _emergency_is_reachable(page, body, emergency, emergency_fence(components), roles)


def _find_cards(body: Body, components: Mapping[str, Component]) -> Iterator[Card]:
    for use in body.prose.uses:
        component = components[use.component]
        declared = component.settings.care_card
        if declared is not None:
            yield Card(use, use.urgency, component.is_emergency(use.urgency))


def _next_line(body: Body, line: int) -> int | None:
    """The number of the first line after `line` that is not blank; None at the end of the file."""
    lines = body.source.split("\n")
    for index in range(line - body.prose.first_line + 1, len(lines)):
        if lines[index].strip():
            return index + body.prose.first_line
    return None


def _card_is_followed(page: Page, body: Body, card: Use) -> Iterator[Problem]:
    following = _next_line(body, card.last_line)
    lines = body.source.split("\n")
    starts = {heading.place.line for heading in body.headings}
    fences = {line for use in body.prose.uses for line in (use.place.line, use.last_line)}
    # A fence that belongs to no component has been reported.
    is_fence = following is not None and lines[following - body.prose.first_line].startswith(FENCE_SIGN)
    if following is not None and following not in starts | fences and not is_fence:
        message = "plain text follows a care card, so it reads as part of the card"
        yield Problem(Place(page.path, following), "card-follow", message, "Put a heading ('## …') between the two.")


def _cards_are_single(cards: list[Card]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for card in cards:
        place = card.use.place
        first = seen.setdefault(card.urgency, place.line)
        if first != place.line:
            message = f"a second {card.urgency} card; the first is on line {first}"
            fix = "Merge the two: people act on one list."
            yield Problem(place, "card-repeated", message, fix, WARNING)


def _emergency_card_leads_nowhere_else(page: Page, body: Body, card: Use, roles: Roles) -> Iterator[Problem]:
    """Only telephone links inside the card, and no way to book before it, or between it and the next heading."""
    end = _next_heading(body, card)
    for target in body.targets:
        line = target.place.line
        is_inside = card.place.line < line < card.last_line
        if is_inside and not target.target.startswith("phone:"):
            fix = "Delete the link; in an emergency people call, or go to the nearest emergency room."
            message = "an emergency card contains a link that is not a phone number"
            yield Problem(target.place, "emergency-link", message, fix)
        elif line < end and not is_inside and _leads_to_booking(target, page, roles):
            yield _booking_beside_emergency(target.place, comes_first=line < card.place.line)


def _nothing_books_beside(body: Body, card: Use, components: Mapping[str, Component]) -> Iterator[Problem]:
    """No component that leads to booking before the card, or between it and the next heading."""
    end = _next_heading(body, card)
    for use in body.prose.uses:
        if components[use.component].settings.books and use.place.line < end:
            yield _booking_beside_emergency(use.place, comes_first=use.place.line < card.place.line)


def _next_heading(body: Body, card: Use) -> int:
    """The line of the first heading after a card; if there is none, the line after the last one."""
    headings = [heading.place.line for heading in body.headings if heading.place.line > card.last_line]
    return min(headings, default=body.prose.first_line + body.source.count("\n") + 1)


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


def is_without_help(problem: Problem) -> bool:
    """Whether a problem says that a page neither has an emergency card nor leads to one."""
    return (problem.rule == "no-emergency-card" and problem.severity == WARNING) or problem.rule == "no-red-flags"


def may_link_to_help(page: Page, links: tuple[str, ...], index: PageIndex) -> bool:
    """Whether a link of a page leads to no page at all: it may be a misspelt link to help."""
    return any(index.find(page.language, path) is None for path in links)


def _emergency_is_reachable(
    page: Page, body: Body, emergency: list[Use], fence: str, roles: Roles
) -> Iterator[Problem]:
    """A hub has the emergency card, before any other heading; a part has the card or links to help."""
    top, kind = page.place("title"), page.kind
    if kind.has_emergency_card:
        if not emergency:
            message = f"this {kind.name} does not say which symptoms are an emergency"
            fix = f"Add '{fence}' at the top, with the red-flag symptoms."
            yield Problem(top, "no-emergency-card", message, fix)
        elif any(heading.place.line < emergency[0].place.line for heading in body.headings):
            message = "something else comes before the emergency card"
            yield Problem(emergency[0].place, "emergency-first", message, "Move the card to the top.", WARNING)
    if kind.leads_to_emergency_card and not emergency and not _links_to_help(page, body, roles):
        message = f"this {kind.name} neither has an emergency card nor leads to one"
        fix = f"Add '{fence}', or a link to the page that says when to get help."
        yield Problem(top, "no-emergency-card", message, fix, WARNING)


def _links_to_help(page: Page, body: Body, roles: Roles) -> bool:
    return any(_role_of(target, page, roles) == HELP for target in body.targets)


def _may_be_notice(file: str) -> bool:
    """Whether a page of an unknown kind may be a notice, judging by its name or its folder."""
    path = PurePosixPath(file)
    return file.startswith("content/") and ("notices" in path.parts or path.stem in NOTICES)


def missing_notices(directory: Directory, language: str) -> Iterator[Problem]:
    """Notices that a clinic in the US needs and the site lacks, and notices that no footer links to."""
    index, settings = directory.index, directory.settings
    notices = index.published(language, lambda kind: kind.is_notice)
    unclear = [page for page in index.unclear(language) if page.kind.is_notice]
    present = {page.details.notice for page in (*notices, *unclear)}
    # A notice whose name is wrong may be any of those that are missing.
    is_known = not any(page.unclear.hides("notice") for page in unclear)
    of_unclear_kind = [page.path for page in index.unclear(language) if page.unclear.hides("kind")]
    is_known = is_known and not any(map(_may_be_notice, (*of_unclear_kind, *directory.unreadable)))
    (kind, *_) = find_kinds(lambda kind: kind.is_notice)
    for notice in NEEDED_NOTICES:
        may_be_there = directory.may_have_page(language, f"notices/{notice}.md")
        if is_known and notice not in present and not may_be_there:
            message = f"there is no {notice} notice"
            command = f"plainleaf new {kind.name} notices/{notice}.md"
            fix = f"Start one: {command}, with 'notice: {notice}'; then ask your counsel."
            yield Problem(Place("config.yaml"), "missing-notice", message, fix, WARNING)
    listed = {name.name for name in settings.notices}
    for page in notices:
        if page.page not in listed and not directory.unclear.touches("notices"):
            fix = f"Add '- {page.page}' to 'notices' in config.yaml."
            message = "the footer does not link to this notice"
            yield Problem(page.place("notice"), "unlisted-notice", message, fix, WARNING)
