"""A page: the front matter of one Markdown file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Union

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.details import HELP_ASPECT
from plainleaf.content.front_matter import Basics, Reviewed
from plainleaf.content.kinds import DEFAULT, Kind, all_kinds
from plainleaf.content.sources import SourceFile
from plainleaf.input.unclear import Unclear
from plainleaf.problems import Place
from plainleaf.state.digests import digest

# What a page is called, and where it stands in lists: no address and no other page's being there depends on these.
NAMES = ("title", "menu_title", "summary", "also_known_as", "order")

if TYPE_CHECKING:
    # Its group depends on the kind.
    Details = Any
else:
    # The groups that a stored page may have; each is stored with its name.
    Details = Union[tuple(kind.details for kind in all_kinds().values())]  # noqa: UP007


class Page(Struct, frozen=True, array_like=True):
    """The front matter of a page: everything that other pages can show of it.

    `path` is the path of the file, `page` the path below the language's folder, shared with translations. `details` is
    the group of its kind. `mark` is the review mark that the text would need now, "" for kinds that are not reviewed.
    `front` is the digest of the front matter as written. `front_places` has line and column of each field. `unclear`
    are the fields that are missing, misspelt or wrong. `blocks` are the marks of what its translations have to follow,
    "" where there can be none (see translations/blocks.py).
    """

    path: str
    language: str
    page: str
    kind_name: str
    basics: Basics
    review: Reviewed | None
    details: Details
    mark: str
    front_places: Mapping[str, tuple[int, int]]
    front: str
    unclear: Unclear = Unclear()
    blocks: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of the page."""
        return all_kinds()[self.kind_name]

    def place(self, field: str) -> Place:
        """The place of a field of the front matter; the top of the file if it is left out."""
        return Place(self.path, *self.front_places.get(field, (1, 1)))

    def place_of(self, path: str) -> Place:
        """The place of a value within a field, such as 'changes.0.note', or of the entry or field that it is in."""
        while path not in self.front_places and "." in path:
            path = path.rpartition(".")[0]
        return self.place(path)

    @property
    def begins(self) -> date | None:
        """The day from which a page or an alert is shown; None for at once, or where an alert does not say."""
        return self.basics.publish if self.kind.has_own_page else getattr(self.details, "starts", None)

    @property
    def is_unchecked_translation(self) -> bool:
        """Whether it is a translation that nobody has checked: its review is that of the original."""
        record = self.basics.translation
        return record is not None and (record.reviewer is None or record.reviewed is None)

    @property
    def says_when_to_get_help(self) -> bool:
        """Whether it is the page of a topic to which others lead for warning signs."""
        return getattr(self.details, "aspect", "") == HELP_ASPECT

    @property
    def is_edited(self) -> bool:
        """Whether the text differs from the one that the reviewer signed off."""
        if self.review is None or self.is_unchecked_translation:
            return False
        return bool(self.review.review_mark) and self.review.review_mark != self.mark


def make_unreadable_draft(file: SourceFile, front: str) -> Page:
    """A draft whose front matter cannot be read, named for its file. `front` is the digest of the front matter."""
    stem = file.page.removesuffix(".md").removesuffix("/index").rpartition("/")[2]
    words = stem.replace("-", " ").replace("_", " ")
    basics = Basics(title=words[:1].upper() + words[1:], draft=True)
    details = all_kinds()[DEFAULT].details()
    return Page(file.path, file.language, file.page, DEFAULT, basics, None, details, "", {}, front)


def find_facts(page: Page, of_body: tuple[object, ...] = ()) -> tuple[str, str]:
    """The digest of what others may show of a page except its names, and that of its names: see KnownPage.

    What tells its text from others is in neither, because no other page shows it.
    """
    basics = page.basics
    # The texts of an alert are on every page.
    names = {name: getattr(basics, name) for name in NAMES} if page.kind.has_own_page else {}
    others = replace(basics, **dict.fromkeys(names))
    if record := basics.translation:
        others = replace(others, translation=replace(record, source=""))
    rest = replace(page, basics=others, front_places={}, mark="", front="", blocks="")
    return digest(rest, of_body), digest(names, page.front_places, page.is_edited)
