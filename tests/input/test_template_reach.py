"""The templates that a template names, in whatever way: an edit of those must affect its output."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.input.template_reach import ANYWHERE, MAY_NAME, NOWHERE, Reach, find_reach, known_reaches


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ('{% extends "a.html" %}', Reach(("a.html",))),
        ("{%+ include 'a.html' ignore missing %}", Reach(("a.html",))),
        ('{%- include ["a.html", "b.html"] -%}', Reach(("a.html", "b.html"))),
        ('{%\n\u00a0import "a.html" as b %}', Reach(("a.html",))),
        ('{%from "a.html" import b, c as d%}', Reach(("a.html",))),
        ('{% if x %}{% for y in z %}{% include "a.html" %}{% endfor %}{% endif %}', Reach(("a.html",))),
        ('{{ shared("a.html") ~ shared("b.html") }}', Reach((), ("a.html", "b.html"))),
        ('{% include "a.html" %}{{ shared("b.html") }}', Reach(("a.html",), ("b.html",))),
        ("{% include a %}", ANYWHERE),
        ('{% include ["a.html", b] %}', Reach(("a.html",), is_certain=False)),
        ('{% include "a.html" if b else "c.html" %}', ANYWHERE),
        ("{{ shared(a) }}", ANYWHERE),
        ('{{ shared(*["a.html"]) }}', ANYWHERE),
        ('{{ shared(name="a.html") }}', ANYWHERE),
        ('{% set put = shared %}{{ put("a.html") }}', ANYWHERE),
        ('{{ ["a.html"]|map("upper")|map(shared) }}{{ shared("b.html") }}', Reach((), ("b.html",), is_certain=False)),
        ("{# {% include 'a.html' %} #}{% raw %}{% include 'a.html' %}{% endraw %}", NOWHERE),
        ("A part that is shared, and what it includes, from another.", NOWHERE),
        ("{% include 'a.html'", ANYWHERE),
        ("{% include 'a.html' %}" + "{{" + "(" * 5000, ANYWHERE),
        ("{% include 'a.html' %}{{ " + "9" * 5000 + " }}", ANYWHERE),
    ],
)
def test_every_way_to_name_a_template_is_found(text: str, reach: Reach) -> None:
    assert find_reach(text, {}) == reach


TAGS = some.sampled_from(["extends", "include", "import", "from"])


@given(TAGS, some.sampled_from(["", "+", "-"]), some.text(alphabet=" \n\t\r\x0b\x0c\u00a0\u2003\u3000\x1c", max_size=4))
def test_a_tag_is_found_whatever_white_space_precedes_it(tag: str, sign: str, blank: str) -> None:
    rest = {"import": " as b", "from": " import b"}.get(tag, "")

    text = f'{{%{sign}{blank}{tag} "a.html"{rest} %}}'

    assert MAY_NAME.search(text)
    assert find_reach(text, {}) == Reach(("a.html",))


def test_a_cached_reach_is_not_computed_again() -> None:
    text, known = '{% include "a.html" %}', Reach(("known.html",))

    assert find_reach(text, known_reaches([(text, known)])) == known
    assert find_reach(text + " ", known_reaches([(text, known)])) == Reach(("a.html",))
