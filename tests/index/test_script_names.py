"""A page has the styles of what its scripts may add to it."""

from __future__ import annotations

import pytest

from plainleaf.index.addresses import make_addresses
from plainleaf.index.style_sheets import StyleSheets, make_style_sheets
from plainleaf.render.finished.styles import PageStyles, join_styles
from plainleaf.render.finished.tags import read_tags
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, MakeSite

OWN, SCRIPT = "static/css/95-own.css", "static/scripts/own.js"
# What our scripts make, or turn on, that has styles of its own.
MADE = {
    "form.js": (".form-problem", ".field-error", ".is-wrong", ".visually-hidden", "li", "a", "h3", "p", "ul"),
    "search.js": ("mark", ".search-results", "li", "a", "p"),
}


def sheets_of(make_site: MakeSite, css: str = "", **scripts: str) -> StyleSheets:
    """The style sheets of a site with these styles, and scripts in static/scripts/, of its own."""
    files = {OWN: css, **{f"static/scripts/{name}.js": text for name, text in scripts.items()}}
    inputs = plan_site(make_site(files=files)).inputs
    return make_style_sheets(inputs, make_addresses(inputs.settings))


def styles_with(script: str, sheets: StyleSheets, html: str = "") -> str:
    """The styles of a page with nothing but a script, by the start of its name, and this HTML."""
    name = next((each for each in sheets.scripts if each.startswith(script)), "missing.js")
    link = f'<link rel="stylesheet" href="{sheets.url}"><script src="/scripts/{name}"></script>{html}'
    _, (used,) = PageStyles(sheets).link(read_tags(link))
    return join_styles(used, sheets)


@pytest.mark.parametrize(
    ("css", "script"),
    [
        (".a{b:c}", "x.classList.add('a')"),
        (".is-a{b:c}", "x.className=`is-${y}`"),
        (".x-open{b:c}", "x.className=`${y}-open`"),
        ("dialog .a{b:c}", "create('DIALOG').className='x a'"),
        ('[lang|="vi"] p{b:c}', "x.lang=y"),
        ('[dir="rtl"] p{b:c}', "x.dir='rtl'"),
        (".\u00e4\U0001f34e{b:c}", "x.className='\u00e4\U0001f34e'"),
    ],
)
def test_what_a_script_may_add_has_its_styles(css: str, script: str, make_site: MakeSite) -> None:
    sheets = sheets_of(make_site, css, own=script)

    assert "b:c" in styles_with("own.", sheets, "<p>")
    assert "b:c" not in styles_with("missing", sheets, "<p>")


def test_what_no_script_adds_has_no_styles(make_site: MakeSite) -> None:
    sheets = sheets_of(make_site, ".a{b:c}", own="x.classList.add('ab')", other="x.classList.add('a')")

    assert "b:c" not in styles_with("own.", sheets)
    assert "b:c" in styles_with("other.", sheets)


def test_a_script_may_load_those_that_keep_their_names(make_site: MakeSite) -> None:
    files = {
        OWN: ".mine{b:c}",
        SCRIPT: "import '/menu.js'",
        "static/scripts/other.js": "alone()",
        "static/root/menu.js": "x.classList.add('mine')",
    }
    inputs = plan_site(make_site(files=files)).inputs
    sheets = make_style_sheets(inputs, make_addresses(inputs.settings))

    assert "b:c" in styles_with("own.", sheets)
    assert "b:c" not in styles_with("other.", sheets)


def test_a_custom_property_of_a_script_keeps_its_name(make_site: MakeSite) -> None:
    sheets = sheets_of(make_site, ":root{--own:b}", own="x.getPropertyValue('--own')")

    assert ":root{--own:b}" in styles_with("own.", sheets)


def test_a_page_is_made_again_when_a_script_may_add_something_else(make_site: MakeSite) -> None:
    once, now = (sheets_of(make_site, ".a{b:c}.d{b:c}", own=script) for script in ("'a'", "'d'"))

    assert once.url != now.url


@pytest.mark.parametrize("script", sorted(MADE))
def test_our_scripts_make_nothing_without_its_styles(script: str, make_site: MakeSite) -> None:
    sheets = sheets_of(make_site)
    known = {name for rule in sheets.rules for name in rule.names}
    names = next(names for each, names in sheets.scripts.items() if each.startswith(script.removesuffix("js")))

    assert {path.name for path in (CHECKOUT / "static/scripts").glob("*.js")} == MADE.keys()
    assert known.intersection(MADE[script]) <= names
    # Nothing in the list above is there for nothing.
    assert len(known.intersection(MADE[script])) >= 2
    # Of classes, all that the script names.
    text = (CHECKOUT / "static/scripts" / script).read_text("utf-8")
    assert {name for name in known if name.startswith(".") and f"'{name[1:]}'" in text} <= names
