"""Plan: from Pages to Jobs. Every file of the site is decided here, before any is rendered.

Address clashes, broken links and unknown names are found here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks import (
    Duties,
    check_alerts,
    check_setting_days,
    check_spans,
    find_duties,
    find_vanishing,
    missing_notices,
)
from plainleaf.content.config.validate import validate_settings
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.content.read import Pages, read_body
from plainleaf.content.read_page import Body
from plainleaf.index.addresses import address_key, check_slugs, has_valid_slug
from plainleaf.index.directory import Directory
from plainleaf.index.overview import NOTHING_REUSABLE, Overview, Reusable
from plainleaf.index.style_sheets import StyleSheets
from plainleaf.markdown import PYTHON_MARKDOWN, Converter, is_installed, make_converter
from plainleaf.model.jobs import FormPackJob, Job, PageJob, RedirectJob, TextJob
from plainleaf.plan.addresses.clashes import OURS, Claim, folders_above, report_clashes, report_kept
from plainleaf.plan.addresses.gone import addresses_of, find_gone
from plainleaf.plan.addresses.named_pages import check_named_pages
from plainleaf.plan.addresses.names import make_redirects, report_names
from plainleaf.plan.files import choose_files, copy_jobs, path_of
from plainleaf.plan.gallery import plan_gallery
from plainleaf.plan.generated import A_TO_Z, GLOSSARY, HANDOUTS, SEARCH
from plainleaf.plan.language import LanguagePlan
from plainleaf.plan.listings import make_terms
from plainleaf.plan.paper import check_booklets, make_handout_list, plan_booklets, plan_paper
from plainleaf.plan.previews import plan_previews
from plainleaf.plan.proofs import make_proof_facts
from plainleaf.plan.site_view import Extras, find_untranslated, make_alert, make_site_view, sites_by_current_entries
from plainleaf.problems import Place, Problem, Report
from plainleaf.state.digests import digest
from plainleaf.state.state import State


class Plan(Struct, frozen=True):
    """The jobs of a site sorted by path, without those whose outputs can be reused.

    The problems of pages that are not published are `unpublished`, by the path of the source; `problems` are those that
    belong to no single page. `reused` is the part of the last plan that still holds, and `shared` are the digests of
    what all pages of a language show, by language.
    """

    jobs: tuple[Job, ...]
    unpublished: Mapping[str, tuple[Problem, ...]]
    problems: tuple[Problem, ...]
    reused: Reusable
    shared: Mapping[str, str]


class _Site(Struct, frozen=True):
    """The input of planning. `report` is for problems that belong to no single page, `of_pages` for all others."""

    inputs: Inputs
    pages: Pages
    directory: Directory
    styles: StyleSheets
    report: Report
    of_pages: Report

    def body_of(self, page: Page) -> Body | None:
        return read_body(page, self.pages, self.inputs, self.of_pages)


def make_plan(overview: Overview, state: State, report: Report) -> Plan:
    """The jobs of a site, without those whose outputs can be reused."""
    reused = _plan_changes(overview, state, report) if overview.reusable else None
    return _plan_anew(overview, report) if reused is None else reused


def _plan_changes(overview: Overview, state: State, report: Report) -> Plan | None:
    """The plan that reuses the last one; None if something has changed that all pages of a language show."""
    inputs, reusable, baseline = overview.inputs, overview.reusable, overview.baseline
    # Problems of the site as a whole were found when all of it was planned.
    site = _Site(inputs, overview.pages, overview.directory, overview.styles, Report(), report)
    plans = state.memoize("languages", overview.names, lambda: _open_languages(site))
    shared = _digest_shared(plans) if reusable.is_renamed else baseline.last.shared
    if shared != baseline.last.shared:
        return None
    report.extend(reusable.problems)
    for problems in reusable.planned.values():
        report.extend(problems)
    jobs = tuple(_plan_rest(site, plans, reusable))
    shown = {output.findings.source for output in baseline.outputs.values() if output.findings.standing}
    return Plan(*_choose_jobs(jobs, shown, inputs), reusable.problems, reusable, shared)


def _plan_anew(overview: Overview, report: Report) -> Plan:
    """The plan of the whole site."""
    inputs, pages, directory, styles = overview.inputs, overview.pages, overview.directory, overview.styles
    whole = Report()
    validate_settings(inputs.settings, inputs.config, inputs.unclear, whole, inputs.translated)
    check_slugs(pages.pages, whole)
    whole.extend(check_spans(pages.pages, directory.as_of))
    for language in inputs.settings.languages.names:
        whole.extend(check_alerts(directory.index.alerts(language), directory.as_of))
    whole.extend(check_setting_days(inputs.settings, inputs.config, inputs.unclear, directory.as_of))
    site = _Site(inputs, pages, directory, styles, whole, report)
    check_named_pages(directory, whole)
    check_booklets(directory, whole)
    plans = _open_languages(site)
    jobs = _plan_all(site, plans)
    report.extend(whole.problems)
    ordered, unpublished = _choose_jobs(jobs, _find_free(jobs), inputs)
    return Plan(ordered, unpublished, tuple(whole.problems), NOTHING_REUSABLE, _digest_shared(plans))


def _choose_jobs(
    jobs: tuple[Job, ...], shown: Collection[str], inputs: Inputs
) -> tuple[tuple[Job, ...], dict[str, tuple[Problem, ...]]]:
    """Jobs sorted by path, and the problems of unpublished pages by their source.

    Of the jobs for these pages, the preview does the ones whose source is `shown`.
    """
    standing = [job for job in jobs if isinstance(job, PageJob) and job.standing]
    left_out = {id(job) for job in standing if not inputs.is_served or job.prose.place.path not in shown}
    ordered = sorted((job for job in jobs if id(job) not in left_out), key=lambda job: job.path)
    return tuple(ordered), {job.prose.place.path: job.problems for job in standing}


def _find_free(jobs: tuple[Job, ...]) -> frozenset[str]:
    """The sources of unpublished pages whose addresses no other page has: a page may be there to replace another."""
    taken: dict[str, Job] = {}
    # Sorting is stable, and False comes before True.
    for job in sorted(jobs, key=_is_standing):
        key = address_key(job.path)
        if not _is_standing(job) or taken.keys().isdisjoint({key, *folders_above(key)}):
            taken[key] = job
    return frozenset(job.prose.place.path for job in taken.values() if isinstance(job, PageJob) and job.standing)


def _is_standing(job: Job) -> bool:
    """Whether a job is for a page that is not published."""
    return isinstance(job, PageJob) and bool(job.standing)


def _plan_rest(site: _Site, plans: Mapping[str, LanguagePlan], reusable: Reusable) -> Iterator[Job]:
    """Jobs for the pages that are planned again, and for the lists of pages if they have changed. All other files are
    unchanged.
    """
    yield site.styles.job
    generated: list[PageJob] = []
    for plan in plans.values():
        of_now = replace(plan, body_of=site.body_of, report=site.of_pages)
        for job, _ in of_now.pages(without=reusable.sources):
            yield from (job, *plan_paper(job, site.inputs, site.directory.addresses))
        yield from _plan_previews(of_now, site, reusable.sources)
        if reusable.is_renamed:
            lists = [claim.job for claim in _lists_of_language(of_now)]
            generated += [job for job in lists if isinstance(job, PageJob)]
            yield from lists
    if reusable.is_renamed:
        yield from _sitemaps(generated, site.directory)


def _open_languages(site: _Site) -> dict[str, LanguagePlan]:
    duties = find_duties(site.directory, site.inputs.red_flags)
    return {language: _open_language(language, site, duties) for language in site.inputs.settings.languages.names}


def _digest_shared(plans: Mapping[str, LanguagePlan]) -> dict[str, str]:
    """The digests of what all pages of a language show, or are held against, by language."""
    return {language: digest(plan.site, plan.terms, plan.proof_facts) for language, plan in plans.items()}


def _plan_previews(plan: LanguagePlan, site: _Site, without: frozenset[str] = frozenset()) -> Iterator[PageJob]:
    inputs = site.inputs
    return plan_previews(plan, _find_converter(inputs), is_served=inputs.is_served, without=without)


def _plan_all(site: _Site, plans: Mapping[str, LanguagePlan]) -> tuple[Job, ...]:
    claims, previews = [Claim(site.styles.job, Place("static/css"))], list[PageJob]()
    for plan in plans.values():
        claims += _plan_language(plan, site)
        previews += _plan_previews(plan, site)
    page_jobs = tuple(claim.job for claim in claims if isinstance(claim.job, PageJob))
    claims += [
        Claim(made, OURS) for job in page_jobs for made in plan_paper(job, site.inputs, site.directory.addresses)
    ]
    claims += [Claim(job, OURS) for job in plan_booklets(page_jobs, site.inputs, site.directory.addresses)]
    claims += [Claim(text, OURS) for text in _lists_of_pages(page_jobs, site)]
    old = [claim.job for claim in claims if isinstance(claim.job, RedirectJob)]
    if redirects := make_redirects(old, site.directory):
        claims.append(Claim(redirects, OURS))
    texts = (*site.inputs.styles, *(template.text for template in site.inputs.templates.values()))
    files = choose_files(site.inputs.static_files, site.pages.known, site.directory, texts, site.report)
    claims += [Claim(job, Place(path_of(name))) for name, file in files for job in copy_jobs(name, file)]
    # A site without a language has no pages, which has been reported.
    if page_jobs:
        claims.append(Claim(_headers([claim.job.path for claim in claims], page_jobs, site.directory), OURS))
    report_clashes(claims, site.report)
    report_names(((claim.job, claim.place) for claim in claims), site.report)
    report_kept(claims, site.inputs, site.report)
    if site.inputs.addresses:
        now = addresses_of([claim.job for claim in claims])
        site.report.extend(find_gone(site.inputs.addresses, now, site.directory))
    return (*(claim.job for claim in claims), *previews)


def _open_language(language: str, site: _Site, duties: Duties) -> LanguagePlan:
    """What the pages of a language share. `duties` are those of all pages of the site."""
    directory, inputs = site.directory.in_language(language), site.inputs
    addresses, place = directory.addresses, partial(directory.addresses.language_path, language)
    terms = make_terms(directory, language, inputs.terms[language], site.report)
    extras = Extras(
        site.styles.url,
        addresses.url("manifest.webmanifest"),
        addresses.url(place("feed.xml")),
        addresses.url(place(A_TO_Z.path)),
        addresses.url(place(GLOSSARY.path)) if terms else "",
        addresses.url(place(SEARCH.path)) if directory.settings.search else "",
        addresses.url(place(HANDOUTS.path)) if make_handout_list(directory, language) else "",
    )
    words = inputs.interface_texts[language]
    alert = make_alert(language, directory, _find_converter(inputs), site.body_of, words, site.report)
    view = make_site_view(language, directory, words, extras, alert, site.report)
    view = replace(view, untranslated=find_untranslated(inputs.config, directory))
    sites = sites_by_current_entries(view)
    facts = make_proof_facts(inputs, duties, directory, language)
    return LanguagePlan(language, directory, view, sites, terms, facts, inputs.components, site.body_of, site.of_pages)


def _find_converter(inputs: Inputs) -> Callable[[], Converter]:
    """Makes a converter for alerts. There is rarely one, and this takes as long as converting several pages."""
    # validate_settings reports an engine that is not installed.
    engine = inputs.settings.markdown if is_installed(inputs.settings.markdown) else PYTHON_MARKDOWN
    return partial(make_converter, engine, inputs.settings.allowed_html)


def _plan_language(plan: LanguagePlan, site: _Site) -> Iterator[Claim]:
    from plainleaf.plan.feeds import make_manifest  # see _lists_of_language

    directory, settings, language = plan.directory, site.inputs.settings, plan.language
    plan.find_problems()
    site.report.extend(find_vanishing(directory, language))
    is_default = language == settings.languages.default
    yield from (Claim(job, page.place("slug")) for job, page in plan.pages() if has_valid_slug(page))
    yield from _lists_of_language(plan)
    if is_default:
        site.report.extend(missing_notices(directory, language))
        yield Claim(make_manifest(plan.site, settings.brand.primary, directory), OURS)
        if site.inputs.examples and site.pages.examples:
            gallery = plan_gallery(plan, site.inputs.examples, site.pages.examples, site.report)
            yield from (Claim(job, OURS) for job in gallery)


def _lists_of_language(plan: LanguagePlan) -> Iterator[Claim]:
    """The files of a language that show what its pages are called."""
    # Imported here because a build in which no list changes needs neither this nor the XML modules it loads.
    from plainleaf.plan.feeds import make_feed

    yield from (Claim(job, OURS) for job in plan.generated_pages())
    yield from (Claim(job, place) for job, place in plan.redirects())
    directory, language = plan.directory, plan.language
    feed = directory.addresses.language_path(language, "feed.xml")
    yield Claim(make_feed(feed, plan.site, directory.index.published(language), directory), OURS)


def _sitemaps(generated: Iterable[PageJob], directory: Directory) -> Iterator[TextJob]:
    """The sitemap, which a demonstration does not have; `generated` are pages without a source."""
    from plainleaf.plan.feeds import make_sitemap  # see above

    if not directory.settings.clinic.demonstration:
        yield make_sitemap(generated, directory)


def _lists_of_pages(jobs: tuple[PageJob, ...], site: _Site) -> tuple[TextJob | FormPackJob, ...]:
    """The files made from pages of all languages, and robots.txt, which says where the sitemap is."""
    from plainleaf.plan.feeds import make_robots  # see above
    from plainleaf.plan.form_packs import plan_form_packs
    from plainleaf.plan.review_list import make_review_list

    directory = site.directory
    reviews = [make_review_list(jobs, site.inputs.red_flags, directory)] if directory.settings.review_list else []
    packs = plan_form_packs(jobs, directory) if directory.settings.form_packs else ()
    maps = _sitemaps((job for job in jobs if not job.prose.place.path), directory)
    return *maps, *reviews, *packs, make_robots(directory)


def _headers(paths: list[str], jobs: tuple[PageJob, ...], directory: Directory) -> TextJob:
    from plainleaf.plan.feeds import make_headers  # see above

    # The policy is the same in every language.
    return make_headers(jobs[0].site, paths, directory)
