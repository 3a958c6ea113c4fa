"""The view of a translation: how it was made, who has checked it, and where the original is."""

from __future__ import annotations

from plainleaf.content.page import Page
from plainleaf.content.translations.blocks import has_drifted
from plainleaf.index.resolve import Resolver
from plainleaf.model.cards import TranslatedFrom


def make_translated(page: Page, resolver: Resolver) -> TranslatedFrom | None:
    """What a page says of being a translation; None for a page that does not say that it is one."""
    record, directory = page.basics.translation, resolver.directory
    languages = directory.settings.languages
    if record is None or page.language == languages.default:
        return None
    named = resolver.page_of_kind(record.reviewer, lambda kind: kind.is_person) if record.reviewer else None
    original = directory.index.find(languages.default, page.page)
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
