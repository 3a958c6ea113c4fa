"""The style sheets: shorter and the same to a browser, those for paper apart, and each with the pages that need it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.index.addresses import make_addresses
from plainleaf.index.style_rules import join_rules
from plainleaf.index.style_sheets import StyleSheets, make_style_sheets, minify
from plainleaf.render.finished.styles import PageStyles, join_styles
from plainleaf.render.finished.tags import read_tags
from plainleaf.render.template_filters import slot
from plainleaf.state.private_folder import PrivateFolder
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, write_files

OWN = "static/css/95-own.css"


def sheets_of(css: str, make_site: MakeSite) -> StyleSheets:
    """The style sheets of a site with these styles of its own."""
    inputs = plan_site(make_site(files={OWN: css})).inputs
    return make_style_sheets(inputs, make_addresses(inputs.settings))


def is_used(css: str, html: str, make_site: MakeSite) -> bool:
    """Whether a page with this HTML gets the rule of the site's own that holds `b:c`."""
    return "b:c" in styles_for(html, sheets_of(css, make_site))


def styles_for(html: str, sheets: StyleSheets) -> str:
    """The styles that a page with this HTML gets."""
    _, (used,) = PageStyles(sheets).link(read_tags(f'<link rel="stylesheet" href="{sheets.url}">{html}'))
    return join_styles(used, sheets)


def test_styles_lose_the_spaces_and_comments_that_a_browser_does_not_need() -> None:
    assert minify("a {\n  color: red; /* why */\n  margin: 0 1px;\n}\n") == "a{color:red;margin:0 1px}"
    assert minify("/*! MIT, by Ada */\na { b: c }").startswith("/*! MIT, by Ada */")
    assert minify("/* nothing */") == ""


@pytest.mark.parametrize("around", ["@layer own", "@container (width > 9rem)", "@supports (gap: 1px)", "@media print"])
def test_minifying_keeps_what_is_below_an_element(around: str) -> None:
    rules = "p { color :red } /* a; b { */ .a :is(b, c), .d ::before { margin: 0 } .e:hover { top: 0 }"

    short = minify(f"{around} {{ {rules} }}")

    assert ".a *:is(b,c),.d *::before{margin:0}.e:hover{top:0}" in short
    assert "p{color:red}" in short


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

    # The names of layers are shorter.
    assert re.sub("@layer x", f"@layer {sheets.short.get('x')}", screen) in join_rules(sheets.rules)
    assert re.sub("@layer x", f"@layer {sheets.short.get('x')}", paper) in sheets.job.text
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
        ("@font-face{b:c}", "<p>"),
        ("a{b:c", "<p>"),
        ("@layer{.x{b:c}}", "<p>"),
        ("/*! .x */.a{b:c}", '<p class="a">'),
        # Tags that HTML may leave out, and attributes as HTML may have them.
        ("body>table>tbody td{b:c}", "<table><tr><td>"),
        (".a .x{b:c}", '<p class = "a"><i class=\n x >'),
        (".a{b:c}", '<p title="b"class="a">'),
        # An id, a class that begins with a hyphen, letters of other alphabets.
        ("#a{b:c}", '<p id="a">'),
        (".-a{b:c}", '<p class="-a">'),
        (".a\U0001f34eb{b:c}", '<p class="a\U0001f34eb">'),
        # What a receiver of forms may put into a page.
        (".a.x{b:c}", f'<p class="a{slot(" x", field="a")}">'),
    ],
)
def test_a_page_gets_every_rule_that_could_do_something_to_it(css: str, html: str, make_site: MakeSite) -> None:
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
def test_a_page_gets_no_rule_that_does_nothing_to_it(css: str, html: str, make_site: MakeSite) -> None:
    assert not is_used(css, html, make_site)


@pytest.mark.parametrize(
    ("css", "styles"),
    [
        # Of a list of selectors, those that could match, in their order.
        (".x,.a,table i,:not(.x,.y),b{c:d}", ".a,:not(.x,.y){c:d}"),
        (":is(:not(.x,.y),.z) i,.a+p{c:d}", ".a+p{c:d}"),
        ('[title="a,b"],.x{c:d}', '[title="a,b"]{c:d}'),
        # What is around rules stays around them, and is there once.
        ("@media screen{.x{c:d}}p{e:f}", "p{e:f}"),
        ("@media screen{p{c:d}.x{e:f}}@media screen{.a{g:h}}", "@media screen{p{c:d}.a{g:h}}"),
        ("@media screen{@supports (c:d){p{c:d}}.a{e:f}}", "@media screen{@supports (c:d){p{c:d}}.a{e:f}}"),
        # Equal rules that an author wrote apart stay apart: a browser may know one selector and not the other.
        ("p::-x{c:d}p::-y{c:d}", "p::-x{c:d}p::-y{c:d}"),
        ("@layer{p{c:d}}@layer{p{e:f}}", "@layer{p{c:d}}@layer{p{e:f}}"),
        ("/*! Ada */.x{c:d}p{e:f}", "/*! Ada */p{e:f}"),
        ("{c:d}p{e:f}", "{c:d}p{e:f}"),
        # A zero before the point, but not in a text.
        ("p{c:0.5em -0.5em;e:'0.5'}", "p{c:.5em -.5em;e:'0.5'}"),
    ],
)
def test_a_page_gets_of_each_style_sheet_what_it_needs(css: str, styles: str, make_site: MakeSite) -> None:
    assert styles_for('<p class="a">', sheets_of(css, make_site)).endswith(styles)


@pytest.mark.parametrize(
    ("css", "html", "styles"),
    [
        (":root{--x:1;--y:2}p{a:var(--x)}", "<p>", ":root{A:1}p{a:var(A)}"),
        # What a property uses is needed as well, in every medium.
        (":root{--x:var(--y);--y:2}p{a:var(--x)}", "<p>", ":root{A:var(B);B:2}p{a:var(A)}"),
        (
            ":root{--x:1}@media screen{:root{--x:2}}p{a:var(--x)}",
            "<p>",
            ":root{A:1}@media screen{:root{A:2}}p{a:var(A)}",
        ),
        # A page may use one in an attribute.
        (":root{--x:1;--y:2}", '<svg fill="var(--y)">', ":root{B:2}"),
        (":root{--x:1;--y:2}@media print{p{a:var(--y)}}", "<p>", ":root{B:2}"),
        # What paper only sets.
        (":root{--x:1}@media print{:root{--x:2}}p{a:b}", "<p>", "p{a:b}"),
        # They are a rule's own, or it does more.
        (".x{--x:1}p{--y:1}", "<p>", "p{B:1}"),
        (":root{--x:1;a:b}", "<p>", ":root{A:1;a:b}"),
        ("p.a--x{--x:1}", '<p class="a--x">', "p.a--x{A:1}"),
        (".--x{--x:1}", '<p class="--x">', ".--x{A:1}"),
        # What only looks like one.
        (":root{--x:1}p{a:'--x'}p[b='--x'],p[b=--x]{a:url(--x)}", "<p>", "p{a:'--x'}p[b='--x'],p[b=--x]{a:url(--x)}"),
        ("p{--x:1;a:url('b)--x')}", "<p>", "p{A:1;a:url('b)--x')}"),
        ("@layer x{p{a:'@layer x'}}", "<p>", "{p{a:'@layer x'}}"),
        # Styles may ask for one.
        (":root{--x:1}@container style(--x:1){p{a:b}}", "<p>", ":root{A:1}@container style(A:1){p{a:b}}"),
        (":root{--x:1}p{a:VAR(--x)}", "<p>", ":root{A:1}p{a:VAR(A)}"),
    ],
)
def test_a_page_gets_the_custom_properties_that_it_uses(css: str, html: str, styles: str, make_site: MakeSite) -> None:
    sheets = sheets_of(css, make_site)

    expected = re.sub(r"\bA\b", sheets.short.get("--x", ""), styles)
    expected = re.sub(r"\bB\b", sheets.short.get("--y", ""), expected)
    assert styles_for(html, sheets).endswith(expected)


def test_no_custom_property_gets_the_name_of_one_that_is_left_undefined(make_site: MakeSite) -> None:
    sheets = sheets_of(":root{--x:1}p{a:var(--x);b:var(--a,c) var(--h,d)}", make_site)

    assert not {"--a", "--h"}.intersection(sheets.short.values())
    assert styles_for("<p>", sheets).endswith("b:var(--a,c) var(--h,d)}")


def test_a_page_and_its_styles_call_a_custom_property_the_same(make_site: MakeSite) -> None:
    sheets = sheets_of(":root{--own:1}", make_site)

    html, _ = PageStyles(sheets).link(
        read_tags(f'<link rel="stylesheet" href="{sheets.url}"><svg fill="var(--own)">var(--b')
    )

    assert html.endswith(f'<svg fill="var({sheets.short["--own"]})">var(--b')


def test_a_page_says_the_name_of_a_custom_property_as_its_author_wrote_it(make_site: MakeSite) -> None:
    sheets = sheets_of(":root{--own:1}", make_site)

    html, _ = PageStyles(sheets).link(read_tags(f'<link rel="stylesheet" href="{sheets.url}"><code>var(--own)</code>'))

    assert html.endswith("<code>var(--own)</code>")


@pytest.mark.parametrize(
    ("css", "html", "is_needed"),
    [
        ('[lang|="vi"] h1 {b:c}', '<html lang="vi"><h1>a</h1>', True),
        ('[lang|="zh"] h1 {b:c}', '<html lang="zh-Hant"><h1>a</h1>', True),
        ('[lang|="vi"] h1 {b:c}', '<html lang="en"><h1>a</h1>', False),
        ('[lang|="vi"] h1, p {b:c}', '<html lang="en"><p>a</p>', True),
        ('[lang|="vi"] h1 {b:c}', "<html lang = vi><h1>a</h1>", True),
        ('[dir="rtl"] p {b:c}', '<html lang="ar" dir="rtl"><p>a</p>', True),
        ('[dir="rtl"] p {b:c}', '<html lang="en" dir="ltr"><p>a</p>', False),
        ('p:not([dir="rtl"]) {b:c}', '<html lang="en" dir="ltr"><p>a</p>', True),
    ],
)
def test_a_style_for_a_language_is_on_pages_with_that_language(
    css: str, html: str, is_needed: bool, make_site: MakeSite
) -> None:
    assert is_used(css, html, make_site) is is_needed


def test_styles_that_were_cut_before_are_taken_from_the_users_cache(make_site: MakeSite, tmp_path: Path) -> None:
    inputs = plan_site(make_site(files={OWN: ".own{b:c}"})).inputs
    addresses = make_addresses(inputs.settings)
    folder = PrivateFolder(tmp_path)
    anew = make_style_sheets(inputs, addresses)
    saved = make_style_sheets(inputs, addresses, folder)
    (file,) = tmp_path.glob("[0-9a-f]*")
    # The same folder would be answered from memory.
    write_files(tmp_path / "damaged", {file.name: b"damaged"})
    loaded = make_style_sheets(inputs, addresses, PrivateFolder(tmp_path, is_read_only=True))
    again = make_style_sheets(inputs, addresses, PrivateFolder(tmp_path / "damaged"))

    assert anew == saved == loaded == again
    assert any(rule.selector == ".own" for rule in loaded.rules)


def test_other_styles_are_cut_again(make_site: MakeSite, tmp_path: Path) -> None:
    folder = PrivateFolder(tmp_path)
    for css in (".own{b:c}", ".own{b:d}"):
        inputs = plan_site(make_site(files={OWN: css})).inputs
        sheets = make_style_sheets(inputs, make_addresses(inputs.settings), folder)

        assert css.removeprefix(".own{").removesuffix("}") in {rule.block for rule in sheets.rules}
