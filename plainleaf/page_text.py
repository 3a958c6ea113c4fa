"""Page texts: what the reading checks are given of each page, and of its terms and limits."""

from __future__ import annotations

from collections.abc import Mapping

from plainleaf.addresses import PageIndex
from plainleaf.components import Component
from plainleaf.jobs import TermForm
from plainleaf.page import Page
from plainleaf.read_page import Body
from plainleaf.reading import Limits, PageText, TermForms
from plainleaf.settings import ReadingLimits


def make_page_text(page: Page, body: Body, index: PageIndex, components: Mapping[str, Component]) -> PageText:
    """The prose of a page as the reading checks see it, with the names of the condition it is about."""
    names = page.basics.also_known_as
    if page.kind.text.names_subject and page.details.condition:
        condition = index.find(page.language, page.details.condition.name)
        if condition is not None:
            names = (condition.basics.menu_title or condition.basics.title, *condition.basics.also_known_as)
    return PageText(
        path=page.path,
        first_line=body.prose.first_line,
        traits=page.kind.text,
        language=page.language,
        title=page.basics.title,
        text=body.source,
        names=names,
        worded=_worded(body, components),
    )


def _worded(body: Body, components: Mapping[str, Component]) -> tuple[str, ...]:
    """The components of a page whose opening line holds words for readers, by every name."""
    used = (components[folder] for folder in sorted({use.component for use in body.prose.uses}))
    return tuple(name for component in used if component.has_worded_argument for name in component.all_names)


def make_term_forms(terms: tuple[TermForm, ...]) -> tuple[TermForms, ...]:
    """Terms as the reading checks look for them."""
    return tuple(TermForms(term.term, term.short or None, term.also) for term in terms)


def make_limits(limits: ReadingLimits) -> Limits:
    """The limits of config.yaml, in school grades."""
    return Limits(
        smog_warn=limits.smog_warn,
        smog_fail=limits.smog_fail,
        grade_warn=limits.grade_warn,
        grade_fail=limits.grade_fail,
    )
