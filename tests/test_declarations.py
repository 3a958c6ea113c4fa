"""Kinds of page and components are known by their declarations alone: no other module names one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from plainleaf.command.reference.traits_in_words import KIND_TRAITS, TEXT_TRAITS
from plainleaf.content.components import ComponentSettings, load_components
from plainleaf.content.kinds import KINDS, Kind, all_kinds
from plainleaf.input.fields import fields_of
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.problems import Report
from plainleaf.words import TextTraits
from tests.site_stages import check_sources, plan_site
from tests.site_tools import CHECKOUT, MakeSite, about_page, rules
from tests.test_architecture import name_of, nodes_in

PACKAGE = CHECKOUT / "plainleaf"
# Words that are also the name of a kind or of a component, and what they mean there.
OTHER_MEANINGS = {
    ("command/hosting/site_facts", "alert"): "what ends on a site",
    ("command/hosting/site_facts", "page"): "what ends on a site",
    ("hosting/visiting/files", "alert"): "what ends on a site",
    ("hosting/visiting/files", "location"): "a header of HTTP",
    ("hosting/visiting/disguises", "location"): "a header of HTTP",
    ("hosting/visiting/encryption", "location"): "a header of HTTP",
    ("hosting/visiting/old_addresses", "location"): "a header of HTTP",
    ("content/components", "location"): "a type of option",
    ("content/components", "page"): "a type of option",
    ("content/components", "pages"): "a type of option",
    ("index/resolve", "page"): "a type of option",
    ("index/resolve", "pages"): "a type of option",
    ("index/named", "locations"): "a setting in config.yaml",
    ("checks/unready", "locations"): "a setting in config.yaml",
    ("content/config/form_settings", "location"): "a type of question in a form",
    ("content/config/form_settings", "service"): "a type of question in a form",
    ("render/form_pack", "pages"): "a name in the JSON of a form pack",
    ("render/form_pack", "thanks"): "a name in the JSON of a form pack",
    ("receiver/intake", "page"): "a name in the JSON that is sealed",
    ("content/config/settings", "video"): "an icon",
    ("command/receiving/show", "page"): "a column of the exported table",
    ("pictures/movement", "video"): "how a fix is written in a page",
    ("plan/forms", "location"): "a type of question in a form",
    ("plan/forms", "service"): "a type of question in a form",
    ("markdown/dialect/blocks", "quotation"): "a block of Markdown",
    ("markdown/dialect/faults", "quotation"): "a block of Markdown",
    ("command/links/targets", "test"): "a name at which no website is",
    ("content/translations/blocks", "quotation"): "a block of Markdown",
    ("content/front_matter", "person"): "a way to translate a page",
    ("content/details", "treatment"): "an aspect of a condition",
    ("content/details", "booking"): "what a page may come after",
    ("content/details", "red-flags"): "a role of a reviewer",
    ("checks/notices", "notice"): "a field of the front matter",
    ("checks/emergencies/duties", "condition"): "a field of the front matter",
    ("content/components", "red-flags"): "a type of option",
    ("content/red_flags/approval", "pages"): "a field of a set of red flags",
    ("content/red_flags/sets", "red-flags"): "a folder beside the pages",
    ("problems/reports", "locations"): "a key of SARIF",
    ("command/editors/schemas", "red-flags"): "the folder of the sets, and the schema for them",
    ("preview/editor/handlers", "pages"): "a name of a value",
    ("preview/pages", "page"): "a key of what the browser is told",
    ("render/job", "page"): "a value that templates read",
    ("render/proof/calm", "figure"): "an element of HTML",
    ("render/proof/sight", "video"): "an element of HTML",
    ("render/proof/style_rules", "page"): "an at-rule of CSS",
    ("render/proof/values", "inset"): "a property of CSS",
    ("content/config/validate", "booking"): "a form in config.yaml",
    ("importing/html/blocks", "figure"): "an element of HTML",
    ("importing/html/elements", "video"): "an element of HTML",
    ("importing/origins/liquid", "figure"): "what Jekyll's themes call it",
    ("importing/origins/liquid", "page"): "a variable of Jekyll",
    ("importing/origins/liquid", "video"): "what Jekyll's themes call it",
    ("importing/origins/shortcodes", "alert"): "a shortcode of Hugo's themes",
    ("importing/origins/shortcodes", "figure"): "a shortcode of Hugo",
    ("importing/origins/shortcodes", "inset"): "a shortcode of Hugo's themes",
    ("importing/origins/shortcodes", "notice"): "a shortcode of Hugo's themes",
    ("importing/origins/shortcodes", "steps"): "a shortcode of Hugo's themes",
    ("importing/origins/wordpress", "page"): "a type of post in WordPress",
    ("importing/origins/wordpress_text", "video"): "a shortcode of WordPress",
    ("importing/text_lines", "alert"): "what other programs call a box",
    ("importing/text_lines", "notice"): "what other programs call a box",
    ("importing/text_lines", "question"): "what other programs call a box",
    ("content/config/validate", "locations"): "a setting in config.yaml",
}
SEVERITY = "warning"


@cache
def shipped_components() -> set[str]:
    """The folders of the components that come with plainleaf."""
    return set(load_components(layered(find_shipped(), "templates/components", Report()), Report()).known)


def texts_in(file: Path) -> Iterator[str]:
    """Every text that a module holds, but for docstrings."""
    documented = [node for node in nodes_in(file) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in documented if isinstance(node.body[0], ast.Expr)}
    for node in nodes_in(file):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def names_in(text: str, names: set[str]) -> set[str]:
    """The names that a text is, lists, or shows as an author would write them."""
    listed = set(text.split()) if set(text.split()) <= names else set()
    return listed | (set(re.findall(r"(?:^|\W)(?:::: |kind: )([a-z-]+)", text)) & names)


def test_no_module_but_the_declarations_names_a_kind_or_a_component() -> None:
    names = {*all_kinds().keys(), *shipped_components()}

    found = {
        (name_of(file), name)
        for file in PACKAGE.rglob("*.py")
        if name_of(file) != "content/kinds"
        for text in texts_in(file)
        for name in names_in(text, names) - {SEVERITY}
    }

    assert found == OTHER_MEANINGS.keys()


def test_every_trait_of_a_kind_that_concerns_its_author_is_in_the_docs() -> None:
    in_words = {*KIND_TRAITS, *TEXT_TRAITS}

    # The list of kinds and the fields say these.
    others = {"name", "help", "details", "is_reviewed", "text"}
    # An author sees these on the page, or in a message.
    others |= {
        "page_type", "about", "is_common", "is_hub", "is_part", "is_person", "is_service", "is_notice", "follows_form",
        "shows_locations", "has_proper_name", "weighs", "is_article", "is_compared", "shows_emails",
    }  # fmt: skip
    assert {*Kind.__struct_fields__, *TextTraits.__struct_fields__} == in_words | others


def test_every_key_of_a_component_is_in_the_docs_for_its_authors() -> None:
    page = (CHECKOUT / "docs" / "how-to" / "change-templates.md").read_text(encoding="utf-8")
    own = page[page.index("## A component of your own") :]

    assert [field.name for field in fields_of(ComponentSettings) if f"{field.name}" not in own] == []


def test_every_trait_of_a_kind_makes_a_difference() -> None:
    """A trait that all kinds share, or none has, is no trait."""
    traits = [trait for trait in Kind.__struct_fields__ if trait not in ("name", "help", "text")]

    assert [trait for trait in traits if len({getattr(kind, trait) for kind in KINDS}) < 2] == []


OWN = "title: Own\nsays: A component of a site's own.\n"
EXAMPLE = "examples:\n  - {name: own, markdown: Own.}\n"
EMERGENCY = "::: emergency\n## Call 911 if:\n- you faint\n- you cannot pee\n:::\n"


def with_component(declared: str, prose: str) -> dict[str, str | bytes]:
    """The files of a site with a component 'own', which is used on the page about us."""
    folder = "templates/components/own"
    return {
        f"{folder}/component.yaml": OWN + declared + EXAMPLE,
        f"{folder}/template.html": "{{ body|safe }}",
        "content/en/about.md": about_page(prose),
    }


def test_a_component_that_books_may_not_be_beside_an_emergency_card(make_site: MakeSite) -> None:
    prose = f"{EMERGENCY}\n::: own\nText.\n:::"

    books, silent = (
        plan_site(make_site(files=with_component(f"books: {value}\n", prose))).report for value in ("yes", "no")
    )

    assert rules(books) == ["emergency-link"]
    assert rules(silent) == []


def test_a_component_that_asks_is_in_the_graph(make_site: MakeSite) -> None:
    declared = "argument: words\nasks: words\noptions:\n  words: {type: text, required: yes, help: What is asked.}\n"

    planned = plan_site(make_site(files=with_component(declared, "::: own Why me?\nBy chance.\n:::")))

    assert '"name":"Why me?"' in planned.job("about/index.html").page.graph
    assert "By chance." in planned.job("about/index.html").page.graph


def test_a_component_that_shows_locations_brings_them_into_the_graph(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files=with_component("shows_locations: yes\n", "::: own\n:::")))

    assert "MedicalClinic" in planned.job("about/index.html").page.graph


def test_a_care_card_of_a_sites_own_is_held_to_the_same_rules(make_site: MakeSite) -> None:
    declared = (
        "shorthands:\n  now: {speed: now}\n  soon: {speed: soon}\n"
        "options:\n  speed: {type: choice, choices: [now, soon], required: yes, help: How soon.}\n"
        "care_card: {urgency: speed, emergency: now}\n"
    )
    prose = "::: {}\n## Call 911 if:\n- you [faint](contact.md)\n:::\n\nText."

    now, soon = (
        plan_site(make_site(files=with_component(declared, prose.format(name)))).report for name in ("now", "soon")
    )

    assert rules(now) == ["emergency-link", "card-follow"]
    assert rules(soon) == ["card-follow"]


@pytest.mark.parametrize(("type_", "rule"), [("text", ["misspelt-term"]), ("page", [])])
def test_the_words_after_the_name_of_a_component_are_read_if_they_are_words(
    type_: str, rule: list[str], make_site: MakeSite
) -> None:
    declared = f"argument: words\noptions:\n  words: {{type: {type_}, required: yes, help: What follows.}}\n"
    files = with_component(declared, "::: own piriformus.md\nText.\n:::")
    files["content/en/piriformus.md"] = about_page("Text.")

    result = check_sources(make_site(files=files))

    assert [problem["rule"] for problem in result.problems] == rule


def test_a_message_about_html_names_the_component_that_is_for_it(make_site: MakeSite) -> None:
    files = with_component("instead_of: [marquee]\n", "<marquee>News</marquee>")

    result = check_sources(make_site(files=files))

    assert [problem["fix"] for problem in result.problems] == ["Use the component '::: own' instead."]


@pytest.mark.parametrize(
    ("declared", "column"),
    [("argument: wrds\n", 11), ("asks: wrds\n", 7), ("care_card: {urgency: wrds, emergency: now}\n", 22)],
)
def test_a_key_that_names_no_option_is_reported_at_its_place(declared: str, column: int, make_site: MakeSite) -> None:
    options = "options:\n  words: {type: text, required: yes, help: What follows.}\n"

    result = check_sources(make_site(files=with_component(declared + options, "Text.")))

    (problem,) = result.problems
    assert (problem["rule"], problem["line"], problem["column"]) == ("wrong-type", 3, column)
    assert problem["fix"] == "Did you mean 'words'?"
