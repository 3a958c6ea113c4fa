"""The style sheets: shorter and the same to a browser, those for paper apart, and each with the pages that need it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.index.addresses import make_addresses
from plainleaf.index.style_sheets import StyleSheets, make_style_sheets, minify
from plainleaf.render.page_styles import find_used
from tests.site_stages import plan_site
from tests.site_tools import MakeSite

OWN = "static/css/95-own.css"


def sheets_of(css: str, make_site: MakeSite) -> StyleSheets:
    """The style sheets of a site with these styles of its own."""
    inputs = plan_site(make_site(files={OWN: css})).inputs
    return make_style_sheets(inputs, make_addresses(inputs.settings))


def is_used(css: str, html: str, make_site: MakeSite) -> bool:
    """Whether a page with this HTML gets a style sheet of the site's own."""
    sheets = sheets_of(css, make_site)
    mark = minify(css).strip()
    return any(sheets.parts[number].css == mark for number in find_used(html, sheets))


def test_styles_lose_the_spaces_and_comments_that_a_browser_does_not_need() -> None:
    assert minify("a {\n  color: red; /* why */\n  margin: 0 1px;\n}\n") == "a{color:red;margin:0 1px}"
    assert minify("/*! MIT, by Ada */\na { b: c }").startswith("/*! MIT, by Ada */")
    assert minify("/* nothing */") == ""


@given(some.text(alphabet="ab{};:,'\"* \n()url", max_size=40))
def test_minifying_twice_changes_nothing(css: str) -> None:
    assert minify(minify(css)).strip() == minify(css).strip()


@pytest.mark.parametrize(
    ("css", "screen", "paper"),
    [
        ("@media print{a{b:c}}i{d:e}", "i{d:e}", "@media print{a{b:c}}"),
        (
            "@layer x{@media print{a{b:c}}i{d:e}}",
            "@layer x{i{d:e}}",
            "@layer x{@media print{a{b:c}}}",
        ),
        ("@media print{a{content:'}'}}i{d:'{'}", "i{d:'{'}", "@media print{a{content:'}'}}"),
        ("@media print and (color){a{b:c}}", "@media print and (color){a{b:c}}", ""),
        # A browser closes what is open at the end of the whole file.
        ("@media print{a{b:c}", "@media print{a{b:c}", ""),
    ],
)
def test_what_is_for_paper_alone_is_in_a_file_of_its_own(
    css: str, screen: str, paper: str, make_site: MakeSite
) -> None:
    sheets = sheets_of(css, make_site)

    assert screen in [part.css.strip() for part in sheets.parts]
    assert paper in sheets.job.text
    assert screen not in sheets.job.text


@pytest.mark.parametrize(
    ("css", "html"),
    [
        (".a{b:c}", "<p class='b a'>"),
        (".a .b>i.c{b:c}", '<div class="a"><p class="b"><i class="c">'),
        (".x,.a{b:c}", "<p class=a>"),
        ("TABLE{b:c}", "<table>"),
        ("@media screen{@supports (a:b){.a{b:c}}}", '<p class="a">'),
        (".a:not(.x),.y{b:c}", '<p class="a">'),
        (":is(.x,.a:not(.y,.z)) i{b:c}", '<i class="a">'),
        ("[class~=a]{b:c}", '<p class="a">'),
        (".\\61{b:c}", '<p class="a">'),
        (".x{b:c}@font-face{src:url(/a.woff)}", "<p>"),
        (":root{--a:b}", "<p>"),
        ("/*! .x */.a{b:c}", '<p class="a">'),
    ],
)
def test_a_page_gets_every_style_sheet_that_could_do_something_to_it(css: str, html: str, make_site: MakeSite) -> None:
    assert is_used(css, html, make_site)


@pytest.mark.parametrize(
    ("css", "html"),
    [
        (".a{b:c}", "<p class='b'>a</p>"),
        (".a .b{b:c}", '<div class="a">'),
        ("table{b:c}", "<p>"),
        ("table .a{b:c}@media screen{.b{b:c}}", '<p class="a">'),
        (".a{b:c}", '<p data-class="a">'),
    ],
)
def test_a_page_gets_no_style_sheet_that_does_nothing_to_it(css: str, html: str, make_site: MakeSite) -> None:
    assert not is_used(css, html, make_site)


@pytest.mark.parametrize(
    ("css", "html", "is_needed"),
    [
        ('[lang|="vi"] h1 { color: red; }', '<html lang="vi"><h1>a</h1>', True),
        ('[lang|="zh"] h1 { color: red; }', '<html lang="zh-Hant"><h1>a</h1>', True),
        ('[lang|="vi"] h1 { color: red; }', '<html lang="en"><h1>a</h1>', False),
        ('[lang|="vi"] h1, p { color: red; }', '<html lang="en"><p>a</p>', True),
        ('[dir="rtl"] p { color: red; }', '<html lang="ar" dir="rtl"><p>a</p>', True),
        ('[dir="rtl"] p { color: red; }', '<html lang="en" dir="ltr"><p>a</p>', False),
        ('p:not([dir="rtl"]) { color: red; }', '<html lang="en" dir="ltr"><p>a</p>', True),
    ],
)
def test_a_style_for_a_language_is_on_pages_with_that_language(
    css: str, html: str, is_needed: bool, make_site: MakeSite
) -> None:
    assert is_used(css, html, make_site) is is_needed
