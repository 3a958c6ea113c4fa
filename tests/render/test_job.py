"""Render jobs: what a process gets ready before its first page."""

from __future__ import annotations

import re

import pytest

from plainleaf.content.kinds import find_kinds
from plainleaf.render.job import USUAL_PARTS
from tests.site_tools import CHECKOUT, MakeSite, about_page, build_folder

ALT = "A line runs down the back of one leg."
PICTURE = f"![{ALT}](/pictures/nerve.svg)"
FAR = "\n\n".join(f"People read word {number} before they see it." for number in range(40))


def test_the_templates_that_are_compiled_ahead_exist() -> None:
    """One that is missing would not be noticed: a template that is wrong is reported when it is used."""
    usual = [f"kinds/{kind.name}.html" for kind in find_kinds(lambda kind: kind.is_common)]
    usual += [f"parts/{name}.html" for name in USUAL_PARTS.split()]

    assert [name for name in usual if not (CHECKOUT / "templates" / name).is_file()] == []


@pytest.mark.parametrize(
    ("text", "lazy"),
    [(PICTURE, [False]), (f"{PICTURE}\n\n{PICTURE}", [False, True]), (f"{FAR}\n\n{PICTURE}", [True])],
    ids=["first", "second", "far down"],
)
def test_only_a_picture_that_people_may_see_at_first_is_loaded_at_once(
    text: str, lazy: list[bool], make_site: MakeSite
) -> None:
    run = build_folder(make_site(files={"content/en/about.md": about_page(text)}))

    html = (run.out / "about/index.html").read_text("utf-8")
    assert ['loading="lazy"' in image for image in re.findall(r"<img [^>]*nerve[^>]*>", html)] == lazy
