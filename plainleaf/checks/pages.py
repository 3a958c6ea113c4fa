"""Check: from Pages to what is wrong with what people wrote: words, safety, reviews, and pages that say the same.

The findings for a page are cached with the digest of everything they depend on, so a page is checked again only when
one of these has changed. Problems on unchanged pages are reported as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks.days import check_past_day, check_past_days
from plainleaf.checks.emergencies.approvals import check_approvals
from plainleaf.checks.emergencies.duties import check_kinds
from plainleaf.checks.emergencies.every_set import check_every_set
from plainleaf.checks.evidence.sources import check_page_sources
from plainleaf.checks.one_page import Criteria, PageFindings, PageToCheck, check_pages, make_checker, make_criteria
from plainleaf.checks.page_text import find_names
from plainleaf.checks.review import check_review, soften_scheduled
from plainleaf.checks.safety import may_link_to_help
from plainleaf.checks.site_texts import check_emergency_texts, check_site_texts
from plainleaf.checks.starters import check_site_starters, may_be_demonstration
from plainleaf.checks.translations.compare import compare, make_comparer
from plainleaf.checks.translations.missing import missing_translations, parted_translations
from plainleaf.checks.translations.record import check_record
from plainleaf.checks.unready import find_unready
from plainleaf.checks.waivers import check_waivers, find_waiver, valid_waivers
from plainleaf.content.config.policies import Waiver
from plainleaf.content.last_build import CheckedPage, LastBuild
from plainleaf.content.page import Page
from plainleaf.content.read import read_body
from plainleaf.index.overview import Overview
from plainleaf.index.reviewers import Reviewers, find_reviewers
from plainleaf.input.files import read_text
from plainleaf.options import Options
from plainleaf.problems import FAULTS, Place, Problem, Report, StoppedError, WorkerDiedError, fault_of
from plainleaf.state.digests import digest
from plainleaf.state.state import State
from plainleaf.words import Limits, Repeated, Sampled, compare_pages, read_sample, renew_repeated
from plainleaf.workers import Workers, add_workers, worker_died

# Rules that may no longer apply once a policy is corrected.
NEED_POLICIES: tuple[str, ...] = ("review-overdue", "review-lapsed")
POLICIES = ("policies.review_every", "policies.stale")
NEED_YEARS = ("evidence-old",)
# How many samples a long-running process caches.
CACHE_SIZE = 20_000


class Checks(Struct, frozen=True):
    """What was found on each page, by the path of its source, and the runs of words that occur on several pages."""

    pages: Mapping[str, CheckedPage]
    repeated: bytes


class Subject(Struct, frozen=True):
    """A page to check, with names that its readers may know. For `basis` and `review_basis` see CheckedPage.

    One that `is_scheduled` is checked before its day, so that a day that passes brings no new problem.
    """

    page: Page
    names: tuple[str, ...]
    basis: str
    review_basis: str
    is_scheduled: bool


@contextmanager
def start_checks(
    overview: Overview, options: Options, state: State, workers: Workers, report: Report
) -> Iterator[Callable[[], Checks]]:
    """Let workers check every page that is on the site. Yields a function that waits for them and reports problems.

    Both raise StoppedError if a worker process dies.
    """
    last = overview.baseline.last.checks
    reviewers = find_reviewers(overview.directory.index.pages.values())
    criteria = make_criteria(overview, options)
    subjects = tuple(_find_subjects(overview, criteria, reviewers))
    new = [each for each in subjects if each.page.path not in last or last[each.page.path].basis != each.basis]
    rechecked = {each.page.path for each in new}
    with (
        add_workers(workers, options, len(new)) as enough,
        _start_pages(new, overview, criteria, enough, report) as wait,
    ):
        report.extend(_check_site(overview, criteria, reviewers))
        check_site_texts(overview, criteria, options, state, report)
        if options.is_ready_check:
            report.extend(find_unready(overview.inputs))
        reviews = {
            each.page.path: tuple(_check_review(each.page, overview, reviewers, criteria))
            for each in subjects
            if each.page.path in rechecked or last[each.page.path].review_basis != each.review_basis
        }

        def finish() -> Checks:
            comparer = make_comparer(overview, criteria.emergency_number, criteria.phones)
            known = {**last, **wait()}
            checked = {
                each.page.path: compare(comparer, _with_review(known[each.page.path], each, reviews), each.page, report)
                for each in subjects
                # A file that changed during the build has been reported.
                if each.page.path in known and known[each.page.path].basis == each.basis
            }
            _report_pages(subjects, checked, overview, report, knows_use=options.reads_pages)
            return Checks(checked, _compare_pages(checked, overview, state, report))

        yield finish


def _with_review(checked: CheckedPage, subject: Subject, reviews: Mapping[str, tuple[Problem, ...]]) -> CheckedPage:
    """A page with the findings on its review, if that was checked again."""
    review = reviews.get(subject.page.path)
    return checked if review is None else replace(checked, review_basis=subject.review_basis, review=review)


def _check_site(overview: Overview, criteria: Criteria, reviewers: Reviewers) -> Iterator[Problem]:
    """What is wrong with the site as a whole, except its words."""
    yield from check_every_set(overview)
    yield from _check_approvals(overview, reviewers, is_strict=criteria.is_real)
    yield from check_emergency_texts(overview.inputs)
    yield from check_kinds(overview.directory)
    if criteria.is_real:
        yield from check_site_starters(overview.directory, overview.inputs)
    yield from missing_translations(overview.directory, is_strict=criteria.is_real)
    yield from parted_translations(overview.directory)


def _report_pages(
    subjects: Sequence[Subject],
    checked: Mapping[str, CheckedPage],
    overview: Overview,
    report: Report,
    *,
    knows_use: bool,
) -> None:
    """Report what was found on the pages, except what is waived, and what is wrong with the waivers."""
    waivers, used = valid_waivers(overview.directory), set[Waiver]()
    for each in subjects:
        if (known := checked.get(each.page.path)) is None:
            continue
        found = [
            (problem, find_waiver(problem, waivers)) for problem in _without_repetition(each.page, known, overview)
        ]
        used.update(waiver for _, waiver in found if waiver is not None)
        problems = (*(problem for problem, waiver in found if waiver is None), *known.review)
        report.extend(soften_scheduled(problems, each.page) if each.is_scheduled else problems)
    if not overview.inputs.unclear.touches("policies.waivers"):
        report.extend(check_waivers(overview.directory, used, knows_use=knows_use))


def _check_approvals(overview: Overview, reviewers: Reviewers, *, is_strict: bool) -> Iterator[Problem]:
    inputs, directory = overview.inputs, overview.directory
    return check_approvals(
        directory, inputs.red_flags, reviewers, is_strict=is_strict, may_wait=may_be_demonstration(inputs),
        knows_policies=not inputs.unclear.touches(*POLICIES),
    )  # fmt: skip


def _without_repetition(page: Page, checked: CheckedPage, overview: Overview) -> Iterator[Problem]:
    """The problems of a page; a broken link is one mistake, even if it is the only link that could lead to help."""
    yield from (*checked.problems, *checked.comparison)
    if checked.without_help and not may_link_to_help(page, checked.links, overview.directory.index):
        yield from checked.without_help
    for day, place in checked.days:
        yield from check_past_day(day, place, overview.directory.as_of)


def _check_review(page: Page, overview: Overview, reviewers: Reviewers, criteria: Criteria) -> Iterator[Problem]:
    """What is wrong with a review and with days, leaving out rules that depend on a policy that cannot be read."""
    inputs = overview.inputs
    unjudged = NEED_POLICIES if inputs.unclear.touches(*POLICIES) else ()
    unjudged += NEED_YEARS if inputs.unclear.touches("policies.evidence_years") else ()
    try:
        policies, as_of = inputs.settings.policies, overview.directory.as_of
        review = check_review(page, policies, as_of, reviewers, is_strict=criteria.is_real)
        record = check_record(page, overview.directory, reviewers, is_strict=criteria.is_real)
        found = (*review, *check_page_sources(page, policies.evidence_years, as_of), *record)
    except FAULTS as error:
        found = (fault_of(error, page.place("title")),)
    yield from (problem for problem in found if problem.rule not in unjudged)
    yield from check_past_days(page, overview.directory.as_of)


def _find_subjects(overview: Overview, criteria: Criteria, reviewers: Reviewers) -> Iterator[Subject]:
    """Every page that is on the site, or will be, and every text that is shown on others."""
    inputs, index = overview.inputs, overview.directory.index
    facts = (sorted(criteria.roles.items()), criteria.reads_words, criteria.emergency_number, criteria.is_real)
    shared = digest(overview.pages.base, criteria.limits, *facts, criteria.phones, criteria.lines)
    bases = {
        language: digest(shared, inputs.own_word_lists[language], terms, sorted(criteria.unjudged[language]))
        for language, terms in criteria.terms.items()
    }
    on_reviews = (inputs.settings.policies, inputs.unclear, overview.directory.as_of, criteria.is_real)
    people = (sorted(reviewers.roles.items()), sorted(reviewers.names.items()))
    of_reviews = digest(overview.baseline.generator, *on_reviews, inputs.settings.languages.default, *people)
    for known in overview.pages.known.values():
        page = known.page
        if page is None:
            continue
        is_scheduled = index.is_scheduled(page)
        if not is_scheduled and not index.is_published(page):
            continue
        names = find_names(page, overview.directory)
        # All other names are in the page's own text, so its digest covers them.
        foreign = digest(names) if page.kind.text.names_subject else ""
        foreign += digest(duties) if (duties := criteria.duties.get(page.path)) else ""
        basis = known.digest + bases[page.language] + foreign + "later" * is_scheduled
        yield Subject(page, names, basis, known.digest + of_reviews, is_scheduled)


@contextmanager
def _start_pages(
    subjects: Sequence[Subject], overview: Overview, criteria: Criteria, workers: Workers, report: Report
) -> Iterator[Callable[[], dict[str, CheckedPage]]]:
    """Let workers check some pages. Yields a function that waits for the findings, by the path of the source."""
    if not subjects:
        yield dict
        return
    asked: list[tuple[Subject, int]] = []
    results: list[PageFindings] = []

    def ask() -> Iterator[PageToCheck]:
        for subject in subjects:
            body = read_body(subject.page, overview.pages, overview.inputs, report)
            if body is not None:
                asked.append((subject, body.prose.first_line))
                yield PageToCheck(subject.page, body, subject.names)

    def take(count: int | None) -> None:
        try:
            results.extend(islice(found, count))
        except WorkerDiedError as died:
            assert isinstance(died.item, PageToCheck)
            place = Place(died.item.page.path, died.item.body.prose.first_line)
            raise StoppedError(worker_died(place)) from died

    def wait() -> dict[str, CheckedPage]:
        take(None)
        pairs = zip(asked, results, strict=True)
        return {subject.page.path: _make_checked(subject, result, line) for (subject, line), result in pairs}

    make = partial(make_checker, criteria, frozenset(subject.page.language for subject in subjects))
    with closing(workers.map(check_pages, make, ask())) as found:
        # When the first result is there, other processes have begun, and go on with what was sent.
        take(1)
        yield wait


def _make_checked(subject: Subject, found: PageFindings, first_line: int) -> CheckedPage:
    # A page that will replace another one resembles it, so it is not compared.
    sample = b"" if subject.is_scheduled else found.sample
    help_ = (found.links, found.without_help)
    return CheckedPage(subject.basis, found.problems, sample, first_line, "", (), *help_, days=found.days)


def _compare_pages(checked: Mapping[str, CheckedPage], overview: Overview, state: State, report: Report) -> bytes:
    """Report pages that say the same. Returns the runs of words that occur on two or more pages."""
    repeated = _find_repeated(checked, overview.baseline.last, state)
    pages = [
        Sampled(Place(path, each.first_line), len(read_sample(each.sample)), repeated.of_samples[each.sample])
        for path, each in checked.items()
        if each.sample
    ]
    report.extend(compare_pages(pages, lambda place: _text_from(place, overview.inputs.root), Limits()))
    return repeated.stored


def _find_repeated(checked: Mapping[str, CheckedPage], last: LastBuild, state: State) -> Repeated:
    """The runs of words that occur on two or more pages."""
    # A failed build leaves its result here as well; the key keeps the next build from starting from it.
    known = Repeated(last.repeated, state.memoize("repeated", last.repeated, dict[bytes, frozenset[int]]))
    read = _cache_sample if state.is_long_running else read_sample
    repeated = renew_repeated(_samples_of(checked), _samples_of(last.checks), known, read)
    state.store("repeated", repeated.stored, repeated.of_samples)
    return repeated


def _samples_of(checked: Mapping[str, CheckedPage]) -> dict[str, bytes]:
    return {path: each.sample for path, each in checked.items() if each.sample}


@lru_cache(maxsize=CACHE_SIZE)
def _cache_sample(stored: bytes) -> Collection[int]:
    """A sample as a set, which is faster to compare and takes ten times the memory."""
    return frozenset(read_sample(stored))


def _text_from(place: Place, root: Path) -> str:
    """The text of a source from a place on. Few are asked for, so it is read when needed."""
    text = read_text(root, place.path, Report()) or ""
    return text.split("\n", place.line - 1)[-1] if place.line > 1 else text
