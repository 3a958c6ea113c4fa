"""Signs of other programs in fields and options, which nobody reads as Markdown: they would be shown as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plainleaf.checks.labels import PlacedLabel
from plainleaf.markdown import find_signs
from plainleaf.problems import ERROR, Problem

DELETE = "Delete the signs: this text is shown as it is written."


def check_signs(labels: Iterable[PlacedLabel]) -> Iterator[Problem]:
    """A problem for each sign of another program in these texts, once in a text for each kind of sign."""
    placed = list(labels)
    # Most pages have no such sign in any of their texts, and one search is faster than many.
    if not find_signs("\n\n".join(label.text for label in placed)):
        return
    for label in placed:
        said: set[str] = set()
        for found in find_signs(label.text):
            if found.sign.says not in said:
                said.add(found.sign.says)
                fix = found.sign.fix if found.sign.severity == ERROR else DELETE
                place, message = label.place_of(found.start), found.describe(label.text)
                yield Problem(place, "markdown-dialect", message, fix, found.sign.severity)
