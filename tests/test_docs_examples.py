"""The examples in the documents work as they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainleaf.command.starting.new_site import SKELETON
from plainleaf.content.kinds import all_kinds
from plainleaf.input.fields import Field, fields_of
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Report
from tests.documents import Example, all_examples, example_after, read_doc
from tests.site_tools import (
    CHECKOUT,
    BuildSite,
    CheckSite,
    MakeSite,
    about_page,
    build_folder,
    minimal_config,
    run_plainleaf,
)

# What is tested below, in test_docs_commands.py, and in receiver/.
TESTED = {
    "sh", "markdown", "jinja", "jinja template.html", "css",
    "yaml config.yaml", "yaml page", "yaml terms.yaml", "yaml words.yaml", "yaml component.yaml",
    "yaml receiver.yaml", "ini", "caddyfile",
}  # fmt: skip
# What no site is made of: output, a mistake beside its fix, and files of other programs.
NOT_TESTED = {"text", "diff", "nginx", "apache", "yaml tls.yaml"}
# These examples are those of component.yaml, which are tested there.
MADE_FROM_COMPONENTS = "docs/reference/components.md"
# The beginning of a template, in which examples are put.
TEMPLATE = '{% extends "base.html" %}\n{% block after %}\n'
ABOUT_THE_PAGE = ("unreviewed-kind", "no-red-flags", "figure-without-source")


def names(example: Example) -> str:
    """The name of an example in a list of tests."""
    return f"{example.document.rpartition('/')[2]}-{example.text.strip().partition(chr(10))[0][:30]}"


def texts() -> list[Example]:
    """Examples of text, which stand on some page."""
    found = all_examples("markdown")
    return [each for each in found if not each.is_page and each.document != MADE_FROM_COMPONENTS]


def test_every_example_is_of_a_kind_that_is_tested_or_belongs_to_another_program() -> None:
    unknown = [(each.document, each.what) for each in all_examples() if each.what not in TESTED | NOT_TESTED]

    assert unknown == []


def test_no_example_is_indented_instead_of_fenced() -> None:
    documents = {each.document for each in all_examples()}

    found = {name for name in documents if any(is_indented_block(part) for part in outside_of_fences(name))}

    assert found == set()


def outside_of_fences(document: str) -> list[str]:
    """The paragraphs of a document that are in no fence."""
    parts = (CHECKOUT / document).read_text(encoding="utf-8").split("```")[::2]
    return [paragraph for part in parts for paragraph in part.split("\n\n")]


def is_indented_block(paragraph: str) -> bool:
    """Whether each of its lines begins with four spaces."""
    lines = [line for line in paragraph.split("\n") if line.strip()]
    return bool(lines) and all(line.startswith("    ") for line in lines)


@pytest.mark.parametrize("example", texts(), ids=names)
def test_a_text_has_no_problem(example: Example, make_site: MakeSite, build_site: BuildSite) -> None:
    name, flags = "content/en/sciatica/example.md", "content/en/red-flags/back-pain.yaml"
    files = {name: about_page(example.text), flags: (SKELETON / flags).read_text(encoding="utf-8")}
    root = make_site(files=files)

    found = build_site(root)

    # The text is what counts here; the page around it has no kind that anybody reviews.
    of_text = [each for each in found.problems if each["path"] == name and each["rule"] not in ABOUT_THE_PAGE]
    assert of_text == []


def test_every_whole_page_has_a_test_below() -> None:
    pages = [each.document for each in all_examples() if each.is_page]

    assert pages == ["README.md", "docs/how-to/edit-pages.md", "docs/how-to/edit-pages.md", "docs/tutorial.md"]


@pytest.mark.parametrize("example", all_examples("yaml config.yaml"), ids=names)
def test_settings_have_no_problem(example: Example, make_site: MakeSite, check_site: CheckSite) -> None:
    settings = merged(yaml.safe_load(minimal_config()), yaml.safe_load(example.text))
    # YAML's library takes yes for true, and not every setting does.
    text = yaml.safe_dump(settings, allow_unicode=True).replace(": true\n", ": yes\n").replace(": false\n", ": no\n")
    thanks = "---\nkind: thanks\ntitle: Thank you\nsummary: We call you.\nafter: booking\n---\n\nGood.\n"
    root = make_site(files={"config.yaml": text, "content/en/thanks/request-sent.md": thanks})

    found = check_site(root)

    # The minimal site has no text for which an example of a waiver could be.
    problems = [each for each in found.problems if each["path"] == "config.yaml" and each["rule"] != "waiver-unused"]
    assert problems == []


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others laid over them, group by group."""
    both = {key: merged(below[key], above[key]) for key in below.keys() & above.keys() if isinstance(below[key], dict)}
    return {**below, **above, **both}


@pytest.mark.parametrize("example", all_examples("yaml page"), ids=names)
def test_fields_are_those_of_a_kind_and_have_no_problem(example: Example) -> None:
    node = read_yaml(example.text, Place("example.md"))
    assert isinstance(node, Node)
    assert isinstance(node.value, Pairs)

    wrong = [name for name, value in node.value.values.items() if not any(accepts(each, value) for each in named(name))]

    assert node.value.values
    assert wrong == []


def named(name: str) -> list[Field]:
    """The fields of this name, of all kinds of page."""
    groups = {group for kind in all_kinds().values() for group in kind.groups}
    return [field for group in groups for field in fields_of(group) if field.name == name]


def accepts(field: Field, value: Node) -> bool:
    """Whether a field takes a value without a problem."""
    report = Report()
    field.type.read(value, report)
    return not report.problems


@pytest.mark.parametrize("name", ["terms.yaml", "words.yaml"])
def test_terms_and_words_have_no_problem(name: str, make_site: MakeSite, check_site: CheckSite) -> None:
    examples = [each.text for each in all_examples(f"yaml {name}")]
    root = make_site(files={f"content/en/{name}": "\n".join(examples)})

    found = check_site(root)

    assert examples
    assert [each for each in found.problems if each["severity"] == "error"] == []


@pytest.mark.parametrize("example", all_examples("jinja"), ids=names)
def test_a_part_of_a_template_can_be_rendered(example: Example, make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"templates/kinds/page.html": f"{TEMPLATE}{example.text}{{% endblock %}}\n"})

    found = build_site(root)

    # The page has some of these parts already, so their ids are there twice.
    assert {*found.rules} <= {"repeated-id"}


def test_styles_of_a_site_are_joined_with_ours(make_site: MakeSite, build_site: BuildSite) -> None:
    examples = all_examples("css")
    root = make_site(files={"static/css/95-clinic.css": "".join(each.text for each in examples)})

    found = build_site(root)

    sheets = [file.read_text("utf-8") for file in (root / "public").rglob("site.*.css")]
    assert found.problems == []
    assert sheets
    # A page has short names for custom properties.
    assert all(re.search(r"--\w+:1\.3rem", sheet) for sheet in sheets)


def test_the_component_that_developers_are_shown_works(make_site: MakeSite, build_site: BuildSite) -> None:
    folder = "templates/components/tip"
    (declaration,) = all_examples("yaml component.yaml")
    (template,) = all_examples("jinja template.html")
    markdown = yaml.safe_load(declaration.text)["examples"][0]["markdown"]
    files = {
        f"{folder}/component.yaml": declaration.text,
        f"{folder}/template.html": template.text,
        "content/en/about.md": about_page(markdown),
    }
    root = make_site(files=files)

    found = build_site(root)

    page = (root / "public" / "about" / "index.html").read_text(encoding="utf-8")
    assert found.problems == []
    assert '<div class="tip"><p>Keep a pillow in the car.</p>' in page
    assert "<p>Our team</p>" in page


def test_the_page_that_staff_are_shown_has_no_mistake(make_site: MakeSite, check_site: CheckSite) -> None:
    name = "content/en/sciatica/symptoms.md"
    root = make_site(files={name: example_after(read_doc("how-to/edit-pages.md"), "## A page, from top to bottom")})

    found = check_site(root)

    # Nobody has reviewed it.
    assert [each["rule"] for each in found.problems if each["path"] == name] == ["no-review-mark"]


def test_the_alert_that_staff_are_shown_is_an_alert(make_site: MakeSite, build_site: BuildSite) -> None:
    example = example_after(read_doc("how-to/edit-pages.md"), "## Alerts")
    root = make_site(files={"content/en/alerts/closed.md": example})

    found = build_site(root, as_of="2027-01-12")

    assert [each for each in found.problems if each["path"].endswith("closed.md")] == []
    assert "Both offices are closed" in (root / "public" / "index.html").read_text(encoding="utf-8")


def test_the_page_of_the_readme_has_no_problem_and_its_mistake_is_reported_as_shown(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    page, shown = example_after(readme, "## What a page looks like"), example_after(readme, "stays online:")
    exercises = "---\ntitle: Exercises\nsummary: What to do.\n---\n\nWalk.\n"
    name = "content/en/tips/sitting.md"
    root = make_site(files={name: page, "content/en/tips/exercises.md": exercises})

    good = [each for each in build_site(root).problems if each["path"] == name]
    (root / name).write_text(page.replace("exercises.md", "excercises.md"), encoding="utf-8")
    (problem,) = [each for each in build_site(root).problems if each["path"] == name]

    assert good == []
    assert shown == "{path}:{line}:{column}: {severity}: {message} [{rule}]\n  fix: {fix}\n".format_map(problem)


def test_the_problem_that_staff_are_shown_is_reported_as_shown(make_site: MakeSite, check_site: CheckSite) -> None:
    shown = example_after(read_doc("how-to/edit-pages.md"), "## When something is wrong")
    exercises = "---\ntitle: Exercises\nsummary: What to do.\n---\n\nWalk.\n"
    page = "---\ntitle: Self-care\nsummary: What to do.\n---\n"
    text = page + "\n" * (30 - page.count("\n")) + "Read about [exercises](excercises.md).\n"
    files = {"content/en/sciatica/self-care.md": text, "content/en/sciatica/exercises.md": exercises}
    root = make_site(files=files)

    found = [each for each in check_site(root).problems if each["path"].endswith("self-care.md")]
    (problem,) = [each for each in found if each["rule"] not in ABOUT_THE_PAGE]

    said = "{path}:{line}:{column}: {severity}: {message} [{rule}]\n  fix: {fix}\n".format_map(problem)
    assert said == shown


def test_the_tutorial_works_as_written(tmp_path: Path) -> None:
    tutorial = read_doc("tutorial.md")
    root = tmp_path / "my-clinic"
    started = run_plainleaf("new-site", root)
    made = run_plainleaf("new", "topic", "back-pain/sleeping.md", "--root", root)
    page = example_after(tutorial, "Replace all of its text by this:")
    file = root / "content/en/back-pain/sleeping.md"
    file.write_text(page, encoding="utf-8")

    first = build_folder(root, as_of="2026-11-29")
    wrong = page.splitlines()[-1]
    file.write_text(page.replace(wrong, example_after(tutorial, "Change the last line to").strip()), encoding="utf-8")
    second = build_folder(root, as_of="2026-11-29")

    ours = [each["rule"] for each in first.problems if each["path"].endswith("sleeping.md")]
    assert (started.code, made.code, first.code, second.code) == (0, 0, 1, 0)
    assert sorted(ours) == ["no-review-mark", "typed-phone"]
    assert "typed-phone" not in second.rules
    assert (root / "public/back-pain/sleeping/index.html").is_file()
