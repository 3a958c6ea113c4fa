"""Pages that every language needs and one lacks: where people land after a form, the notices, the way to book.

And translations whose file no longer has the name of its original, so that nobody learns when that changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.config.settings import Settings
from plainleaf.content.page import Page
from plainleaf.index.directory import Directory
from plainleaf.problems import WARNING, Place, Problem

# How many pages a message names.
MANY = 5


def missing_translations(directory: Directory, *, is_strict: bool) -> Iterator[Problem]:
    """What the languages besides the default one lack of what the default one has.

    `is_strict` on sites for real patients: then every language that has pages needs all of it. Otherwise a language
    needs only the page where people land after a form that it has.
    """
    settings, index = directory.settings, directory.index
    default = settings.languages.default
    for language, named in settings.languages.names.items():
        if language == default or not index.published(language):
            continue
        thanks = _find_thanks(directory, language)
        for path in _lacking(directory, language, thanks):
            fix = f"Translate and publish it. To start it: plainleaf translate {path} {language}"
            landing = f"on which people land after the form of {thanks[path]}"
            message = f"there is no {named.name} version of this page, {landing}"
            yield Problem(Place(f"content/{language}/{path}"), "missing-translation", message, fix, WARNING)
        wanted = dict.fromkeys([*_named_everywhere(settings), *_find_forms(directory, default)], "")
        others = [path for path in _lacking(directory, language, wanted) if path not in thanks] if is_strict else []
        if others:
            told = ", ".join(others[:MANY]) + (", …" if len(others) > MANY else "")
            message = f"{named.name} lacks what readers need to book or to write, or what every footer names: {told}"
            fix = f"Translate and publish them. To start one: plainleaf translate {others[0]} {language}"
            yield Problem(Place(f"content/{language}/index.md"), "missing-translation", message, fix, WARNING)


def _lacking(directory: Directory, language: str, paths: dict[str, str]) -> Iterator[str]:
    """Those paths at which the default language has a page, and another language none."""
    index, default = directory.index, directory.settings.languages.default
    for path in paths:
        original, page = index.find(default, path), index.find(language, path)
        is_there = (page is not None and index.may_be_published(page)) or directory.may_have_page(language, path)
        if original is not None and index.is_published(original) and not is_there:
            yield path


def _named_everywhere(settings: Settings) -> Iterator[str]:
    """The pages to which every page of the site leads."""
    yield from (action.page.name for action in settings.actions if action.page)
    yield from (notice.name for notice in settings.notices)


def _find_forms(directory: Directory, default: str) -> Iterator[str]:
    yield from (page.page for page in directory.index.published(default, lambda kind: bool(kind.form)))


def _find_thanks(directory: Directory, language: str) -> dict[str, str]:
    """Where people land after the forms that a language has, with the page of the form."""
    found: dict[str, str] = {}
    for page in directory.index.published(language, lambda kind: bool(kind.form)):
        thanks = getattr(directory.settings, page.kind.form).thanks.name
        if thanks:
            found[thanks] = page.path
    return found


def parted_translations(directory: Directory) -> Iterator[Problem]:
    """Pages that say that they are translated, or have the sources of another page, and whose original is not there.

    The pages of one text in two languages have the same path below the folders of their languages.
    """
    default = directory.settings.languages.default
    for language in directory.settings.languages.names:
        parted = [page for page in directory.index.published(language) if _is_parted(page, directory)]
        alone = _untranslated(directory, language) if parted else {}
        for page in parted:
            original = _find_original(page, alone)
            if original is None and page.basics.translation is None:
                continue
            fix = "Give this file the name of the page that it translates, or delete 'translation' if there is none."
            if original is not None:
                fix = f"If it translates '{original.page}', rename it to content/{language}/{original.page}"
            message = f"there is no content/{default}/{page.page}, so nothing joins this page to its original"
            place = page.place("translation" if page.basics.translation else "title")
            yield Problem(place, "misplaced-translation", message, fix, WARNING)


def _is_parted(page: Page, directory: Directory) -> bool:
    default = directory.settings.languages.default
    is_other = page.language != default and not page.unclear.touches("translation", "kind")
    is_found = is_other and directory.index.find(default, page.page) is not None
    return is_other and not is_found and not directory.may_have_page(default, page.page)


def _untranslated(directory: Directory, language: str) -> dict[tuple[str, str, str], list[Page]]:
    """The pages of the default language that another one lacks, by folder, kind and aspect."""
    found: dict[tuple[str, str, str], list[Page]] = {}
    for page in directory.index.published(directory.settings.languages.default):
        if directory.index.find(language, page.page) is None:
            found.setdefault(_shelf(page), []).append(page)
    return found


def _shelf(page: Page) -> tuple[str, str, str]:
    return page.page.rpartition("/")[0], page.kind.name, getattr(page.details, "aspect", "")


def _find_original(page: Page, alone: dict[tuple[str, str, str], list[Page]]) -> Page | None:
    """The page that a page translates, if it is the only one on its shelf that is based on the same sources."""
    sources = _sources_of(page)
    alike = [each for each in alone.get(_shelf(page), ()) if sources and _sources_of(each) == sources]
    return alike[0] if len(alike) == 1 else None


def _sources_of(page: Page) -> tuple[str, ...]:
    """The addresses of what a page is based on."""
    return tuple(source.address for source in page.review.evidence) if page.review else ()
