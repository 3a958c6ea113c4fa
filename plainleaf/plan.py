"""Plan: from Pages to Jobs. Every file that the site will hold is decided here, before any is made.

Two files for one address, a link to nowhere and a name that nothing has are found here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from plainleaf.addresses import Addresses, check_slugs, index_pages, make_addresses, same_address
from plainleaf.brand import make_properties
from plainleaf.directory import Directory
from plainleaf.feeds import (
    last_change,
    make_feed,
    make_headers,
    make_manifest,
    make_review_list,
    make_robots,
    make_sitemap,
)
from plainleaf.gallery import plan_gallery
from plainleaf.jobs import CopyJob, Job, PageJob, TextJob
from plainleaf.listings import make_terms
from plainleaf.load import Inputs
from plainleaf.markdown_text import make_converter
from plainleaf.plan_language import LanguagePlan
from plainleaf.problems import Place, Report
from plainleaf.safety import missing_notices
from plainleaf.site_view import Extras, make_alert, make_site_view
from plainleaf.static_files import FINGERPRINT_LENGTH
from plainleaf.validate import Page
from plainleaf.validate_settings import validate_settings

# The place of files that plainleaf makes by itself: no author can edit them.
OURS = Place("plainleaf")
STYLE_URL = re.compile(r"url\(\s*[\"']?(/[^\"')\s]+)[\"']?\s*\)")


@dataclass(frozen=True, slots=True)
class Plan:
    """Every job of a site, in the order of their paths."""

    jobs: tuple[Job, ...]
    addresses: Addresses


@dataclass(frozen=True, slots=True)
class Claim:
    """A job, and what asked for its path."""

    job: Job
    place: Place


def make_plan(inputs: Inputs, pages: tuple[Page, ...], as_of: date, report: Report) -> Plan:
    """The jobs of a site as on the day `as_of`."""
    validate_settings(inputs.settings, inputs.config, report)
    addresses = make_addresses(inputs.settings)
    check_slugs(pages, report)
    directory = Directory(inputs.settings, addresses, index_pages(pages, addresses, as_of), inputs.static_files, as_of)
    if report.has_errors:
        return Plan((), addresses)
    _check_names(directory, report)
    style = _make_style(inputs, addresses)
    claims = [Claim(style, Place("static/css"))]
    for language in inputs.settings.languages.names:
        claims += _plan_language(language, inputs, directory, style, report)
    page_jobs = tuple(claim.job for claim in claims if isinstance(claim.job, PageJob))
    claims += [Claim(text, OURS) for text in _lists_of_pages(page_jobs, directory)]
    claims += [
        Claim(CopyJob(file.path, file.file, file.digest), Place(_source_of(name)))
        for name, file in inputs.static_files.items()
    ]
    _report_clashes(claims, report)
    jobs = tuple(sorted((claim.job for claim in claims), key=lambda job: str(job.path)))
    return Plan(jobs, addresses)


def _check_names(directory: Directory, report: Report) -> None:
    """Report pages that config.yaml names, and home pages, that the site does not have."""
    settings, index = directory.settings, directory.index
    wanted = [(settings.booking.thanks, "thanks"), (settings.message.thanks, "thanks")]
    wanted += [(name, "person") for name in settings.people] + [(name, "service") for name in settings.services]
    for name, kind in wanted:
        page = index.find(settings.languages.default, name.name)
        if page is None or page.kind.name != kind:
            fix = "Write its path below the language's folder, such as thanks/request-sent.md."
            report.add(name.place, "broken-link", f"no page '{name.name}' of the kind {kind}", fix)
    for language in settings.languages.names:
        home = index.find(language, "index.md")
        if home is None or not index.is_published(home):
            fix = "Write this page: a site begins with it."
            report.add(Place(f"content/{language}/index.md"), "missing-file", "there is no home page", fix)


def _source_of(name: str) -> str:
    return f"static{name}" if name.startswith("/") else name


def _make_style(inputs: Inputs, addresses: Addresses) -> TextJob:
    """The one style sheet: brand colours, the site's styles, then those of components."""

    def link(found: re.Match[str]) -> str:
        file = inputs.static_files.get(found.group(1))
        return f"url({addresses.url(file.path)})" if file else found.group()

    text = make_properties(inputs.settings.brand) + "\n".join(inputs.styles)
    text = STYLE_URL.sub(link, text)
    digest = hashlib.sha256(text.encode()).hexdigest()[:FINGERPRINT_LENGTH]
    return TextJob(PurePosixPath(f"assets/site.{digest}.css"), text)


def _plan_language(
    language: str, inputs: Inputs, directory: Directory, style: TextJob, report: Report
) -> Iterable[Claim]:
    addresses, settings = directory.addresses, inputs.settings
    root = addresses.language_root(language)
    terms = make_terms(directory, language, inputs.terms[language], report)
    extras = Extras(
        addresses.url(style.path),
        addresses.url("manifest.webmanifest"),
        addresses.url(root / "feed.xml"),
        addresses.url(root / "a-to-z/index.html"),
        addresses.url(root / "glossary/index.html") if terms else "",
    )
    alert = make_alert(language, directory, make_converter(settings.markdown, settings.allowed_html), report)
    site = make_site_view(language, directory, inputs.words[language], extras, alert, report)
    plan = LanguagePlan(language, directory, site, terms, inputs.components, report)
    is_default = language == settings.languages.default
    written, made = plan.pages(), plan.made_pages(with_not_found=is_default)
    pages = (page for page in directory.index.published(language) if page.kind.name != "alert")
    yield from (Claim(job, page.place("slug")) for job, page in zip(written, pages, strict=True))
    yield from (Claim(job, OURS) for job in made)
    yield from (Claim(job, place) for job, place in plan.redirects())
    feed = make_feed(root / "feed.xml", site, directory.index.published(language), directory)
    yield Claim(feed, OURS)
    if is_default:
        report.extend(missing_notices(settings, directory.index, language))
        texts = (make_manifest(site, settings.brand.primary, directory), make_headers(site, directory))
        yield from (Claim(text, OURS) for text in texts)
        if settings.gallery:
            yield from (Claim(job, OURS) for job in plan_gallery(plan, report))


def _lists_of_pages(jobs: tuple[PageJob, ...], directory: Directory) -> tuple[TextJob, ...]:
    """The files that list the pages of all languages, and the one that says where to find the list."""
    languages = directory.settings.languages.names
    pages = [page for language in languages for page in directory.index.published(language)]
    changed = {directory.url(page): day for page in pages if (day := last_change(page))}
    owners = {directory.url(page): page.review.owner for page in pages if page.review}
    return make_sitemap(jobs, changed), make_review_list(jobs, owners), make_robots(directory)


def _report_clashes(claims: list[Claim], report: Report) -> None:
    """Report two jobs for one address, also when they differ only in case or Unicode form."""
    taken: dict[str, Claim] = {}
    # Ours come first, so that a clash with one of them is reported at the file that an author can rename.
    for claim in sorted(claims, key=lambda claim: claim.place != OURS):
        key = same_address(claim.job.path)
        first = taken.setdefault(key, claim)
        if first is not claim:
            other = first.place.path if first.place != OURS else "one that plainleaf makes"
            message = f"two files would have the address '/{claim.job.path}': this one and {other}"
            report.add(claim.place, "same-output", message, "Rename one of the two, or give it another 'slug'.")
    folders = {str(parent): key for key in taken for parent in PurePosixPath(key).parents}
    for key in sorted(taken.keys() & folders.keys()):
        message = f"'/{taken[key].job.path}' would be a file and a folder at once"
        claim = taken[key] if taken[key].place != OURS else taken[folders[key]]
        report.add(claim.place, "same-output", message, "Rename one of the two.")
