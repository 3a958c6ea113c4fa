"""Reviewers: what each person may review, as the pages of people say. Where no page says anything, anyone may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from plainleaf.content.page import Page
from plainleaf.index.addresses import path_from


class Reviewers(Struct, frozen=True):
    """The roles of each person, by the path of the person's page below the language's folder."""

    roles: Mapping[str, tuple[str, ...]]

    def lacks(self, person: str, role: str) -> bool:
        """Whether the person at a path may not review what needs a role. Of somebody unknown nothing is said."""
        known = self.roles.get(person)
        return bool(role) and known is not None and role not in known and any(self.roles.values())

    def having(self, role: str) -> tuple[str, ...]:
        """The paths of the people with a role."""
        return tuple(person for person, roles in self.roles.items() if role in roles)


def find_reviewers(pages: Iterable[Page]) -> Reviewers:
    """The roles that people's pages name, in whichever language. Left out is whose roles are wrong."""
    people = [page for page in pages if page.kind.is_person]
    unclear = {page.page for page in people if page.unclear.touches("reviews", "kind")}
    roles: dict[str, set[str]] = {}
    for page in people:
        if page.page not in unclear:
            roles.setdefault(page.page, set()).update(page.details.reviews)
    return Reviewers({person: tuple(sorted(found)) for person, found in sorted(roles.items())})


def person_named(page: Page, written: str, reviewers: Reviewers) -> str:
    """The path of the person whom a field of a page names: from the page's own folder, or from the language's."""
    near = path_from(page.page, written)
    return near if near in reviewers.roles else path_from("", written)
