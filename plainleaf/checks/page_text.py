"""Page texts: what the reading checks see of each page, and of the site's terms and limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.content.config.policies import Policies
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.content.vocabulary import Term
from plainleaf.index.directory import Directory
from plainleaf.words import Limits, PageText, TermForms, TextTraits


def make_page_text(page: Page, body: Body, names: tuple[str, ...], components: Mapping[str, Component]) -> PageText:
    """The prose of a page as the reading checks see it, with names that its readers may know."""
    return PageText(
        path=page.path,
        first_line=body.prose.first_line,
        traits=_traits_of(page),
        language=page.language,
        title=page.basics.title,
        text=body.source,
        names=names,
        worded=_worded(body, components),
    )


def _traits_of(page: Page) -> TextTraits:
    """The traits of the kind; of an unknown kind all that excuse a text, since it may be a notice or an alert."""
    if page.unclear.hides("kind"):
        return TextTraits(is_legal=True, has_end=True, shows_emails=True)
    return replace(page.kind.text, has_end=page.kind.text.has_end or page.basics.expires is not None)


def find_names(page: Page, directory: Directory) -> tuple[str, ...]:
    """Names that readers of a page may know: those of the condition it is about, or else its own other names."""
    if page.kind.text.names_subject and page.details.condition:
        name = page.details.condition.name
        condition = directory.index.find(page.language, name)
        are_unclear = condition is not None and condition.unclear.touches("title", "menu_title", "also_known_as")
        if are_unclear or directory.may_have_page(page.language, name):
            return ()
        if condition is not None:
            return (condition.basics.menu_title or condition.basics.title, *condition.basics.also_known_as)
    return page.basics.also_known_as


def _worded(body: Body, components: Mapping[str, Component]) -> tuple[str, ...]:
    """Every name of the page's components whose opening line holds text for readers."""
    used = (components[folder] for folder in sorted({use.component for use in body.prose.uses}))
    return tuple(name for component in used if component.has_worded_argument for name in component.all_names)


def make_term_forms(terms: Iterable[Term]) -> tuple[TermForms, ...]:
    """Terms as the reading checks look for them."""
    return tuple(TermForms(term.term, term.short or None, term.also) for term in terms)


def make_limits(policies: Policies) -> Limits:
    """The limits of config.yaml, in school grades and scores, and whether it asks for advice."""
    limits = policies.reading
    return Limits(
        smog_warn=limits.smog_warn,
        smog_fail=limits.smog_fail,
        grade_warn=limits.grade_warn,
        grade_fail=limits.grade_fail,
        inflesz_warn=limits.inflesz_warn,
        inflesz_fail=limits.inflesz_fail,
        fernandez_huerta_warn=limits.fernandez_huerta_warn,
        fernandez_huerta_fail=limits.fernandez_huerta_fail,
        advice=policies.advice,
    )
