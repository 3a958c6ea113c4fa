"""Which of the templates behind a page wrote something, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from plainleaf.input.shipped import TEMPLATES, Template, gather
from plainleaf.problems import Place


def find_place(marks: Sequence[str], names: Iterable[str], templates: Mapping[str, Template], page: Place) -> Place:
    """Where the site's templates have what one of the patterns finds: the first of them decides. `names` are those that
    the page was made with. Without any, it is at the place of the `page`."""
    reached: set[str] = set()
    for name in names:
        found = gather(name, templates)
        reached |= set(templates) if found is None else found
    own = [name for name in sorted(reached & templates.keys()) if templates[name].is_own and name.endswith(".html")]
    for mark in marks:
        for name in own:
            if found_at := re.search(mark, templates[name].text):
                return _place_in(f"{TEMPLATES}/{name}", templates[name].text, found_at.start())
    changed = [name for name in own if not templates[name].is_shipped]
    return Place(f"{TEMPLATES}/{changed[0]}") if len(changed) == 1 else page


def _place_in(path: str, text: str, start: int) -> Place:
    start += len(text[start:]) - len(text[start:].lstrip())
    return Place(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
