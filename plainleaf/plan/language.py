"""The pages of one language as jobs: those that people wrote, and those that the build generates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.index.addresses import list_name
from plainleaf.index.directory import Directory
from plainleaf.index.resolve import Resolver
from plainleaf.index.search import SEARCH_POLICY
from plainleaf.input.paths import to_nfc
from plainleaf.markdown import Quotes, quotes_of, typeset
from plainleaf.model.cards import Link, LocationCard
from plainleaf.model.jobs import PageJob, RedirectJob, ResolvedProse, TermForm
from plainleaf.model.views import LetterGroup, PageView, SiteView
from plainleaf.patterns import lazy_pattern
from plainleaf.plan.generated import (
    A_TO_Z,
    GLOSSARY,
    HANDOUTS,
    NOT_FOUND,
    SEARCH,
    GeneratedPage,
    lacks_not_found,
    make_generated_view,
    make_search,
    translate_generated,
    translate_not_found,
)
from plainleaf.plan.graph import Thing, make_details, make_graph, make_hours, make_location, make_questions
from plainleaf.plan.listings import letters_of, make_atoz, make_glossary
from plainleaf.plan.page_view import find_translations, make_page_view
from plainleaf.plan.paper import make_handout_list
from plainleaf.plan.proofs import ProofFacts, make_link_proofs, make_proofs
from plainleaf.plan.site_view import CurrentEntries, find_current_entries
from plainleaf.problems import FAULTS, Place, Report, fault_of

T = TypeVar("T")

NO_PROSE = ResolvedProse("", (), {}, Place(""))
MARKDOWN_SIGNS = lazy_pattern(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>]|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)


class LanguagePlan(Struct, frozen=True):
    """What the jobs of one language share. `sites` are the site views by current entries (see site_view.py)."""

    language: str
    directory: Directory
    site: SiteView
    sites: Mapping[CurrentEntries, SiteView]
    terms: tuple[TermForm, ...]
    proof_facts: ProofFacts
    components: Mapping[str, Component]
    body_of: Callable[[Page], Body | None]
    report: Report

    def pages(self, without: frozenset[str] = frozenset()) -> Iterator[tuple[PageJob, Page]]:
        """A job for each published page that someone wrote, except those whose source is in `without`."""
        published = self.directory.index.published(self.language)
        wanted = [page for page in published if page.path not in without and page.kind.has_own_page]
        has_people = any(page.kind.is_person for page in wanted)
        written = _written_by(self.directory, self.language) if has_people else {}
        for page in wanted:
            job = self._contain(page, partial(self.make_page, page, written))
            if job is not None:
                self.report.extend(job.problems)
                yield job, page

    def find_problems(self) -> None:
        """Report broken links and unknown names on unclear pages. They have no job, because part of them is unknown."""
        for page in self.directory.index.unclear(self.language):
            self._contain(page, partial(self._find_problems_of, page))

    def _find_problems_of(self, page: Page, body: Body) -> None:
        resolver = Resolver(self.directory, page, self.report, self.components)
        make_page_view(page, resolver, self.site.words, {})
        resolver.prose(body.prose, body.targets)

    def _contain(self, page: Page, make: Callable[[Body], T]) -> T | None:
        """What `make` returns for the body of a page; None after reporting a fault, or if the body cannot be read."""
        try:
            body = self.body_of(page)
            return None if body is None else make(body)
        except FAULTS as error:
            self.report.extend([fault_of(error, page.place("title"))])
            return None

    def make_page(self, page: Page, written: Mapping[str, tuple[Link, ...]], body: Body) -> PageJob:
        """The job of a page, with what is wrong with it. For `written` see make_page_view."""
        found, consulted = Report(), set[str]()
        if page.kind.is_person:
            consulted.add(list_name(self.language))  # for what the person has written
        directory = self.directory.noting(consulted.add)
        resolver = Resolver(directory, page, found, self.components)
        view = make_page_view(page, resolver, self.site.words, written)
        prose = resolver.prose(body.prose, body.targets)
        site = self.site_from(view.url)
        things = make_details(page, view, site, directory)
        things += self._places(page, prose, site)
        things += make_questions(_questions(body, prose, self.components, quotes_of(self.language)), view)
        return PageJob(
            path=directory.index.output(page),
            template=f"kinds/{page.kind.name}.html",
            prose=prose,
            terms=self.terms,
            page=replace(view, graph=make_graph(view, site, things, page.kind.page_type)),
            site=site,
            anchors=resolver.anchors(body.targets),
            problems=tuple(found.problems),
            proofs=tuple(make_proofs(page, view.url, body, self.site, self.proof_facts)),
            headings=tuple(heading.place for heading in body.headings),
            link_proofs=tuple(make_link_proofs(page, view.url, body, self.proof_facts)),
            consulted=tuple(sorted(consulted)),
        )

    def site_from(self, url: str) -> SiteView:
        """The site view for the page at `url`."""
        return self.sites[find_current_entries(self.site, url)]

    def _places(self, page: Page, prose: ResolvedProse, site: SiteView) -> list[Thing]:
        """The locations shown on the page."""
        shown = [option for use in prose.uses for option in use.options.values() if isinstance(option, LocationCard)]
        declared = (self.components[use.component].settings for use in prose.uses)
        if page.kind.shows_locations or any(settings.shows_locations for settings in declared):
            shown = list(site.locations)
        return [self._place(place, site) for place in shown]

    def _place(self, place: LocationCard, site: SiteView) -> Thing:
        thing = make_location(place, site)
        setting = self.directory.originals.locations[place.key]
        hours = [make_hours(line.days, line.opens, line.closes) for line in setting.hours]
        thing["openingHoursSpecification"] = [line for line in hours if line]
        thing["address"]["addressCountry"] = setting.country
        return thing

    def generated_pages(self) -> tuple[PageJob, ...]:
        """The A to Z, the search page and the list of hand-outs if the site has them, the glossary if there are terms,
        and the 404 page.
        """
        directory, above = self.directory, tuple(find_translations(GLOSSARY.path, self.directory))
        of_atoz = translate_generated(A_TO_Z, directory)
        jobs = [self._generate(A_TO_Z, make_atoz(directory, self.language), translations=of_atoz)]
        if search := make_search(directory, self.terms):
            others = translate_generated(SEARCH, directory)
            details = {"search": search}
            jobs.append(self._generate(SEARCH, details=details, policy=SEARCH_POLICY, translations=others))
        if handouts := make_handout_list(directory, self.language):
            others = tuple(
                each
                for each in translate_generated(HANDOUTS, directory)
                if make_handout_list(directory.in_language(each.language), each.language)
            )
            jobs.append(self._generate(HANDOUTS, details={"handouts": handouts}, translations=others))
        if self.terms:
            jobs.append(self._generate(GLOSSARY, make_glossary(self.terms, letters_of(directory)), translations=above))
        written_in = self.site.default_language if lacks_not_found(self.directory, self.language) else ""
        found = translate_not_found(self.directory)
        jobs.append(self._generate(NOT_FOUND, details={"languages": found, "written_in": written_in}))
        return tuple(jobs)

    def _generate(self, page: GeneratedPage, groups: tuple[LetterGroup, ...] = (), **more: object) -> PageJob:
        """The job of a generated page; `more` are fields of its view."""
        addresses = self.directory.addresses
        path = addresses.language_path(self.language, page.path)
        view = make_generated_view(page, self.site, addresses, groups)
        site = self.site_from(view.url)
        things = _term_set(view) if page is GLOSSARY else []
        graph = make_graph(view, site, things, "CollectionPage") if page.is_indexed else ""
        view = replace(view, graph=graph, **more)
        return PageJob(path, f"kinds/{page.kind}.html", NO_PROSE, (), view, site, (), ())

    def redirects(self) -> tuple[tuple[RedirectJob, Place], ...]:
        """A job for each old address, with the place where it is declared.

        Mistakes on a page, even in another old address, do not affect these.
        """
        addresses, index = self.directory.addresses, self.directory.index
        return tuple(
            (
                RedirectJob(
                    _alias_path(alias),
                    page.basics.title,
                    addresses.absolute(self.directory.url(page)),
                    addresses.url(_alias_path(alias)),
                    self.site,
                ),
                page.place(f"aliases.{number}"),
            )
            for page in (*index.published(self.language), *index.unclear(self.language))
            for number, alias in enumerate(page.basics.aliases)
            if alias
        )


def _alias_path(alias: str) -> str:
    """The output file for an old address: '/old/index.html' is what hosts show at '/old/'."""
    path = PurePosixPath(to_nfc(unquote(alias)).strip("/"))
    return str(path.with_name("index.html") if path.name.lower() == "index.html" else path / "index.html")


def _written_by(directory: Directory, language: str) -> dict[str, tuple[Link, ...]]:
    """The published pages of each author by title, by the path of the author's page."""
    written: dict[str, list[Link]] = {}
    for page in directory.index.published(language):
        if page.review:
            written.setdefault(page.review.author.name, []).append(directory.link(page))
    order = letters_of(directory).make_order()
    return {author: tuple(sorted(links, key=lambda link: order(link.title))) for author, links in written.items()}


def _questions(
    body: Body, prose: ResolvedProse, components: Mapping[str, Component], quotes: Quotes
) -> list[tuple[str, str]]:
    """The questions and answers on a page, as plain text."""
    shown = {use.number: use.options for use in prose.uses}
    options = ((use, components[use.component].settings.asks) for use in body.prose.uses)
    asked = [(use, option) for use, option in options if option]
    lines = body.prose.visible.split("\n") if asked else []
    found: list[tuple[str, str]] = []
    for use, option in asked:
        first = use.place.line - body.prose.first_line + 1
        answer = "\n".join(lines[first : use.last_line - body.prose.first_line])
        found.append((str(shown[use.number][option]), typeset(_plain(answer), quotes)))
    return found


def _plain(markdown: str) -> str:
    # Twice: the text of a link may contain Markdown as well.
    for _ in range(2):
        markdown = MARKDOWN_SIGNS.sub(lambda sign: sign.group(1) or "", markdown)
    return " ".join(markdown.split())


def _term_set(view: PageView) -> list[Thing]:
    entries = [entry for group in view.groups for entry in group.entries]
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": f"{view.canonical}#{entry.anchor}",
            "name": entry.title,
            "description": entry.text,
        }
        for entry in entries
    ]
    return [{"@type": "DefinedTermSet", "@id": f"{view.canonical}#terms", "name": view.title, "hasDefinedTerm": terms}]
