"""The style sheet: shorter, and the same to a browser. The shipped styles keep to their layers, scales and folders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.plan.style_sheet import shorten


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a {\n  color: red;\n  margin: 0 1px;\n}\n", "a{color:red;margin:0 1px;}"),
        ("a { } b { }", "a{}\nb{}"),
        ("/* Patients' pages */ a /* and */ b, i {}", "a b,i{}"),
        ("/*! MIT, by Ada */\na{}", "/*! MIT, by Ada */ a{}"),
        ('a::after { content: "; /* {  } */" }', 'a::after{content:"; /* {  } */"}'),
        (r'a { content: "\"  ;" }', r'a{content:"\"  ;"}'),
        ("a { content: '  ;' ; }", "a{content:'  ;';}"),
        ("a { background: url( /a;  b/*.png ) }", "a{background:url( /a;  b/*.png )}"),
        ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
        (".a :hover, .a:hover > b {}", ".a :hover,.a:hover > b{}"),
        ("@media (min-width: 3em) and (color) { a { b: c } }", "@media (min-width:3em) and (color){a{b:c}\n}"),
        ("@layer a, b;\n@layer a { }", "@layer a,b;@layer a{}"),
        ('a { content: "never closed }\nb { c: d }', 'a{content:"never closed}\nb{c:d}'),
    ],
)
def test_styles_lose_only_what_a_browser_does_not_need(css: str, short: str) -> None:
    assert shorten(css) == short


@given(some.text(alphabet="ab{};:,'\"* \n()url", max_size=40))
def test_minifying_twice_changes_nothing(css: str) -> None:
    assert shorten(shorten(css)) == shorten(css)
