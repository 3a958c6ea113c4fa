"""Addresses of other hosts in the style sheets of a site."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import MakeSite

OWN = "static/css/95-own.css"


@pytest.mark.parametrize(
    ("css", "place"),
    [
        ("p { background: url(https://far.example/a.png) }", "1:17"),
        ('p { background: URL( "//far.example/a.png" ) }', "1:22"),
        ('p { background: image-set("https://far.example/a.png" 1x) }', "1:27"),
        ('/* Fonts */\n@import "https://far.example/a.css" screen;', "2:9"),
        ("@import url(//far.example/a.css);", "1:9"),
        ("@media print {\n  a { cursor: url(https:\\2f\\2f far.example/a.cur), auto }\n}", "2:15"),
    ],
)
def test_what_another_host_would_send_is_reported_where_it_stands(css: str, place: str, make_site: MakeSite) -> None:
    report = plan_site(make_site(files={OWN: css})).report

    found = [each for each in report.problems if each.rule == "foreign-request"]
    assert [f"{each.place.path}:{each.place.line}:{each.place.column}" for each in found] == [f"{OWN}:{place}"]
    assert report.has_errors


@pytest.mark.parametrize(
    "css",
    [
        "/* From https://far.example/ */ p { background: url(/pictures/a.png) }",
        '@namespace svg url("http://www.w3.org/2000/svg");',
        'a::after { content: " (https://far.example/)" }',
        'a[href^="https://far.example/"] { color: red }',
        "p { background: url(data:image/png;base64,//8=) }",
    ],
)
def test_addresses_that_nobody_loads_are_good(css: str, make_site: MakeSite) -> None:
    report = plan_site(make_site(files={OWN: css})).report

    assert [each.rule for each in report.problems] == []
