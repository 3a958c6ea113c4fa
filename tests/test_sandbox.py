"""A site's own templates cannot reach what they were not given, whatever they write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from plainleaf.input.shipped import Template, layered, read_templates
from plainleaf.input.template_reach import NOWHERE
from plainleaf.model.jobs import PageJob
from plainleaf.problems import Problem, Report
from plainleaf.render.templates import TemplateError, Templates, find_trusted
from tests.shipped_site import ShippedSite, build_shipped_site, copy_site
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, MakeSite, about_page, build_folder, bytes_below, write_files

SECRET = "0123456789-secret"
# Each gives a way out of Jinja to somebody whose template is run without care.
ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ ['']|map(attribute='__class__')|list }}",
    "{{ ['']|map('attr', '__class__')|list }}",
    "{{ ['']|sort(attribute='__class__.__name__') }}",
    "{{ ['']|groupby('__class__')|list }}",
    "{{ ['']|sum(attribute='__class__') }}",
    "{{ ['']|selectattr('__class__.__name__', 'equalto', 'str')|list }}",
    "{{ ['']|unique(attribute='__class__')|list }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ cycler('a').__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{% set n = namespace() %}{{ n.__class__ }}",
    "{{ dict.mro() }}",
    "{{ dict.__base__ }}",
    "{{ range.__class__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ shared.__self__ }}",
    "{{ shared.__func__.__globals__ }}",
    "{{ site.__class__ }}",
    "{{ site.__init__ }}",
    "{{ site.day.__class__ }}",
    "{{ nothing.__class__ }}",
    "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__code__ }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% for a in 'b' %}{{ loop.__class__ }}{% endfor %}",
    "{% import 'parts/links.html' as links %}{{ links.__dict__ }}",
    "{% import 'parts/links.html' as links %}{{ links.icon.__class__ }}{{ links.phone_link._environment }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ '{0[__class__]}'.format('') }}",
    "{{ '{a.__class__}'.format(a='') }}",
    "{{ '{a.__class__}'.format_map({'a': ''}) }}",
    "{{ ('{0.__class__}'|safe).format('') }}",
    "{{ ('{a.__class__}'|safe).format_map({'a': ''}) }}",
    "{% set f = '{0.__class__}'.format %}{{ f('') }}",
    "{% set f = ['{0.__class__}']|map(attribute='format')|first %}{{ f('') }}",
    "{{ '{a.__class__}'|fill(a='') }}",
    "{{ '{a.__class__.__mro__}'|fill(a=site) }}",
    "{{ '{a[0]}'|fill(a='b') }}",
    "{{ '{a!r}'|fill(a='b') }}",
    "{{ '{a:>9999}'|fill(a='b') }}",
    "{{ '{}'|fill }}",
    "{{ ('{a.__class__}'|safe)|fill(a='') }}",
    "{{ ([1]|map('string')).gi_frame }}",
    "{{ ([1]|map('string')).gi_code }}",
    "{{ site.list.append(1) }}",
    "{{ site.words.update({'a': 1}) }}",
    "{{ range(10**9)|list }}",
    "{% for a in range(10**9) %}{% endfor %}",
]


class Site(Struct, frozen=True):
    """What these templates are given."""

    name: str
    words: dict[str, str]
    list: list[int]
    day: date
    secret: str = SECRET


def values() -> dict[str, object]:
    """The values of a page."""
    return {"site": Site("Clinic", {"home": "Home"}, [], date(2026, 1, 2)), "page": {}, "prose": ""}


def templates_of(root: Path, files: Mapping[str, str]) -> Templates:
    """The templates of a site that has these files below templates/, and those that come along."""
    write_files(root / "templates", files)
    report = Report()
    templates = read_templates(root, layered(root, "templates", report), report)
    assert report.problems == []
    return Templates(templates)


def problem_of(templates: Templates, name: str) -> Problem:
    """The problem with a template."""
    with pytest.raises(TemplateError) as found:
        templates.render(name, values())
    return found.value.problem


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_way_out_of_a_template_is_a_problem_at_its_line(escape: str, tmp_path: Path) -> None:
    problem = problem_of(templates_of(tmp_path, {"a.html": f"one\n{escape}"}), "a.html")

    assert problem.rule in ("template-failed", "template-value")
    assert (problem.place.path, problem.place.line) == ("templates/a.html", 2)
    assert not {SECRET, "<class", "<module", "0x", os.environ["PATH"]} & set(problem.message.split())
    assert len(problem.message) < 200


# The one that is asked for comes with plainleaf, and reaches one that does not.
OWN = "{{ cycler.__init__.__globals__ }}"
CROSSINGS = {
    "included": ("kinds/page.html", {"parts/head.html": OWN}),
    "extended": ("kinds/page.html", {"base.html": OWN}),
    "a block of the frame": ("kinds/page.html", {"base.html": f"{{% block lede %}}{OWN}{{% endblock %}}"}),
    "imported": ("components/figure/template.html", {"parts/picture.html": OWN}),
    "a component": ("components/inset/template.html", {"components/inset/template.html": OWN}),
    "shared": ("parts/header.html", {"parts/emergency.html": OWN}),
    "below one that is shared": ("parts/header.html", {"parts/icons.html": OWN}),
}


@pytest.mark.parametrize(("asked", "files"), CROSSINGS.values(), ids=CROSSINGS)
def test_a_template_of_the_site_is_in_the_sandbox_however_it_is_reached(
    asked: str, files: dict[str, str], make_site: MakeSite, tmp_path: Path
) -> None:
    site = plan_site(make_site(files={"content/en/about.md": about_page("Hello.")})).job("about/index.html")
    templates = templates_of(tmp_path, files)

    with pytest.raises(TemplateError) as found:
        templates.render(asked, {"site": site.site, "page": site.page, "prose": "", "body": ""})

    assert "may not use '__init__'" in found.value.problem.message
    assert found.value.problem.place.path in {f"templates/{name}" for name in files}


def test_a_shipped_template_is_in_the_sandbox_when_one_of_the_site_puts_it_in(tmp_path: Path) -> None:
    # The shipped part looks up names that it is given: outside the sandbox it would find any attribute.
    own = (
        "{% set page = {'details': '', 'title': ''} %}"
        "{% set site = {'words': '', 'phones': '', 'emails': ''} %}"
        "{% from 'parts/picture.html' import picture %}{{ picture.__class__ }}"
    )
    templates = templates_of(tmp_path, {"a.html": own})

    assert templates.sandbox.get_template("parts/picture.html").environment.sandboxed
    assert problem_of(templates, "a.html").rule == "template-failed"


def test_what_the_site_shares_stays_in_the_sandbox(tmp_path: Path) -> None:
    files = {
        "a.html": "{% set site = {'key': '__class__', 'it': ''} %}{{ shared('b.html') }}",
        "b.html": "{{ site.it[site.key] }}",
    }

    problem = problem_of(templates_of(tmp_path, files), "a.html")

    assert (problem.rule, problem.place.path) == ("template-failed", "templates/b.html")


def test_a_macro_of_a_shipped_template_is_never_called_outside_the_sandbox_by_one_of_the_site(tmp_path: Path) -> None:
    templates = templates_of(tmp_path, {"parts/head.html": "{{ site.name }}"})

    # contact.html imports macros, which all that it includes can call: head.html as well, through base.html.
    assert "kinds/contact.html" not in templates.trusted
    assert "base.html" not in templates.trusted
    assert "components/inset/template.html" in templates.trusted


def test_what_a_site_copies_without_a_change_needs_no_sandbox(tmp_path: Path) -> None:
    base = (CHECKOUT / "templates/base.html").read_text(encoding="utf-8")

    same, other = (
        templates_of(tmp_path / "a", {"base.html": base}),
        templates_of(tmp_path / "b", {"base.html": base + " "}),
    )

    assert "kinds/topic.html" in same.trusted
    assert "kinds/topic.html" not in other.trusted
    assert {"parts/footer.html", "redirect.html"} <= other.trusted


def test_a_reach_that_somebody_made_up_opens_no_way_out_of_the_sandbox() -> None:
    templates = {
        "a.html": Template("{% include 'b.html' %}", is_own=False, is_shipped=True, reach=NOWHERE),
        "b.html": Template("{{ cycler.__init__.__globals__ }}", is_own=True, is_shipped=False, reach=NOWHERE),
    }

    problem = problem_of(Templates(templates), "a.html")

    assert find_trusted(templates) == {"a.html"}
    assert (problem.rule, problem.place.path) == ("plainleaf-fault", "templates/a.html")
    assert problem.message == "there is no template 'b.html'"


@pytest.mark.matrix
def test_the_sandbox_changes_no_byte(shipped: ShippedSite, tmp_path: Path) -> None:
    root = copy_site(tmp_path / "root")
    for file in (root / "templates").rglob("*.html"):
        if "expected" not in file.parts:
            file.write_text(file.read_text("utf-8") + "{#- This makes it another template. -#}", "utf-8")

    sandbox = build_shipped_site(tmp_path / "out", root=root)

    assert sandbox.problems == shipped.run.problems
    assert sandbox.code == 0
    assert bytes_below(sandbox.out) == bytes_below(shipped.folder)


PLAIN = (str, int, bool, date, type(None))
VIEWS = {"plainleaf.model.views", "plainleaf.model.cards"}


def plain_values_in(value: object) -> Iterator[object]:
    """What a value holds at last. Its groups are Structs without methods, so a template can only read them."""
    if isinstance(value, Struct):
        assert type(value).__module__ in VIEWS, type(value)
        assert [name for name in dir(value) if not name.startswith("_")] == sorted(value.__struct_fields__)
        value = tuple(getattr(value, name) for name in value.__struct_fields__)
    if isinstance(value, Mapping):
        value = (*value.keys(), *value.values())
    if isinstance(value, tuple | frozenset):
        for each in value:
            yield from plain_values_in(each)
    else:
        yield value


def test_templates_are_given_nothing_but_plain_values() -> None:
    jobs = [job for job in plan_site(CHECKOUT).jobs if isinstance(job, PageJob)]
    given = [(job.site, job.page, *(use.options for use in job.prose.uses)) for job in jobs]

    kinds = {type(value) for value in plain_values_in(tuple(given))}

    assert kinds <= set(PLAIN), "a template of a site could do more with these than print them"


def test_words_of_a_site_are_filled_by_name_alone(make_site: MakeSite) -> None:
    files = {
        "templates/words/en.yaml": 'ours: "{site.__class__.__init__.__globals__}"\n',
        "templates/parts/footer.html": "<footer>\n{{ site.words.ours|fill(site=site) }}</footer>",
    }

    problems = build_folder(make_site(files=files)).problems

    assert {(each["rule"], each["path"], each["line"]) for each in problems} == {
        ("template-failed", "templates/parts/footer.html", 2)
    }
