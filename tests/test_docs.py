"""The documents are true: what they name exists, and what exists is named."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from plainleaf.command.cli import make_parser
from plainleaf.command.reference import heading_anchor
from plainleaf.content.kinds import all_kinds
from plainleaf.problems.reports import FORMATS
from plainleaf.render.templates import Templates
from plainleaf.words import Limits
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, build_folder, rules_by_id, run_plainleaf

DOCS = CHECKOUT / "docs"
DOCUMENTS = sorted([*DOCS.glob("*.md"), *CHECKOUT.glob("*.md")])
LINK = re.compile(r"\]\(([^()\s]+)\)")
CODE_BLOCK = re.compile(r"^(?: {4}[^\n]*|```.*?^```)$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OF_THIS_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|usr|Users)/|index-url|registry\.")


def read_doc(name: str) -> str:
    """The text of a document in docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices)


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The long options of a parser, but for --help, which every command has."""
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    return options - {"--help"}


def anchors_in(document: Path) -> set[str]:
    """The anchors of a document's headings."""
    text = CODE_BLOCK.sub("", document.read_text(encoding="utf-8"))
    return {heading_anchor(heading) for heading in HEADING.findall(text)}


def example_after(text: str, opening: str) -> str:
    """The indented block that follows a line, without its indent."""
    lines = text.split(opening, 1)[1].split("\n")[1:]
    block: list[str] = []
    for line in lines:
        if line and not line.startswith("    ") and block:
            break
        if block or line:
            block.append(line.removeprefix("    "))
    return "\n".join(block).strip() + "\n"


def test_every_command_has_a_section_in_the_docs() -> None:
    page = read_doc("command-line.md")

    missing = [command for command in subcommands(make_parser()) if f"\n## {command}\n" not in page]

    assert missing == []


def test_every_option_stands_in_the_docs() -> None:
    page = read_doc("command-line.md")
    options = {option for parser in subcommands(make_parser()).values() for option in options_of(parser)}

    missing = [option for option in sorted(options) if f"`{option}" not in page]

    assert missing == []


def test_every_option_in_the_docs_exists() -> None:
    parsers = [make_parser(), *subcommands(make_parser()).values()]
    known = {option for parser in parsers for option in options_of(parser)} | {"--help"}

    written = set(re.findall(r"`(?:plainleaf [\w ]*)?(--[a-z-]+)", read_doc("command-line.md")))

    assert written <= known


def test_every_format_of_a_report_stands_in_the_docs() -> None:
    page = read_doc("command-line.md")

    missing = [form for form in FORMATS if f"- `{form}` " not in page]

    assert missing == []


def test_every_kind_and_every_rule_can_be_linked_to() -> None:
    fields, problems = anchors_in(DOCS / "fields.md"), anchors_in(DOCS / "problems.md")

    assert all_kinds().keys() <= fields
    assert rules_by_id().keys() <= problems


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(CHECKOUT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    text = CODE.sub("", CODE_BLOCK.sub("", document.read_text(encoding="utf-8")))
    broken: list[str] = []

    for link in LINK.findall(text):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if ":" in link:
            continue
        if not target.exists() or (anchor and anchor not in anchors_in(target)):
            broken.append(link)

    assert broken == []


def test_every_document_is_listed_in_the_index() -> None:
    index = read_doc("index.md")

    missing = [file.name for file in DOCS.glob("*.md") if file.name != "index.md" and f"({file.name})" not in index]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(CHECKOUT)))
def test_no_document_names_a_path_of_somebodys_machine(document: Path) -> None:
    found = OF_THIS_MACHINE.findall(document.read_text(encoding="utf-8"))

    assert found == []


def test_every_make_command_in_the_documents_exists() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]

    written = {name for text in texts for name in re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, re.MULTILINE)}

    assert {"site", "test", "test-all"} <= written <= targets


def test_the_commands_of_plainleaf_in_the_documents_exist() -> None:
    commands = subcommands(make_parser()).keys()
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]

    written = {
        name
        for text in texts
        for name in re.findall(r"(?:`|^ {4})(?:plainleaf|python build\.py) ([a-z][a-z-]*)", text, re.MULTILINE)
    }

    assert written <= commands


def test_the_first_pictures_of_the_readme_have_text_alternatives() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")

    pictures = re.findall(r"!\[([^\]]*)\]\((docs/images/[^)]+)\)", readme)

    assert [path for _, path in pictures] == ["docs/images/home.png", "docs/images/symptoms-phone.png"]
    assert all(alternative for alternative, _ in pictures)


def test_the_architecture_names_every_package_and_no_module_that_is_not_there() -> None:
    page = read_doc("architecture.md")
    package = CHECKOUT / "plainleaf"
    packages = {folder.name for folder in package.iterdir() if (folder / "__init__.py").is_file()}
    modules = {file.relative_to(package).as_posix() for file in package.rglob("*.py")}
    names = {path.rpartition("/")[2] for path in modules}
    table = page.split("## The packages")[1].split("\n## ")[0]

    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", page))

    assert [name for name in sorted(packages) if f"`{name}`" not in table] == []
    assert [name for name in sorted(named) if name not in modules | names | {"build.py"}] == []


def test_every_filter_for_templates_stands_in_the_docs() -> None:
    page = read_doc("templates.md")
    ours = {name for name, filter_ in Templates({}).plain.filters.items() if is_ours(filter_)}

    missing = [name for name in sorted(ours) if not re.search(rf"\| `{name}\W", page)]

    assert ours
    assert missing == []


def is_ours(function: object) -> bool:
    """Whether a filter is defined in plainleaf."""
    return str(getattr(function, "__module__", "")).startswith("plainleaf.")


def test_the_limits_of_the_checks_are_those_of_the_code() -> None:
    page, limits = read_doc("checks.md"), Limits()

    assert f"| above {limits.smog_warn:g} | above {limits.smog_fail:g} |" in page
    assert f"| above {limits.grade_warn:g} | above {limits.grade_fail:g} |" in page
    assert f"| below {limits.inflesz_warn:g} | below {limits.inflesz_fail:g} |" in page
    assert f"| {limits.sentence_words} words" in page
    assert f"| {limits.paragraph_sentences} sentences" in page
    assert f"| {limits.list_items} items" in page


@pytest.mark.parametrize("name", ["staff.md", "publishing.md", "checks.md", "templates.md", "languages.md"])
def test_the_rules_that_a_document_names_exist(name: str) -> None:
    known = {*rules_by_id(), *all_kinds()}
    mentioned = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", read_doc(name))
    not_rules = {"get-help", "due-soon", "key-facts", "next-step", "not-found", "a-to-z", "new-site"}

    assert [word for word in mentioned if word not in known | not_rules] == []


def test_the_page_that_staff_are_shown_has_no_mistake_in_its_fields_and_components(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    example = example_after(read_doc("staff.md"), "## A page, from top to bottom")
    example = example.replace("people/ines-calder.md", "people/ada.md").replace("people/rowan-fielding", "people/ben")
    example = example.replace("self-care.md", "get-help.md")
    root = make_site(files={"content/en/sciatica/symptoms.md": example})

    found = build_site(root)

    ours = [each for each in found.problems if each["path"].endswith("symptoms.md")]
    assert [each for each in ours if each["severity"] == "error"] == []


def test_the_page_of_the_readme_has_no_problem_and_its_mistake_is_reported_as_shown(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    page, shown = example_after(readme, "## What a page looks like"), example_after(readme, "stays online:")
    exercises = "---\ntitle: Exercises\nsummary: What to do.\n---\n\nWalk.\n"
    name = "content/en/sciatica/sitting.md"
    root = make_site(files={name: page, "content/en/sciatica/exercises.md": exercises})

    good = [each for each in build_site(root).problems if each["path"] == name]
    (root / name).write_text(page.replace("exercises.md", "excercises.md"), encoding="utf-8")
    (problem,) = [each for each in build_site(root).problems if each["path"] == name]

    assert good == []
    first, second = shown.splitlines()
    assert first == "{path}:{line}:{column}: {severity}: {message} [{rule}]".format_map(problem)
    assert second.strip() == f"fix: {problem['fix']}"


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


def test_the_alert_that_staff_are_shown_is_an_alert(make_site: MakeSite, build_site: BuildSite) -> None:
    example = example_after(read_doc("staff.md"), "`content/en/alerts/`:")
    root = make_site(files={"content/en/alerts/closed.md": example})

    found = build_site(root, as_of="2027-01-12")

    assert [each for each in found.problems if each["path"].endswith("closed.md")] == []
    assert "Both offices are closed" in (root / "public" / "index.html").read_text(encoding="utf-8")


def test_the_component_that_developers_are_shown_works(make_site: MakeSite, build_site: BuildSite) -> None:
    declaration = example_after(read_doc("templates.md"), "against this:")
    folder = "templates/components/tip"
    about = (
        "---\ntitle: About\nsummary: Who we are.\n---\n\n::: tip\nsource: Our team\n\nKeep a pillow in the car.\n:::\n"
    )
    template = '<div class="tip">{{ body|safe }} {{ options.source }}</div>'
    files = {
        f"{folder}/component.yaml": declaration,
        f"{folder}/template.html": template,
        "content/en/about.md": about,
    }
    root = make_site(files=files)

    found = build_site(root)

    assert [each for each in found.problems if each["severity"] == "error"] == []
    assert 'class="tip"' in (root / "public" / "about" / "index.html").read_text(encoding="utf-8")
