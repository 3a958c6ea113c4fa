"""What can be signed: a page that is reviewed, or a set of red flags that is approved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plainleaf.command.reviewing.signature import RefusedError
from plainleaf.content.details import RED_FLAGS_ROLE
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.content.read import Pages
from plainleaf.content.red_flags.approval import ORIGINAL, find_changes, find_original, make_approval_mark
from plainleaf.content.red_flags.sets import RedFlagSets, path_of
from plainleaf.index.addresses import path_from
from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import ERROR, Report, closest


class FieldNames(Struct, frozen=True):
    """The fields in which a signature is kept: who signed, on which day, which text, and the list of what changed."""

    who: str
    day: str
    mark: str
    history: str


OF_PAGES = FieldNames("reviewer", "reviewed", "review_mark", "changes")
OF_TRANSLATIONS = FieldNames("translation.reviewer", "translation.reviewed", "review_mark", "changes")
OF_SETS = FieldNames("approved_by", "approved", "approval_mark", "history")


class Subject(Struct, frozen=True):
    """A text to be signed: the path of its file, the mark of its text now, and `signed`, that of the text last signed.

    `role` is what the person who signs it needs in `reviews`. `places` has line and column of each field that is
    there, `authors` the paths that the author's page may have. `translates` is the path of the set in the default
    language if that has changed since. A page that is a translation has a `translator`: its translation is reviewed.
    """

    path: str
    names: FieldNames
    mark: str
    signed: str
    places: Mapping[str, tuple[int, int]]
    role: str
    authors: frozenset[str] = frozenset()
    translates: str = ""
    translator: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a page, with its fields in front matter, and no set of red flags."""
        return self.names is not OF_SETS

    @property
    def has_mark(self) -> bool:
        """Whether the mark of the text is kept, as of all but translations of pages that are not clinical."""
        return bool(self.mark)

    @property
    def is_edited(self) -> bool:
        """Whether the text differs from the one that was last signed."""
        return bool(self.signed) and self.signed != self.mark


def find_subject(name: str, inputs: Inputs, pages: Pages, report: Report) -> Subject:
    """The page or set of a path as somebody typed it. Raises RefusedError if there is none, or if it has errors."""
    by_path = {page.path: page for page in pages.pages}
    sets = {path_of(language, each): (language, each) for language, each in _names_of_sets(inputs.red_flags)}
    path = Path(name)
    near = path.resolve() if path.exists() else inputs.root.resolve() / path
    root = inputs.root.resolve()
    key = near.relative_to(root).as_posix() if near.is_relative_to(root) else name
    found = next((each for each in (key, f"content/{name}") if each in by_path or each in sets), key)
    faults = [each for each in report.problems if each.severity == ERROR and each.place.path == found]
    if faults:
        raise RefusedError(f"{found} has errors. Fix them first: line {faults[0].place.line}, {faults[0].message}")
    if found in by_path:
        return _subject_of_page(by_path[found])
    if found in sets:
        return _subject_of_set(*sets[found], inputs)
    guess = closest(key, [*by_path, *sets])
    raise RefusedError(f"there is no page {name}." + (f" Did you mean {guess}?" if guess else ""))


def _names_of_sets(red_flags: Mapping[str, RedFlagSets]) -> list[tuple[str, str]]:
    return [(language, name) for language, sets in red_flags.items() for name in sets.known]


def _subject_of_page(page: Page) -> Subject:
    record, role = page.basics.translation, page.kind.role_for(page.details)
    if record is not None:
        signed = page.review.review_mark if page.review and not page.is_unchecked_translation else ""
        return Subject(
            page.path, OF_TRANSLATIONS, page.mark, signed, page.front_places, role, translator=record.translator
        )  # fmt: skip
    if page.review is None:
        raise RefusedError(f"{page.path} is of the kind {page.kind.name}, which is not reviewed.")
    # As in front matter: from the page's own folder, or from the language's.
    authors = frozenset(path_from(folder, page.review.author.name) for folder in (page.page, ""))
    return Subject(page.path, OF_PAGES, page.mark, page.review.review_mark, page.front_places, role, authors)


def _subject_of_set(language: str, name: str, inputs: Inputs) -> Subject:
    default, sets = inputs.settings.languages.default, inputs.red_flags[language]
    if language != default and name in inputs.red_flags[default].unclear:
        raise RefusedError(f"{path_of(default, name)}, which this set translates, has errors. Fix them first.")
    flags, original = sets.known[name], find_original(inputs.red_flags, default, language, name)
    changed = {change.path for change in find_changes(flags, original)}
    translates = path_of(default, name) if (ORIGINAL,) in changed else ""
    return Subject(
        path_of(language, name), OF_SETS, make_approval_mark(flags, original), flags.approval_mark,
        _places_in(sets.nodes[name]), RED_FLAGS_ROLE, translates=translates,
    )  # fmt: skip


def _places_in(node: Node) -> dict[str, tuple[int, int]]:
    assert isinstance(node.value, Pairs)
    return {key: (place.line, place.column) for key, place in node.value.key_places.items()}
