"""Previews: drafts and scheduled pages. The preview shows them at their own addresses, but nothing lists or links them.
An alert, which has no page of its own, is shown there as it will be on every page.

Every build looks up the links of scheduled pages, so that the day on which they appear brings no new problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from plainleaf.checks import soften_scheduled
from plainleaf.content.kinds import default_kind
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.index.addresses import has_valid_slug
from plainleaf.index.resolve import Resolver
from plainleaf.markdown import Converter
from plainleaf.model.jobs import PageJob
from plainleaf.model.views import PageView
from plainleaf.plan.language import LanguagePlan
from plainleaf.plan.page_view import make_page_view
from plainleaf.plan.site_view import convert_alert
from plainleaf.problems import Problem, Report, soften

DRAFT = "Draft: not on the published site."


def plan_previews(
    plan: LanguagePlan,
    make_converter: Callable[[], Converter],
    *,
    is_served: bool,
    without: frozenset[str] = frozenset(),
) -> Iterator[PageJob]:
    """A job for each page and alert that is not published yet, except those whose source is in `without`.

    Drafts are left out unless the site `is_served`.
    """
    index = plan.directory.index
    for page in (*index.unpublished(plan.language), *index.waiting_alerts(plan.language)):
        # A draft without a digest has no text that could be read.
        is_wanted = is_served and page.front if page.basics.draft else True
        if not is_wanted or page.path in without or not has_valid_slug(page):
            continue
        body = plan.body_of(page)
        if body is not None:
            job = _make_preview(plan, page, body, make_converter)
            plan.report.extend(job.problems)
            yield job


def _make_preview(plan: LanguagePlan, page: Page, body: Body, make_converter: Callable[[], Converter]) -> PageJob:
    found = Report()
    resolver = Resolver(plan.directory, page, found, plan.components)
    view = make_page_view(page, resolver, plan.site.words, {})
    site, prose = plan.site_from(view.url), resolver.prose(body.prose, body.targets)
    # An alert shows its last day.
    if not page.kind.has_own_page and not page.unclear.hides("expires"):
        alert = convert_alert(page, body, plan.directory, make_converter(), plan.site.words, found)
        site, prose = replace(site, alert=alert), replace(prose, markdown="", uses=(), targets={})
    # A page with gaps in its front matter may lack what its template needs.
    kind = default_kind() if page.unclear or not page.kind.has_own_page else page.kind
    return PageJob(
        path=plan.directory.index.output(page),
        template=f"kinds/{kind.name}.html",
        prose=prose,
        terms=plan.terms,
        # Hand-outs are made of what is on the site.
        page=_without_gaps(view) if page.unclear else replace(view, is_indexed=False, handouts=()),
        site=site,
        anchors=(),
        problems=_problems_of(page, found, body),
        standing=_standing_of(page),
    )


def _without_gaps(view: PageView) -> PageView:
    return replace(
        view, is_indexed=False, handouts=(), review=None, form=None, service=None, photo=None, references=(), details={}
    )


def _problems_of(page: Page, found: Report, body: Body) -> tuple[Problem, ...]:
    # A page that it leads to may be published on the same day.
    problems = [problem for problem in found.problems if problem.rule != "link-to-unpublished"]
    if not page.basics.draft:
        return tuple(soften_scheduled(problems, page))
    of_text = [problem for problem in problems if not page.unclear or problem.place.line >= body.prose.first_line]
    return tuple(map(soften, of_text))


def _standing_of(page: Page) -> str:
    if page.basics.draft or page.begins is None:
        return DRAFT
    return f"Scheduled: on the published site from {page.begins.isoformat()}."
