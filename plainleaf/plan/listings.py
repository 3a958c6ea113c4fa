"""Generated listings: the A to Z of all topics, and the glossary."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable

from plainleaf.cldr.letters import Letters, read_letters, to_small
from plainleaf.content.vocabulary import Term
from plainleaf.index.directory import Directory
from plainleaf.index.guesses import NO_GUESS, named_page_fix
from plainleaf.index.typesetting import typeset_group
from plainleaf.markdown import quotes_of, slugify
from plainleaf.model.jobs import TermForm
from plainleaf.model.views import GlossaryEntry, LetterGroup
from plainleaf.problems import Report


def make_atoz(directory: Directory, language: str) -> tuple[LetterGroup, ...]:
    """Every page of a language under its title and its other names, grouped by letter."""
    entries: list[GlossaryEntry] = []
    keys: set[str] = set()
    for page in directory.index.published(language, lambda kind: kind.is_in_atoz):
        if page.page == "index.md":
            continue
        title, url = page.basics.title, directory.url(page)
        names = {slugify(title): (title, page.basics.summary)}
        for name in page.basics.also_known_as:
            # "Electromyography" would be next to "Electromyography (EMG), a muscle test".
            if not slugify(title).startswith(f"{slugify(name)}-"):
                names.setdefault(slugify(name), (name, title))
        # back/pain.md and back-pain.md have the same words.
        key = _free(slugify(page.page), keys)
        keys.add(key)
        entries += [GlossaryEntry(f"{key}-{slug}", name, "", text, url) for slug, (name, text) in names.items()]
    return _by_letter(entries, letters_of(directory))


def find_synonyms(directory: Directory, terms: Iterable[TermForm]) -> dict[str, str]:
    """What else people may call a topic or a medical word, in lower case, and what pages call it."""
    found: dict[str, str] = {}
    for page in directory.index.published(directory.language, lambda kind: kind.is_in_atoz):
        for name in page.basics.also_known_as:
            found.setdefault(to_small(name), page.basics.title)
    for term in terms:
        for name in (term.short, *term.also):
            found.setdefault(to_small(name), term.term)
    return {name: title for name, title in sorted(found.items()) if name and name != to_small(title)}


def _free(name: str, taken: Container[str]) -> str:
    numbered = (f"{name}-{count}" for count in itertools.count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def make_glossary(terms: tuple[TermForm, ...], letters: Letters) -> tuple[LetterGroup, ...]:
    """Every term with its explanation, grouped by letter."""
    entries = (
        GlossaryEntry(term.anchor, term.term, term.short, term.says, term.page.url if term.page else "")
        for term in terms
    )
    return _by_letter(entries, letters)


def letters_of(directory: Directory) -> Letters:
    """The letters of the language of a directory."""
    return read_letters(directory.language, directory.words["alphabet"])


def _by_letter(entries: Iterable[GlossaryEntry], letters: Letters) -> tuple[LetterGroup, ...]:
    order = letters.make_order()
    ordered = sorted(entries, key=lambda entry: (order(entry.title), entry.url))
    groups = itertools.groupby(ordered, key=lambda entry: letters.letter_of(entry.title))
    return tuple(LetterGroup(letter, tuple(group)) for letter, group in groups)


def make_terms(directory: Directory, language: str, terms: tuple[Term, ...], report: Report) -> tuple[TermForm, ...]:
    """The terms of a language as they are searched for in texts, in the order of its letters.

    A page that does not exist is reported.
    """
    forms: list[TermForm] = []
    seen: set[str] = set()
    anchors: set[str] = set()
    for term in terms:
        page = directory.index.find(language, term.page.name) if term.page else None
        if term.page and page is None and not directory.may_have_page(language, term.page.name):
            fix = named_page_fix(term.page.name, language, directory.index, NO_GUESS)
            report.add(term.page.place, "broken-link", f"no page '{term.page.name}'", fix)
        name = term.term.casefold()
        # A term that is missing, wrong or repeated has been reported.
        if name in seen or not name:
            continue
        seen.add(name)
        # Terms may differ in accents alone, which anchors do not have.
        anchors.add(anchor := _free(slugify(term.term), anchors))
        shown = typeset_group(term, quotes_of(language))
        is_there = page is not None and directory.index.is_published(page)
        link = directory.link(page) if page and is_there else None
        forms.append(TermForm(anchor, shown.term, shown.short, shown.also, shown.says, link))
    order = letters_of(directory).make_order()
    return tuple(sorted(forms, key=lambda form: order(form.term)))
