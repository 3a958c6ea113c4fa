"""Where a site is told of what its finished pages load from elsewhere: in the template that says so, once."""

from __future__ import annotations

import pytest

from tests.site_tools import CHECKOUT, MakeSite, about_page, build_folder

TIP = "templates/components/tip/component.yaml"
DECLARED = """title: Tip
says: A tip.
content: {body: required}
examples:
  - {name: plain, markdown: "::: tip\\nKeep a pillow in the car.\\n:::\\n"}
"""
HTML = "templates/components/tip/template.html"
SCRIPT = '<script src="https://far.example/a.js"></script>\n'
PARTS = '{% set host = "far.ex" ~ "ample" %}<img alt="" src="//{{ host }}/a">'
HEAD = (CHECKOUT / "templates/parts/head-links.html").read_text("utf-8")
LAST = f"parts/head-links.html:{len(HEAD.splitlines()) + 1} foreign-request"
AFTER = '{%% extends "base.html" %%}{%% block after %%}\n%s\n{%% endblock %%}\n'


def places_in(root_files: dict[str, str | bytes], make_site: MakeSite) -> list[str]:
    """Where a build finds something, with the severity left out if it is an error."""
    result = build_folder(make_site(files=root_files))
    assert result.code == bool(result.problems)
    return [f"{each['path']}:{each['line']} {each['rule']}" for each in result.problems]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"templates/parts/head-links.html": HEAD + SCRIPT}, LAST),
        ({"templates/kinds/page.html": AFTER % "<p onclick='x()'>Go</p>"}, "kinds/page.html:2 inline-code"),
        # The address is put together, but nothing else of the page is the site's own.
        (
            {"templates/kinds/page.html": AFTER % PARTS},
            "kinds/page.html:1 foreign-request",
        ),
        ({"templates/redirect.html": f"<!doctype html>\n{SCRIPT}"}, "redirect.html:2 foreign-request"),
    ],
    ids=["every page", "one kind", "put together", "redirects"],
)  # fmt: skip
def test_it_is_reported_once_in_the_template(files: dict[str, str | bytes], found: str, make_site: MakeSite) -> None:
    moved: dict[str, str | bytes] = {"content/en/about.md": about_page("We care.", "aliases: [/us/]\n")}

    assert places_in({**moved, **files}, make_site) == [f"templates/{found}"]


def test_a_component_is_blamed_where_it_is_used(make_site: MakeSite) -> None:
    page = about_page("::: tip\nKeep a pillow in the car.\n:::")
    files: dict[str, str | bytes] = {TIP: DECLARED, HTML: "<style>b { color: red }</style><p>Tip</p>{{ body|safe }}"}

    assert places_in(files, make_site) == []
    assert places_in({**files, "content/en/about.md": page}, make_site) == [f"{HTML}:1 inline-code"]
