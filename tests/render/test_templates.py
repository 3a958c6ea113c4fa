"""Templates: everything is escaped, an unknown value is a mistake, and a mistake has its line."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.input.shipped import layered, read_templates
from plainleaf.problems import Problem, Report
from plainleaf.render.template_filters import fill, split_at_headings, to_json
from plainleaf.render.templates import TemplateError, Templates
from tests.site_tools import CHECKOUT, Write


def templates_of(root: Path) -> Templates:
    """The templates of a site, with those that come along."""
    report = Report()
    templates = Templates(read_templates(root, layered(root, "templates", report), report))
    if report.problems:
        raise TemplateError(report.problems[0])
    return templates


def render(root: Path, source: str, **values: object) -> str:
    """The text of a template of a site."""
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "a.html").write_text(source, encoding="utf-8")
    return templates_of(root).render("a.html", values)


def problem_of(root: Path, source: str, **values: object) -> Problem:
    """The problem with a template of a site."""
    with pytest.raises(TemplateError) as found:
        render(root, source, **values)
    return found.value.problem


@given(some.text(max_size=40))
def test_a_value_is_escaped_wherever_it_stands(value: str) -> None:
    text = Templates({}).plain.from_string('<p title="{{ v }}">{{ v }}</p>').render(v=value)

    assert text.count("<") == 2
    assert text.count(">") == 2
    assert text.count('"') == 2


def test_text_that_is_filled_in_is_escaped_and_html_is_not() -> None:
    assert fill("{a} & {b}", a="<i>", b=fill("{c}", c="&")) == "&lt;i&gt; &amp; &amp;"


def test_interface_texts_are_escaped_too() -> None:
    assert fill("<b>{a}</b>", a=1) == "&lt;b&gt;1&lt;/b&gt;"


def test_json_cannot_end_a_script() -> None:
    assert "<" not in to_json({"a": "</script><!--"})


@pytest.mark.parametrize(("locale", "words"), [("en-US", "May 4, 2026"), ("es-US", "4 de mayo de 2026")])
def test_a_day_is_written_as_the_readers_of_the_page_write_it(locale: str, words: str, tmp_path: Path) -> None:
    site = SimpleNamespace(locale=locale, words={})

    assert render(tmp_path, "{{ day|day }}", day=date(2026, 5, 4), site=site) == words


def test_a_day_where_the_page_is_not_known_is_a_mistake_in_its_line(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, "one\n{{ day|day }}", day=date(2026, 5, 4))

    assert (problem.rule, problem.place.line) == ("template-value", 2)


def test_html_is_split_at_the_headings_that_are_in_no_other_element() -> None:
    html = '<p>a<br>b</p>\n<h3 id="c">c</h3>\n<p><img src="d"></p>\n<div><h3>e</h3></div>\n<h4>f</h4>\n'

    pieces = split_at_headings(html)

    assert pieces == ["<p>a<br>b</p>", html[html.index('<h3 id="c"') : html.index("\n<h4")], "<h4>f</h4>"]


def test_html_without_a_heading_is_one_piece_and_nothing_is_none() -> None:
    assert split_at_headings("<p>a</p>") == ["<p>a</p>"]
    assert split_at_headings("") == []


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
        ("{% include '../../secret.html' %}", "template-missing", 1),
        ("one\n{{ 1 / 0 }}", "template-failed", 2),
        ("one\n{{ site.name + 1 }}", "template-failed", 2),
        ("one\n{{ site.name|day }}", "template-failed", 2),
        ("one\n{{ '{a}'|fill(b=1) }}", "template-failed", 2),
        ("one\n{{ 'a'|int('b', 'c', 'd', 'e') }}", "template-failed", 2),
        ("one\n{{ 'a' * 10 ** 18 }}", "template-failed", 2),
        ("one\n{{ ''.nothing.more }}", "template-value", 2),
        ("one\n{% include 'a.html' %}", "template-failed", 2),
        ("one\n{% macro m() %}\n{{ 1 / 0 }}{% endmacro %}\n{{ m() }}", "template-failed", 3),
        ("one\n{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(1, 2) }}", "template-failed", 3),
        ("one\n{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "template-failed", 2),
        ("{% for a in 'b' %}" * 25 + "{% endfor %}" * 25, "template-failed", 1),
    ],
)
def test_a_mistake_in_a_template_is_a_problem_at_its_line(source: str, rule: str, line: int, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, source, site={"name": "Small Clinic"})

    assert (problem.rule, problem.place.path, problem.place.line) == (rule, "templates/a.html", line)


def test_a_mistake_in_an_included_template_is_placed_in_that_one(write: Write) -> None:
    root = write("templates/parts/b.html", "one\ntwo\n{{ nothing }}\n")

    problem = problem_of(root, "{% include 'parts/b.html' %}")

    assert (problem.place.path, problem.place.line) == ("templates/parts/b.html", 3)


def test_a_shared_part_is_html_whose_values_are_escaped(write: Write) -> None:
    root = write("templates/parts/b.html", "<b>{{ site.name }}</b>")

    assert render(root, '{{ shared("parts/b.html") }}', site={"name": "<&>"}) == "<b>&lt;&amp;&gt;</b>"


def test_a_shared_part_is_rendered_once_for_each_site(write: Write) -> None:
    class Site:
        def __init__(self, name: str) -> None:
            self.text, self.reads = name, 0

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Site) and other.text == self.text

        def __hash__(self) -> int:
            raise TypeError

        @property
        def name(self) -> str:
            self.reads += 1
            return self.text

    root = write({"templates/a.html": '{{ shared("parts/b.html") }}', "templates/parts/b.html": "{{ site.name }}"})
    templates = templates_of(root)
    sites = [Site("One"), Site("Other"), Site("One")]

    texts = [templates.render("a.html", {"site": site}) for site in (*sites, *sites)]

    assert texts == ["One", "Other", "One"] * 2
    assert [site.reads for site in sites] == [1, 1, 0]


@pytest.mark.parametrize("name", ["page", "prose"])
def test_a_shared_part_knows_no_page(name: str, write: Write) -> None:
    root = write("templates/parts/b.html", "one\n{{ " + name + ".title }}")

    problem = problem_of(root, '{{ shared("parts/b.html") }}', site={}, page={"title": 1}, prose={"title": 2})

    assert (problem.rule, problem.place.path, problem.place.line) == ("template-value", "templates/parts/b.html", 2)


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("one\n{{ shared('nothing.html') }}", "template-missing"),
        ("one\n{{ shared(nothing) }}", "template-value"),
        ("one\n{{ shared([1]) }}", "template-failed"),
        ("one\n{{ shared('a.html') }}", "template-failed"),
    ],
)
def test_what_cannot_be_shared_is_a_problem_at_its_line(source: str, rule: str, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, source, site={})

    assert (problem.rule, problem.place.path, problem.place.line) == (rule, "templates/a.html", 2)


def test_nothing_is_shared_where_there_is_no_site(write: Write) -> None:
    root = write("templates/parts/b.html", "Here.")

    assert problem_of(root, "one\n{{ shared('parts/b.html') }}").rule == "template-value"


def test_a_template_that_is_no_utf8_is_a_problem_at_its_byte(write: Write) -> None:
    root = write("templates/parts/b.html", "one\ncafé".encode("latin-1"))

    problem = problem_of(root, "{% include 'parts/b.html' %}")

    assert (problem.rule, problem.place.path, problem.place.line) == ("not-utf8", "templates/parts/b.html", 2)


def test_a_site_that_gives_a_shipped_template_something_wrong_is_told_its_own_line(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, "one\n{% set page = 3 %}\n{% include 'parts/breadcrumbs.html' %}", site={})

    assert (problem.place.path, problem.place.line) == ("templates/a.html", 3)
    assert problem.rule == "template-value"


def test_a_shipped_template_that_fails_by_itself_is_our_fault_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as found:
        templates_of(tmp_path).render("parts/breadcrumbs.html", {"page": {"crumbs": [1]}})

    problem = found.value.problem
    assert problem.rule == "plainleaf-fault"
    assert problem.place.path == "templates/parts/breadcrumbs.html"
    assert "not in your site" in problem.fix


def test_templates_can_be_used_where_their_files_are_not(write: Write) -> None:
    root = write({"templates/a.html": "{% include 'parts/b.html' %}", "templates/parts/b.html": "Here."})
    templates = templates_of(root)
    shutil.rmtree(root / "templates")

    assert templates.render("a.html", {}) == "Here."


def test_no_template_that_comes_along_leaves_text_unescaped_but_our_own_html() -> None:
    allowed = (
        "prose.lead",
        "prose.notes",
        "prose.rest",
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
    """Words between the tags of a template, which would not be translated."""
    environment = Templates({}).plain
    data = "".join(text if kind == "data" else "" for _, kind, text in environment.lex(source))
    data = re.sub("<style>.*?</style>", "", data, flags=re.DOTALL)
    pieces = [piece.split(">", 1)[-1].strip() for piece in data.split("<")]
    return [
        piece
        for piece in pieces
        if sum(letter.isalpha() for letter in piece) > 2 and "=" not in piece and not piece.startswith("&")
    ]


@pytest.mark.parametrize(
    "source", ["{{ 'a'|truncate(1) }}", "{{ 1e999|int }}", "{{ '\\ud800' }}", "{{ '\\uDFFF'|json }}"]
)
def test_whatever_a_template_can_fail_with_is_a_problem_at_its_line(source: str, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, f"one\n{source}")

    assert (problem.rule, problem.place.path, problem.place.line) == ("template-failed", "templates/a.html", 2)
