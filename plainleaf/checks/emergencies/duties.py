"""Duties: which pages must carry a set of red flags, and how.

A duty follows from what a page is and where it is, never from a setting of the page, so an author cannot remove it. A
set that does not apply is removed from its condition instead, in the file of the set, which a clinician approves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from plainleaf.content.components import Component, red_flags_fence
from plainleaf.content.kinds import Kind, names_of_kinds
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.content.red_flags.sets import EMERGENCY, RedFlags, RedFlagSets, path_of
from plainleaf.index.directory import Directory
from plainleaf.index.guesses import named_page_fix
from plainleaf.input.fields import Named
from plainleaf.model.prose import Use
from plainleaf.problems import Place, Problem

# A page carries the set before its first heading; before any way to book; or it carries the set or a link to it.
FIRST, BEFORE_BOOKING, OR_LINK = "first", "before-booking", "or-link"


# The name of a set that a condition must carry and nobody has written.
NO_SET = ""


class Duty(Struct, frozen=True):
    """A set of red flags, by its name, that a page must carry, and `how`: FIRST, BEFORE_BOOKING or OR_LINK.

    The name NO_SET stands for a set of its own that a condition needs and that nobody has written.
    """

    name: str
    how: str


def has_list_first(duty: Duty) -> bool:
    """Whether a page with this duty shows the set before anything else, so that other pages may lead to it."""
    return duty.how == FIRST and duty.name != NO_SET


# By the path of the page's source.
Duties = Mapping[str, tuple[Duty, ...]]


def find_duties(
    directory: Directory, red_flags: Mapping[str, RedFlagSets], *, needs_sets: bool = False
) -> dict[str, tuple[Duty, ...]]:
    """The duties of every published page that has any. `needs_sets`: whether every condition must have a set."""
    duties: dict[str, list[Duty]] = {}
    originals = _originals(directory, red_flags)
    for language, sets in red_flags.items():
        for name, flags in sets.known.items():
            # A translation is about the same conditions, whether it says so or not.
            for page, how in _find_carriers(language, (flags, originals.get(name, flags)), directory):
                duties.setdefault(page.path, []).append(Duty(name, how))
    for page in _find_without_set(directory, red_flags) if needs_sets else ():
        duties.setdefault(page.path, []).append(Duty(NO_SET, FIRST))
    return {path: tuple(found) for path, found in duties.items()}


def _find_without_set(directory: Directory, red_flags: Mapping[str, RedFlagSets]) -> Iterator[Page]:
    """The published conditions that no set for an emergency names. A set that is unclear may name any of them, as may
    one with a name that leads nowhere.
    """
    default = directory.settings.languages.default
    originals = _originals(directory, red_flags)
    for language in directory.settings.languages.names:
        sets = red_flags.get(language, RedFlagSets())
        if any(_may_name_any(each, red_flags, directory) for each in (language, default)):
            continue
        known = [flags for flags in (*sets.known.values(), *originals.values()) if flags.urgency == EMERGENCY]
        named = {condition.name for flags in known for condition in flags.conditions}
        yield from (page for page in directory.index.published(language, _is_hub) if page.page not in named)


def _may_name_any(language: str, red_flags: Mapping[str, RedFlagSets], directory: Directory) -> bool:
    sets = red_flags.get(language, RedFlagSets())
    return bool(sets.unclear) or any(has_slip(language, flags, directory) for flags in sets.known.values())


def has_slip(language: str, flags: RedFlags, directory: Directory) -> bool:
    """Whether a set names a page that does not exist, or a condition that is not one: nobody knows which was meant."""
    return any((*_find_unknown(language, flags, directory), *_find_other_kinds(language, flags, directory)))


def _find_unknown(language: str, flags: RedFlags, directory: Directory) -> Iterator[Named]:
    for named in (*flags.conditions, *flags.pages):
        if directory.index.find(language, named.name) is None and not directory.may_have_page(language, named.name):
            yield named


def _is_hub(kind: Kind) -> bool:
    return kind.is_hub


def _originals(directory: Directory, red_flags: Mapping[str, RedFlagSets]) -> Mapping[str, RedFlags]:
    """The sets of the default language."""
    return red_flags.get(directory.settings.languages.default, RedFlagSets()).known


def _find_carriers(
    language: str, versions: tuple[RedFlags, RedFlags], directory: Directory
) -> Iterator[tuple[Page, str]]:
    """The pages that must carry a set, which is given as it is and in the default language, and how."""
    if all(flags.urgency != EMERGENCY for flags in versions):
        return
    index = directory.index
    hubs = {named.name for flags in versions for named in flags.conditions}
    others = {named.name for flags in versions for named in flags.pages}
    # With one condition, every page about visits, and every clinical page, is about that condition.
    is_only = {page.page for page in index.published(language, _is_hub)} <= hubs != set()
    for page in index.published(language):
        is_below = any(page.page.startswith(hub.removesuffix("index.md")) for hub in hubs)
        if not page.kind.has_own_page:
            continue
        if page.page in hubs or (is_below and page.says_when_to_get_help):
            yield page, FIRST
        elif page.page in others or (is_only and _is_about_visits(page)):
            yield page, BEFORE_BOOKING
        elif is_below or _is_case_of(page, hubs) or (is_only and page.kind.is_reviewed) or (hubs and _is_visit(page)):
            yield page, OR_LINK


def _is_about_visits(page: Page) -> bool:
    return _is_visit(page) or page.page == "index.md"


def _is_visit(page: Page) -> bool:
    return page.kind.books or page.kind.follows_form


def _is_case_of(page: Page, hubs: set[str]) -> bool:
    condition = getattr(page.details, "condition", None)
    return condition is not None and condition.name in hubs


def check_sets(directory: Directory, red_flags: Mapping[str, RedFlagSets]) -> Iterator[Problem]:
    """What is wrong with the names that sets of red flags refer to."""
    yield from _find_untranslated(directory, red_flags)
    index = directory.index
    for language, sets in red_flags.items():
        for flags in sets.known.values():
            for named in _find_unknown(language, flags, directory):
                otherwise = "Write its path from the language's folder."
                fix = named_page_fix(named.name, language, index, otherwise, lambda kind: not kind.is_person)
                yield Problem(named.place, "broken-link", f"no page '{named.name}'", fix)
            yield from _find_other_kinds(language, flags, directory)


def _find_other_kinds(language: str, flags: RedFlags, directory: Directory) -> Iterator[Problem]:
    """Pages that a set names as conditions, and that are none: nothing below them is known to be about it."""
    for named in flags.conditions:
        page = directory.index.find(language, named.name)
        if page is not None and not page.kind.is_hub and not page.unclear.touches("kind"):
            hub = names_of_kinds(_is_hub)
            message = f"'{named.name}' is a '{page.kind.name}', and not a {hub}"
            fix = f"Write 'kind: {hub}' there, or name the page under 'pages'."
            yield Problem(named.place, "wrong-kind", message, fix)


def _find_untranslated(directory: Directory, red_flags: Mapping[str, RedFlagSets]) -> Iterator[Problem]:
    """Sets that a language lacks, although it has pages that must carry them."""
    default = directory.settings.languages.default
    for language, sets in red_flags.items():
        pages = [page.page for page in directory.index.published(language)]
        for name, flags in _originals(directory, red_flags).items():
            folders = tuple(hub.name.removesuffix("index.md") for hub in flags.conditions)
            named = {each.name for each in (*flags.conditions, *flags.pages)}
            carriers = [page for page in pages if page in named or page.startswith(folders)]
            if carriers and name not in sets.known and name not in sets.unclear:
                message = f"'{language}' has the page '{carriers[0]}', but not this set"
                fix = f"Write {path_of(language, name)} with the same signs, and have it approved."
                yield Problem(Place(path_of(default, name)), "red-flags-differ", message, fix)


def check_kinds(directory: Directory) -> Iterator[Problem]:
    """Pages below a condition that nobody has to review, because of their kind. Lists of the pages below are fine."""
    index = directory.index
    for language in directory.settings.languages.names:
        hubs = index.published(language, _is_hub)
        for page in index.published(language, lambda kind: not kind.is_reviewed and kind.has_own_page):
            is_below = any(page.page.startswith(hub.page.removesuffix("index.md")) for hub in hubs)
            if is_below and not index.below(page) and not directory.may_have_below(page):
                reviewed = names_of_kinds(lambda kind: kind.is_reviewed and not kind.is_hub)
                message = f"this page below a condition is a '{page.kind.name}', which nobody has to review"
                yield Problem(page.place("kind"), "unreviewed-kind", message, f"Write 'kind: …' with {reviewed}.")


def find_missing_flags(
    page: Page, body: Body, duties: tuple[Duty, ...], components: Mapping[str, Component], *, leads_to_help: bool
) -> Iterator[Problem]:
    """The red flags that a page must carry and lacks. `leads_to_help`: whether it links to a page with them."""
    placed = {use.red_flags.name for use in body.prose.uses if use.red_flags is not None}
    for duty in duties:
        is_met = duty.name in placed or (duty.how == OR_LINK and leads_to_help)
        if not is_met and not _may_place(body, components):
            yield _missing(page, duty, red_flags_fence(components))


def check_order(body: Body, duties: tuple[Duty, ...]) -> Iterator[Problem]:
    """Red flags that must come first, and do not."""
    wanted = {duty.name for duty in duties if duty.how == FIRST}
    placed = {use.red_flags.name: use for use in body.prose.uses if use.red_flags is not None}
    for name in sorted(wanted & placed.keys()):
        yield from _comes_first(body, placed[name])


def _may_place(body: Body, components: Mapping[str, Component]) -> bool:
    """Whether a component that is unknown, or that names an unknown set, may be meant to place the set."""
    unknown = (components[use.component].red_flags_option and use.red_flags is None for use in body.prose.uses)
    return body.is_cut or body.prose.is_unclear or any(unknown)


def _missing(page: Page, duty: Duty, fence: str) -> Problem:
    if duty.name == NO_SET:
        return _lacks_set(page, fence)
    what = f"does not carry the red flags '{duty.name}'"
    where = {
        FIRST: "at the top of the text, before the first heading",
        BEFORE_BOOKING: "before any way to ask for a visit",
        OR_LINK: "or a link to the page that says when to get help",
    }[duty.how]
    if duty.how == OR_LINK:
        what = f"neither carries the red flags '{duty.name}' nor leads to them"
    fix = f"Add '{fence} {duty.name}' and a line ':::', {where}."
    return Problem(page.place("title"), "no-red-flags", f"this page {what}", fix)


def _lacks_set(page: Page, fence: str) -> Problem:
    message = f"no set of red flags names this {page.kind.name}, so no page of it has to show any"
    written = f"'urgency: {EMERGENCY}' and 'conditions: [{page.page}]'"
    fix = f"Write {path_of(page.language, 'NAME')} with {written}, place it with '{fence} NAME', and have it approved."
    return Problem(page.place("title"), "no-red-flags", message, fix)


def _comes_first(body: Body, use: Use) -> Iterator[Problem]:
    if any(heading.place.line < use.place.line for heading in body.headings):
        message = "something else comes before the red flags"
        yield Problem(use.place, "emergency-first", message, "Move them to the top, before the first heading.")
