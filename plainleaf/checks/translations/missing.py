"""Pages that every language needs and one lacks: where people land after a form, the notices, the way to book."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.config.settings import Settings
from plainleaf.index.directory import Directory
from plainleaf.problems import WARNING, Place, Problem

# As many pages are named.
MANY = 5


def missing_translations(directory: Directory, *, is_strict: bool) -> Iterator[Problem]:
    """What the languages beside the default one lack of what the default one has.

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
            message = f"this page is missing in {named.name}: people land on it after the form of {thanks[path]}"
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
