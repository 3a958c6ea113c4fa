"""Filters that depend on the language of the page: what runs the other way is set apart, lists are sentences."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.render.test_templates import render

ARABIC_PAGE = SimpleNamespace(direction="rtl", default_direction="ltr", default_language="en", locale="ar-US")
ENGLISH_PAGE = SimpleNamespace(direction="ltr", default_direction="ltr", default_language="en", locale="en-US")


@pytest.mark.parametrize(
    ("site", "text", "html"),
    [
        (ARABIC_PAGE, "1 A & B Street", '<bdi dir="ltr" lang="en">1 A &amp; B Street</bdi>'),
        (ARABIC_PAGE, "711", '<bdi dir="ltr">711</bdi>'),
        (ARABIC_PAGE, "عيادة", "عيادة"),
        (ARABIC_PAGE, "", ""),
        (ENGLISH_PAGE, "1 A & B Street", "1 A &amp; B Street"),
        (ENGLISH_PAGE, "عيادة (1)", '<bdi dir="rtl">عيادة (1)</bdi>'),
    ],
)
def test_what_runs_the_other_way_is_set_apart(tmp_path: Path, site: SimpleNamespace, text: str, html: str) -> None:
    assert render(tmp_path, "{{ text|isolated }}", site=site, text=text) == html


def test_html_is_set_apart_by_the_direction_of_a_text(tmp_path: Path) -> None:
    source = "{% set shown %}<b>{{ text }}</b>.{% endset %}{{ text|isolated(shown) }}"

    arabic, english = (render(tmp_path, source, site=site, text="A & B") for site in (ARABIC_PAGE, ENGLISH_PAGE))

    assert arabic == '<bdi dir="ltr" lang="en"><b>A &amp; B</b>.</bdi>'
    assert english == "<b>A &amp; B</b>."


def test_things_are_listed_in_a_sentence(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ ['A & B', 'C']|listed }}", site=ENGLISH_PAGE) == "A &amp; B and C"


def test_between_double_quotes_only_an_apostrophe_stays_as_it_is(tmp_path: Path) -> None:
    html = render(tmp_path, "{{ text|in_double_quotes }}", text="""script-src 'self'; "><b>&amp;&#39;""")

    assert html == "script-src 'self'; &#34;&gt;&lt;b&gt;&amp;amp;&amp;#39;"
