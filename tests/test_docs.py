"""The documents are true: what they name exists, and what exists is named."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from plainleaf.command.parser import make_parser
from plainleaf.content.kinds import all_kinds
from plainleaf.problems.reports import FORMATS
from plainleaf.render.templates import Templates
from plainleaf.words import Limits
from tests.browser.screens import SCREENS
from tests.documents import BLOCK, DOCS, DOCUMENTS, heading_anchor, read_doc
from tests.site_tools import CHECKOUT, rules_by_id

LINK = re.compile(r"\]\(([^()\s]+)\)")
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OF_THIS_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|usr|Users)/|index-url|registry\.")


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
    text = BLOCK.sub("", document.read_text(encoding="utf-8"))
    return {heading_anchor(heading) for heading in HEADING.findall(text)}


def test_every_command_has_a_section_in_the_docs() -> None:
    page = read_doc("reference/command-line.md")

    missing = [command for command in subcommands(make_parser()) if f"\n## {command}\n" not in page]

    assert missing == []


def test_every_option_stands_in_the_docs() -> None:
    page = read_doc("reference/command-line.md")
    options = {option for parser in subcommands(make_parser()).values() for option in options_of(parser)}

    missing = [option for option in sorted(options) if f"`{option}" not in page]

    assert missing == []


def test_every_option_in_the_docs_exists() -> None:
    parsers = [make_parser(), *subcommands(make_parser()).values()]
    known = {option for parser in parsers for option in options_of(parser)} | {"--help"}

    written = set(re.findall(r"`(?:plainleaf [\w ]*)?(--[a-z-]+)", read_doc("reference/command-line.md")))

    assert written <= known


def test_every_format_of_a_report_stands_in_the_docs() -> None:
    page = read_doc("reference/command-line.md")

    missing = [form for form in FORMATS if f"- `{form}` " not in page]

    assert missing == []


def test_every_kind_and_every_rule_can_be_linked_to() -> None:
    fields, problems = anchors_in(DOCS / "reference/fields.md"), anchors_in(DOCS / "reference/problems.md")

    assert all_kinds().keys() <= fields
    assert rules_by_id().keys() <= problems


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(CHECKOUT)))
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    text = CODE.sub("", BLOCK.sub("", document.read_text(encoding="utf-8")))
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

    names = [file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md")]
    missing = [name for name in names if name != "index.md" and f"({name})" not in index]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(CHECKOUT)))
def test_no_document_holds_both_sides_of_a_merge(document: Path) -> None:
    assert not re.search(r"^(<<<<<<<|>>>>>>>) ", document.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(CHECKOUT)))
def test_no_document_names_a_path_of_somebodys_machine(document: Path) -> None:
    found = OF_THIS_MACHINE.findall(document.read_text(encoding="utf-8"))

    assert found == []


@pytest.mark.parametrize(
    ("name", "most"), [("README.md", 700), ("CONTRIBUTING.md", 600), ("docs/explanation/architecture.md", 1800)]
)
def test_a_document_that_everybody_reads_is_short(name: str, most: int) -> None:
    words = (CHECKOUT / name).read_text(encoding="utf-8").split()

    assert len(words) <= most


def test_the_pictures_of_the_readme_are_those_of_our_script_small_and_described() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")

    pictures = re.findall(r"!\[([^\]]*)\]\((docs/images/[^)]+)\)", readme)

    assert [path for _, path in pictures] == [f"docs/images/{name}.webp" for name in SCREENS]
    assert [path for _, path in pictures if (CHECKOUT / path).stat().st_size > 60 * 1024] == []
    assert all(alternative for alternative, _ in pictures)


def test_the_architecture_names_every_package_and_no_module_that_is_not_there() -> None:
    page = read_doc("explanation/architecture.md")
    package = CHECKOUT / "plainleaf"
    packages = {folder.name for folder in package.iterdir() if (folder / "__init__.py").is_file()}
    modules = {file.relative_to(package).as_posix() for file in package.rglob("*.py")}
    names = {path.rpartition("/")[2] for path in modules}
    table = page.split("## The packages")[1].split("\n## ")[0]

    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", page))

    assert [name for name in sorted(packages) if f"`{name}`" not in table] == []
    assert [name for name in sorted(named) if name not in modules | names | {"build.py"}] == []


def test_every_filter_for_templates_stands_in_the_docs() -> None:
    page = read_doc("how-to/change-templates.md")
    ours = {name for name, filter_ in Templates({}).plain.filters.items() if is_ours(filter_)}

    missing = [name for name in sorted(ours) if not re.search(rf"\| `{name}\W", page)]

    assert ours
    assert missing == []


def is_ours(function: object) -> bool:
    """Whether a filter is defined in plainleaf."""
    return str(getattr(function, "__module__", "")).startswith("plainleaf.")


def test_the_limits_of_the_checks_are_those_of_the_code() -> None:
    page, problems, limits = read_doc("reference/checks.md"), read_doc("reference/problems.md"), Limits()

    assert f"| above {limits.smog_warn:g} | above {limits.smog_fail:g} |" in page
    assert f"| above {limits.grade_warn:g} | above {limits.grade_fail:g} |" in page
    assert f"| below {limits.inflesz_warn:g} | below {limits.inflesz_fail:g} |" in page
    assert f"| below {limits.fernandez_huerta_warn:g} | below {limits.fernandez_huerta_fail:g} |" in page
    assert f"More than {limits.sentence_words} words." in problems
    assert f"More than {limits.paragraph_sentences} sentences." in problems
    assert f"More than {limits.list_items} items." in problems


@pytest.mark.parametrize(
    "name",
    [
        "how-to/edit-pages.md",
        "how-to/publish.md",
        "reference/checks.md",
        "how-to/change-templates.md",
        "how-to/add-a-language.md",
    ],
)
def test_the_rules_that_a_document_names_exist(name: str) -> None:
    known = {*rules_by_id(), *all_kinds()}
    mentioned = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", read_doc(name))
    imported = {"warning-box", "plain-box", "hidden-text", "captioned-picture"}
    not_rules = (
        imported
        | {"compared-options", "compared-outcomes", "past-date"}
        | {
            "github-pages",
            "cloudflare-pages",
            "get-help",
            "due-soon",
            "key-facts",
            "next-step",
            "not-found",
            "a-to-z",
            "new-site",
        }
    )

    assert [word for word in mentioned if word not in known | not_rules] == []
