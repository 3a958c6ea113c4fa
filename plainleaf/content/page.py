"""A page: what the front matter of one Markdown file says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Union

from msgspec import Struct

from plainleaf.content.front_matter import Basics, Reviewed
from plainleaf.content.kinds import Kind, all_kinds
from plainleaf.input.unclear import Unclear
from plainleaf.problems import Place

if TYPE_CHECKING:
    # Which group it is depends on the kind.
    Details = Any
else:
    # Which groups a page that was stored may have; each is stored with its name.
    Details = Union[tuple(kind.details for kind in all_kinds().values())]  # noqa: UP007


class Page(Struct, frozen=True, array_like=True):
    """What the front matter of a page says: all that other pages can show of it.

    `path` is that of the file; `page` the path below the language's folder, shared with translations. `details` is
    the group of its kind; `mark` is that of the text of a reviewed page, "" for other kinds. `front` is the digest of
    the front matter as it is written. `front_places` has line and column of each field. `unclear` are the fields that
    are missing, misspelt or wrong.
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

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return all_kinds()[self.kind_name]

    def place(self, field: str) -> Place:
        """Where a field of the front matter stands; the top of the file when it is left out."""
        return Place(self.path, *self.front_places.get(field, (1, 1)))

    @property
    def is_edited(self) -> bool:
        """Whether the text is another one than the reviewer has marked as read."""
        return self.review is not None and bool(self.review.review_mark) and self.review.review_mark != self.mark
