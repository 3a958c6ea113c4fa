"""Generated listings: the A to Z of all topics, and the glossary."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable

from plainleaf.content.vocabulary import Term
from plainleaf.index.directory import Directory
from plainleaf.index.guesses import NO_GUESS, named_page_fix
from plainleaf.markdown import quotes_of, slugify, typeset
from plainleaf.model.jobs import TermForm
from plainleaf.model.views import GlossaryEntry, LetterGroup
from plainleaf.problems import Report


def make_atoz(directory: Directory, language: str) -> tuple[LetterGroup, ...]:
    """Every page of a language under its title and its other names, grouped by letter."""
    quotes = quotes_of(language)
    entries: list[GlossaryEntry] = []
    for page in directory.index.published(language, lambda kind: kind.is_in_atoz):
        if page.page == "index.md":
            continue
        title, url = typeset(page.basics.title, quotes), directory.url(page)
        names = {slugify(title): (title, typeset(page.basics.summary, quotes))}
        for name in page.basics.also_known_as:
            names.setdefault(slugify(name), (typeset(name, quotes), title))
        key = slugify(page.page)
        entries += [GlossaryEntry(f"{key}-{slug}", name, "", text, url) for slug, (name, text) in names.items()]
    return _by_letter(entries)


def make_glossary(language: str, terms: tuple[TermForm, ...]) -> tuple[LetterGroup, ...]:
    """Every term of a language with its explanation, grouped by letter."""
    quotes = quotes_of(language)
    return _by_letter(
        GlossaryEntry(
            term.anchor, term.term, term.short, typeset(term.says, quotes), term.page.url if term.page else ""
        )
        for term in terms
    )


def _by_letter(entries: Iterable[GlossaryEntry]) -> tuple[LetterGroup, ...]:
    ordered = sorted(entries, key=lambda entry: (_letter(entry.title), entry.title.casefold(), entry.url))
    groups = itertools.groupby(ordered, key=lambda entry: _letter(entry.title))
    return tuple(LetterGroup(letter, tuple(group)) for letter, group in groups)


def _letter(title: str) -> str:
    """The letter that a title is listed under; digits and signs share '#'."""
    first = unicodedata.normalize("NFKD", title[:1])[:1].upper()
    return first if first.isalpha() else "#"


def make_terms(directory: Directory, language: str, terms: tuple[Term, ...], report: Report) -> tuple[TermForm, ...]:
    """The terms of a language as they are searched for in texts. A page that does not exist is reported."""
    forms: list[TermForm] = []
    seen: set[str] = set()
    for term in terms:
        page = directory.index.find(language, term.page.name) if term.page else None
        if term.page and page is None and not directory.may_have_page(language, term.page.name):
            fix = named_page_fix(term.page.name, language, directory.index, NO_GUESS)
            report.add(term.page.place, "broken-link", f"no page '{term.page.name}'", fix)
        anchor = slugify(term.term)
        # A term that is missing or wrong has been reported.
        if anchor in seen or not term.term:
            continue
        seen.add(anchor)
        is_there = page is not None and directory.index.is_published(page)
        link = directory.link(page) if page and is_there else None
        forms.append(TermForm(anchor, term.term, term.short, term.also, term.says, link))
    return tuple(forms)
