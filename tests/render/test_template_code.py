"""Templates write values as Jinja does."""

from __future__ import annotations

import jinja2
import pytest
from markupsafe import Markup, escape

from plainleaf.render.template_code import TemplateCode, as_html


class Words(str):
    """A text that is not only one."""

    __slots__ = ()

    def __html__(self) -> str:
        return f"<b>{self}</b>"


VALUES = [
    "plain words",
    "a < b & c > d",
    "'single' and \"double\"",
    Markup("<i>HTML</i>"),
    Words("<own>"),
    7,
    None,
    ["<"],
]


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_value_is_escaped_as_jinja_does_it(value: object) -> None:
    assert as_html(value) == escape(value)


def test_what_is_set_or_returned_by_a_macro_is_escaped_once() -> None:
    source = "{% set kept %}{{ x }}{% endset %}{% macro m(y) %}{{ y }}{% endmacro %}{{ kept }} {{ m(x) }} {{ x|upper }}"

    class Changed(jinja2.Environment):
        code_generator_class = TemplateCode
        as_html = staticmethod(as_html)

    ours = Changed(autoescape=True).from_string(source).render(x="a & b")

    assert ours == jinja2.Environment(autoescape=True).from_string(source).render(x="a & b")
    assert ours == "a &amp; b a &amp; b A &amp; B"
