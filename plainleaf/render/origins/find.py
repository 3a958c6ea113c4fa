"""What a finished page has that no page of a site may have, as problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plainleaf.input.shipped import Template
from plainleaf.model.views import SiteView
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem
from plainleaf.render.finished.tags import TaggedPage
from plainleaf.render.origins.blame import find_place

FORM_ACTION = lazy_pattern(r"form-action ([^;]*)")


def find_strange(
    tagged: TaggedPage, site: SiteView, names: Iterable[str], templates: Mapping[str, Template], page: Place
) -> tuple[Problem, ...]:
    """Requests to other origins, styles and scripts of a page that was made with the templates `names`."""
    if not tagged.may_be_strange:
        return ()
    # Few pages need the parser.
    from plainleaf.render.origins.elements import Home, strange_on

    allowed = FORM_ACTION.search(site.security_policy)
    home = Home(site.address, frozenset(allowed[1].split() if allowed else ()))
    found = dict.fromkeys(strange_on(tagged.html, home))
    names = tuple(names) if found else ()
    return tuple(
        Problem(find_place(each.marks, names, templates, page), each.rule, f"the finished page {each.says}", each.fix)
        for each in found
    )
