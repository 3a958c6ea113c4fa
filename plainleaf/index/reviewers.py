"""Reviewers: what each person may review, as the pages of people say. Where no page says anything, anyone may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from plainleaf.content.page import Page
from plainleaf.index.addresses import path_from
from plainleaf.patterns import lazy_pattern

# What stands between the names in a line such as 'Ada Example, PT, and Ben Example'.
BETWEEN_NAMES = lazy_pattern(r"[,;/&]|\b(?:and|y)\b")


class Reviewers(Struct, frozen=True):
    """The roles of each person, by the path of the person's page below the language's folder.

    `names` are those of the same people, as the titles of their pages in all languages.
    """

    roles: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]

    def lacks(self, person: str, role: str) -> bool:
        """Whether the person at a path may not review what needs a role; no for an unknown person."""
        known = self.roles.get(person)
        return bool(role) and known is not None and role not in known and any(self.roles.values())

    def having(self, role: str) -> tuple[str, ...]:
        """The paths of the people with a role."""
        return tuple(person for person, roles in self.roles.items() if role in roles)

    def is_among(self, person: str, written: str) -> bool:
        """Whether the person at a path is one of those whom a line names, with or without letters after the name."""
        named = {_plain(each) for each in BETWEEN_NAMES.split(written)} | {_plain(written)}
        return any({_plain(name), _plain(name.partition(",")[0])} & named for name in self.names.get(person, ()))


def find_reviewers(pages: Iterable[Page]) -> Reviewers:
    """The roles that people's pages name, in whichever language. Left out are those of people whose roles are wrong."""
    people = [page for page in pages if page.kind.is_person]
    unclear = {page.page for page in people if page.unclear.touches("reviews", "kind")}
    roles: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for page in people:
        names.setdefault(page.page, set()).add(page.basics.title)
        if page.page not in unclear:
            roles.setdefault(page.page, set()).update(page.details.reviews)
    return Reviewers(_sorted(roles), _sorted(names))


def person_named(page: Page, written: str, reviewers: Reviewers) -> str:
    """The path of the person whom a field of a page names: from the page's own folder, or from the language's."""
    near = path_from(page.page, written)
    return near if near in reviewers.roles else path_from("", written)


def _sorted(found: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {person: tuple(sorted(texts)) for person, texts in sorted(found.items())}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
