"""Faults in templates of a site: whatever fails in one is a problem at its own line, and nothing is without bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.render.templates import TemplateError
from tests.render.test_templates import problem_of, render, templates_of
from tests.site_tools import Write

NESTED = f"{'(' * 3000}1{')' * 3000}"


@pytest.mark.parametrize(
    "source",
    [
        "{{ 10**5000 }}",
        "{{ 10**50000000 }}",
        "{{ 'a' * 10**9 }}",
        "{{ [1] * 10**9 }}",
        "{{ '%999999999d' % 1 }}",
        "{% for i in range(10**9) %}{% endfor %}",
        "{{ 2.0**5000 }}",
        "{{ 'a'|truncate(1) }}",
        f"{{{{ {NESTED} }}}}",
        f"{{% if {NESTED} %}}{{% endif %}}",
        "{% include 'parts/b.html' %}",
    ],
)
def test_a_fault_in_a_template_that_another_includes_is_a_problem_at_its_own_line(source: str, write: Write) -> None:
    root = write("templates/parts/b.html", f"one\ntwo\n{source}")

    problem = problem_of(root, "{% include 'parts/b.html' %}")

    assert (problem.rule, problem.place.path, problem.place.line) == ("template-failed", "templates/parts/b.html", 3)


def test_a_fault_in_a_template_that_a_shipped_one_includes_is_no_fault_of_ours(write: Write) -> None:
    root = write("templates/parts/review.html", "one\n{{ 10**5000 }}")

    with pytest.raises(TemplateError) as found:
        templates_of(root).render("parts/review.html", {})

    assert (found.value.problem.rule, found.value.problem.place.line) == ("template-failed", 2)


@pytest.mark.parametrize(
    ("source", "text"),
    [("{{ 2**10 }}", "1024"), ("{{ 'ab' * 3 }}", "ababab"), ("{{ '%05d' % 7 }}", "00007"), ("{{ 7 % 4 }}", "3")],
)
def test_a_template_of_a_site_can_calculate(source: str, text: str, tmp_path: Path) -> None:
    assert render(tmp_path, source) == text
