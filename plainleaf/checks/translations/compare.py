"""A translation beside its original: what is known of both, and whether it has to be compared again."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks.translations.drift import check_drift
from plainleaf.checks.translations.numbers import Numbers, Version, compare_numbers
from plainleaf.checks.translations.untranslated import check_untranslated
from plainleaf.content.last_build import CheckedPage, KnownPage
from plainleaf.content.page import Page
from plainleaf.content.read import read_body
from plainleaf.content.translations.blocks import Block, find_blocks
from plainleaf.index.overview import Overview
from plainleaf.problems import FAULTS, Problem, Report, fault_of
from plainleaf.state.digests import digest


class Comparer(Struct, frozen=True):
    """What translations are compared with. `shared` is the digest of what all comparisons depend on."""

    overview: Overview
    numbers: Numbers
    shared: str


def make_comparer(overview: Overview, emergency: str, phones: tuple[tuple[str, str], ...]) -> Comparer:
    """What compares the translations of a site whose emergency number and other numbers, by their names, these are."""
    numbers = make_numbers(overview, emergency, phones)
    named = sorted(numbers.phones.items())
    shared = digest(overview.baseline.generator, overview.pages.base, emergency, named, numbers.country)
    return Comparer(overview, numbers, shared)


def make_numbers(overview: Overview, emergency: str, phones: tuple[tuple[str, str], ...]) -> Numbers:
    """The numbers to call of a site, by their names."""
    return Numbers(emergency, _find_named(overview, phones), overview.directory.country)


def compare(comparer: Comparer, known: CheckedPage, page: Page, report: Report) -> CheckedPage:
    """What was found on a page, together with what its original tells, if it translates one that is on the site."""
    original = _find_original(comparer, page)
    if original is None or original.page is None:
        return replace(known, compared="", comparison=()) if known.compared else known
    basis = f"{comparer.overview.pages.known[page.path].digest} {original.digest} {comparer.shared}"
    if known.compared == basis:
        return known
    try:
        found = _compare(comparer, page, original.page, report)
    except FAULTS as error:
        found = (fault_of(error, page.place("title")),)
    return replace(known, compared=basis, comparison=found)


def _find_named(overview: Overview, phones: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The number of each name that a link may lead to, and those of the country's lines, which may be typed."""
    emergency = {"emergency": overview.inputs.settings.emergency.number}
    named = {name: phone.number for name, phone in overview.directory.named_phones.items()}
    return dict(phones) | named | emergency


def _find_original(comparer: Comparer, page: Page) -> KnownPage | None:
    """The page that a page translates, if that is on the site and nothing in its front matter is unclear."""
    directory = comparer.overview.directory
    found = directory.original_of(page)
    if found is None or found.unclear or page.unclear or not directory.index.is_published(found):
        return None
    return comparer.overview.pages.known.get(found.path)


def _compare(comparer: Comparer, page: Page, original: Page, report: Report) -> tuple[Problem, ...]:
    ours, theirs = (_blocks_of(comparer, each, report) for each in (page, original))
    if ours is None or theirs is None:
        return ()
    translation = Version(page.language, page.path, ours)
    numbers = compare_numbers(translation, Version(original.language, original.path, theirs), comparer.numbers)
    untranslated = check_untranslated(page, ours, original, theirs)
    return (*check_drift(page, original, theirs), *numbers, *untranslated)


def _blocks_of(comparer: Comparer, page: Page, report: Report) -> tuple[Block, ...] | None:
    overview = comparer.overview
    body = read_body(page, overview.pages, overview.inputs, report)
    return None if body is None else find_blocks(page, body.prose, body.source, comparer.numbers.emergency)
