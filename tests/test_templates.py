"""Templates: everything is escaped, an unknown value is a mistake, and a mistake has its line."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.problems import Place, Problem, Report
from plainleaf.shipped import layered
from plainleaf.templates import TemplateError, Templates, day_in_words, fill, read_templates, to_json
from tests.site_tools import CHECKOUT, Write


def render(root: Path, source: str, **values: object) -> str:
    """The text of a template of a site."""
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "a.html").write_text(source, encoding="utf-8")
    return Templates(read_templates(layered(root, "templates", Report()))).render("a.html", values)


def problem_of(root: Path, source: str, **values: object) -> Problem:
    """The problem with a template of a site."""
    with pytest.raises(TemplateError) as found:
        render(root, source, **values)
    return found.value.problem


@given(some.text(max_size=40))
def test_a_value_is_escaped_wherever_it_stands(value: str) -> None:
    text = Templates({}).environment.from_string('<p title="{{ v }}">{{ v }}</p>').render(v=value)

    assert text.count("<") == 2
    assert text.count(">") == 2
    assert text.count('"') == 2


def test_text_that_is_filled_in_is_escaped_and_html_is_not() -> None:
    assert fill("{a} & {b}", a="<i>", b=fill("{c}", c="&")) == "&lt;i&gt; &amp; &amp;"


def test_interface_texts_are_escaped_too() -> None:
    assert fill("<b>{a}</b>", a=1) == "&lt;b&gt;1&lt;/b&gt;"


def test_json_cannot_end_a_script() -> None:
    assert "<" not in to_json({"a": "</script><!--"})


def test_a_day_is_written_as_people_in_the_us_write_it() -> None:
    assert day_in_words(date(2026, 5, 4)) == "May 4, 2026"


@pytest.mark.parametrize(
    ("source", "rule", "line"),
    [
        ("one\n{{ nothing }}", "template-value", 2),
        ("one\n{{ site.nothing }}", "template-value", 2),
        ("one\n\n{{ site['nothing'] }}", "template-value", 3),
        ("{% if nothing %}{% endif %}", "template-value", 1),
        ("{% for a in nothing %}{% endfor %}", "template-value", 1),
        ("one\n{% if %}", "template-syntax", 2),
        ("one\n{{ 'a }}", "template-syntax", 2),
        ("one\n{% endif %}", "template-syntax", 2),
        ("{{ 'a'|shout }}", "template-syntax", 1),
        ("one\n{% include 'nothing.html' %}", "template-missing", 2),
        ("{% extends 'nothing.html' %}", "template-missing", 1),
    ],
)
def test_a_mistake_in_a_template_is_a_problem_at_its_line(source: str, rule: str, line: int, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, source, site={"name": "Small Clinic"})

    assert (problem.rule, problem.place.path, problem.place.line) == (rule, "templates/a.html", line)


def test_a_mistake_in_an_included_template_is_placed_in_that_one(write: Write) -> None:
    root = write("templates/parts/b.html", "one\ntwo\n{{ nothing }}\n")

    problem = problem_of(root, "{% include 'parts/b.html' %}")

    assert (problem.place.path, problem.place.line) == ("templates/parts/b.html", 3)


def test_a_template_that_is_not_utf8_is_a_problem_at_its_line() -> None:
    templates = Templates({"a.html": b"one\ntwo \xe9\n"})

    with pytest.raises(TemplateError) as found:
        templates.render("a.html", {})

    assert (found.value.problem.rule, found.value.problem.place) == ("template-syntax", Place("templates/a.html", 2))


def test_templates_can_be_used_where_their_files_are_not(write: Write) -> None:
    root = write({"templates/a.html": "{% include 'parts/b.html' %}", "templates/parts/b.html": "Here."})
    contents = read_templates(layered(root, "templates", Report()))
    shutil.rmtree(root / "templates")

    assert Templates(contents).render("a.html", {}) == "Here."


def test_no_template_that_comes_along_leaves_text_unescaped_but_our_own_html() -> None:
    allowed = (
        "prose.html",
        "alert.html",
        "explanation",
        "example.html",
        "body",
        "heading_html",
        "page.graph",
        "caller()",
    )
    unsafe = [
        f"{file.name}: {line.strip()}"
        for file in (CHECKOUT / "templates").rglob("*.html")
        if "expected" not in file.parts
        for line in file.read_text(encoding="utf-8").split("\n")
        if "|safe" in line.replace(" ", "") and not any(f"{name}|safe" in line.replace(" ", "") for name in allowed)
    ]

    assert unsafe == []
    assert not any("autoescape" in file.read_text("utf-8") for file in (CHECKOUT / "templates").rglob("*.html"))


def test_templates_hold_no_words_of_their_own() -> None:
    texts = [
        f"{file.name}: {node}"
        for file in (CHECKOUT / "templates").rglob("*.html")
        if "expected" not in file.parts
        for node in words_in(file.read_text(encoding="utf-8"))
    ]

    assert texts == []


def words_in(source: str) -> list[str]:
    """Words that stand between the tags of a template, and would not be translated."""
    environment = Templates({}).environment
    data = "".join(text if kind == "data" else "" for _, kind, text in environment.lex(source))
    pieces = [piece.split(">", 1)[-1].strip() for piece in data.split("<")]
    return [
        piece
        for piece in pieces
        if sum(letter.isalpha() for letter in piece) > 2 and "=" not in piece and not piece.startswith("&")
    ]
