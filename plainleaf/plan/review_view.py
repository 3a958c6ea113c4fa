"""Review views: who wrote, checked and translated a page and what it is based on, as shown at its end and its top."""

from __future__ import annotations

from msgspec.structs import replace

from plainleaf.checks import due_of, review_status
from plainleaf.content.page import Page
from plainleaf.content.translations.blocks import has_drifted
from plainleaf.index.option_texts import make_reference, sources_of
from plainleaf.index.resolve import Resolver
from plainleaf.model.cards import PersonCard, Reference, TranslatedFrom
from plainleaf.model.views import Change, Review
from plainleaf.patterns import lazy_pattern

QUOTES = lazy_pattern("[\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a]+")


def make_review(page: Page, resolver: Resolver) -> Review | None:
    """The review of a page as shown at its end; None for kinds that are not reviewed."""
    review, directory = page.review, resolver.directory
    if review is None:
        return None
    author = _person(page, "author", resolver)
    reviewer = _person(page, "reviewer", resolver)
    if author is None or reviewer is None:
        return None
    due = due_of(review, directory.settings.policies)
    status = review_status(page, due, directory.as_of)
    past = (change for change in review.changes if change.date <= directory.as_of)
    changes = tuple(Change(change.date, change.type, change.note) for change in past)
    days = sorted(change.date for change in changes)
    # A text that was edited since has changed on a day that nobody wrote down.
    modified = days[-1] if days and status != "edited" else None
    return Review(
        author, reviewer, review.reviewed, due, status, make_references(page, resolver), changes,
        days[0] if days else None, modified,
    )  # fmt: skip


def make_translated(page: Page, resolver: Resolver) -> TranslatedFrom | None:
    """How a page was translated; None if it does not say that it is a translation."""
    record, directory = page.basics.translation, resolver.directory
    languages = directory.settings.languages
    if record is None or page.language == languages.default:
        return None
    named = resolver.page_of_kind(record.reviewer, lambda kind: kind.is_person) if record.reviewer else None
    original = directory.original_of(page)
    url = directory.url(original) if original is not None and directory.index.is_published(original) else ""
    return TranslatedFrom(
        translator=record.translator,
        method=record.method,
        reviewer=directory.person(named) if named else None,
        reviewed=record.reviewed,
        url=url,
        address=directory.addresses.absolute(url) if url else "",
        language=languages.default,
        name=languages.names[languages.default].name,
        is_stale=original is not None and bool(url) and has_drifted(record.source, original.blocks),
    )


def make_references(page: Page, resolver: Resolver) -> tuple[Reference, ...]:
    """The sources of a page as it lists them. A translation leaves most titles as they are in the original, and a
    screen reader must know their language to pronounce them (WCAG 3.1.2)."""
    original = resolver.directory.original_of(page)
    own = tuple(map(make_reference, sources_of(page)))
    if original is None:
        return own
    # Typeset as in the original's language, whose quotation marks differ.
    titles = {_plain(source.title): source.title for source in sources_of(original)}
    foreign = {each.title: titles[_plain(each.title)] for each in own if _plain(each.title) in titles}
    return tuple(
        replace(each, title=foreign[each.title], language=original.language) if each.title in foreign else each
        for each in own
    )


def _plain(title: str) -> str:
    return QUOTES.sub('"', title)


def _person(page: Page, role: str, resolver: Resolver) -> PersonCard | None:
    name = getattr(page.review, role)
    person = resolver.page_of_kind(name, lambda kind: kind.is_person)
    return resolver.directory.person(person) if person else None
