"""The checks of one page: its words and its safety.

A check sees one page and a few facts about others, so it can run in any process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from plainleaf.checks.emergencies.cards import check_emergency_card, check_words_near
from plainleaf.checks.emergencies.duties import Duties, find_duties
from plainleaf.checks.labels import (
    days_of,
    fields_of_page,
    labels_of_page,
    place_in_use,
    place_problems,
    words_of_labels,
)
from plainleaf.checks.page_text import make_limits, make_page_text, make_term_forms
from plainleaf.checks.safety import Roles, check_safety, check_substance, find_lack_of_help, find_links, find_roles
from plainleaf.checks.signs import check_emails, check_signs
from plainleaf.checks.starters import check_page_starters, is_decided, is_real
from plainleaf.checks.targets import check_targets
from plainleaf.content.components import COMPARED_OUTCOMES, Component
from plainleaf.content.config.emergency import find_help_lines
from plainleaf.content.config.settings import Settings
from plainleaf.content.decision_aids.check import check_sources
from plainleaf.content.decision_aids.figures import find_contradictions
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.index.overview import Overview
from plainleaf.options import Options
from plainleaf.problems import FAULTS, Place, Problem, fault_of
from plainleaf.words import Limits, Standard, TermForms, WordLists, examine_page, make_standard, store_sample

# Rules that may no longer apply once a term, the site's word list or a limit is corrected.
NEED_WORDS = frozenset({"acronym", "misspelt-term", "doubled-word", "unsupported-claim", "reading-grade"})
NEED_LIMITS = frozenset({"reading-grade"})


class Criteria(Struct, frozen=True):
    """What pages are checked against: plain values, so that they can be sent to another process.

    `word_lists` and `terms` are by language, and so are `unjudged`, the rules that cannot be applied because a word
    list, a term or a limit is wrong. `roles` are those of the pages that others may link to; `components` are by the
    name of their folder, and `duties` by the path of the page's source.
    `emergency_number` is the one that emergency cards must name. A site that `is_real` may have no starter texts.
    `phones` has each number of the site and of the country's help lines, with its name; `lines` has the
    names of those lines that the site has itself.
    """

    word_lists: Mapping[str, WordLists]
    terms: Mapping[str, tuple[TermForms, ...]]
    unjudged: Mapping[str, frozenset[str]]
    limits: Limits
    roles: Roles
    components: Mapping[str, Component]
    reads_words: bool
    duties: Duties
    emergency_number: str
    is_real: bool
    phones: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


class Checker(Struct, frozen=True):
    """The criteria, with the words of each language indexed. Made once per process."""

    criteria: Criteria
    standards: Mapping[str, Standard]


class PageToCheck(Struct, frozen=True):
    """A page to check, with its text and the names that its readers may know."""

    page: Page
    body: Body
    names: tuple[str, ...]


class PageFindings(Struct, frozen=True):
    """What the checks found on a page, and the sample by which it is compared with others. See CheckedPage."""

    problems: tuple[Problem, ...]
    sample: bytes
    links: tuple[str, ...]
    without_help: tuple[Problem, ...] = ()
    days: tuple[tuple[date, Place], ...] = ()


def make_criteria(overview: Overview, options: Options) -> Criteria:
    """What the pages of a site are checked against."""
    inputs = overview.inputs
    terms = {language: make_term_forms(terms) for language, terms in inputs.terms.items()}
    limits = make_limits(inputs.settings.policies)
    needs_sets = options.is_ready_check or is_decided(inputs)
    duties = find_duties(overview.directory, inputs.red_flags, needs_sets=needs_sets)
    roles = find_roles(overview.directory, duties)
    unjudged = {language: _find_unjudged(language, inputs) for language in terms}
    return Criteria(
        inputs.word_lists, terms, unjudged, limits, roles, inputs.components, options.reads_pages, duties,
        inputs.settings.emergency.number, options.is_ready_check or is_real(inputs),
        _find_phones(inputs.settings), tuple(inputs.settings.emergency.lines),
    )  # fmt: skip


def _find_phones(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Each number of the site with its name, those of the known help lines, and 911."""
    lines = {**find_help_lines(settings), "emergency": settings.emergency.number}
    phones = ((name, phone.number) for name, phone in settings.contacts.phones.items() if name not in lines)
    return (*phones, *lines.items())


def _find_unjudged(language: str, inputs: Inputs) -> frozenset[str]:
    """Rules that pages of a language may turn out to satisfy once the word lists, terms or limits are corrected."""
    of_words = NEED_WORDS if language in inputs.unclear_vocabularies else frozenset[str]()
    return of_words | (NEED_LIMITS if inputs.unclear.touches("policies.reading") else frozenset())


def make_checker(criteria: Criteria, languages: frozenset[str]) -> Checker:
    """Index the words of some languages."""
    if not criteria.reads_words:
        return Checker(criteria, {})
    standards = {
        language: make_standard(lists, criteria.terms[language], criteria.limits, language, criteria.phones)
        for language, lists in criteria.word_lists.items()
        if language in languages
    }
    return Checker(criteria, standards)


def check_pages(checker: Checker, asked: Sequence[PageToCheck]) -> list[PageFindings]:
    """What is found on each page."""
    return [_check_contained(checker, each) for each in asked]


def _check_contained(checker: Checker, asked: PageToCheck) -> PageFindings:
    try:
        return _check_page(checker, asked)
    except FAULTS as error:
        return PageFindings((fault_of(error, asked.page.place("title")),), b"", ())


def _check_safety(page: Page, body: Body, criteria: Criteria) -> Iterator[Problem]:
    duties = criteria.duties.get(page.path, ())
    yield from check_safety(page, body, criteria.components, criteria.roles, duties, criteria.lines)
    lists = criteria.word_lists[page.language]
    yield from check_substance(page, lists)
    for use in body.prose.uses:
        if criteria.components[use.component].is_emergency(use.urgency):
            yield from check_emergency_card(body, use, criteria.emergency_number, lists.diluting)
            yield from check_words_near(page, body, use, lists)


def _check_sheet(page: Page, body: Body, components: Mapping[str, Component]) -> Iterator[Problem]:
    """Report a sheet to fill in with nothing on it."""
    if page.basics.sheet and not any(components[use.component].settings.is_on_sheet for use in body.prose.uses):
        names = [f"::: {name}" for name, each in sorted(components.items()) if each.settings.is_on_sheet]
        message = f"the page has no {' and no '.join(names)}, which its sheet to fill in would show"
        fix = f"Write what people do or ask in {' or '.join(names)}, or delete the line."
        yield Problem(page.place("sheet"), "empty-sheet", message, fix)


def _check_page(checker: Checker, asked: PageToCheck) -> PageFindings:
    page, body = asked.page, asked.body
    criteria = checker.criteria
    starters = tuple(check_page_starters(page, body)) if criteria.is_real else ()
    targets = check_targets(page, body, criteria.components)
    sources = check_sources(page, body.prose.uses, criteria.components)
    sheet = _check_sheet(page, body, criteria.components)
    problems = (*_check_safety(page, body, criteria), *targets, *sources, *sheet)
    duties = criteria.duties.get(page.path, ())
    without_help = tuple(find_lack_of_help(page, body, criteria.components, criteria.roles, duties))
    links = find_links(page, body) if without_help else ()
    days = tuple(days_of(body, criteria.components))
    if not criteria.reads_words:
        return PageFindings((*problems, *starters), b"", links, without_help, days)
    text = make_page_text(page, body, asked.names, criteria.components)
    labels = [*labels_of_page(page, body, criteria.components)]
    words = examine_page(text, checker.standards[page.language], words_of_labels(labels))
    unjudged = criteria.unjudged[page.language]
    of_words = (*words.problems, *place_problems(labels, words.in_labels))
    found = [problem for problem in of_words if problem.rule not in unjudged]
    # That a number is typed is the first thing to fix: its name then leads to the number of the clinic.
    typed = {problem.place.line for problem in found if problem.rule == "typed-phone"}
    starters = tuple(problem for problem in starters if problem.place.line not in typed)
    fields = [*fields_of_page(page, body, criteria.components, with_arguments=True)]
    of_fields = (*check_signs(fields), *check_emails(fields))
    of_fields += tuple(_check_figures(body, criteria.components, checker.standards[page.language]))
    every = (*problems, *starters, *of_fields, *found)
    return PageFindings(every, store_sample(words.sample), links, without_help, days)


def _check_figures(body: Body, components: Mapping[str, Component], standard: Standard) -> Iterator[Problem]:
    """Figures of decision aids that contradict each other."""
    for use in body.prose.uses:
        for name in components[use.component].options_of_type(COMPARED_OUTCOMES):
            for each in find_contradictions(use.values[name], standard):
                place = place_in_use(body, use, [name, str(each.outcome), each.field], each.text)
                yield Problem(place, "contradicting-figures", each.message, each.fix, each.severity)
