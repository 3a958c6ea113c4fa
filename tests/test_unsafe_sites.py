"""Ways to make the red flags of a site unsafe: templates, styles, words, settings, front matter. Each ends in an error.

More ways are in test_unsafe_pages.py, test_unsafe_edits.py and, without a build, in tests/render/proof/.
"""

from __future__ import annotations

import pytest

from tests.checks.emergencies.test_duties import reviewed_carriers
from tests.content.red_flags.test_sets import PATH, SET
from tests.site_stages import plan_site
from tests.site_tools import CHECKOUT, MakeSite, about_page, build_folder, minimal_config, minimal_page

ABOUT = "content/en/about.md"
PLACED = "::: red-flags signs\n:::\n\n## Who we are\n\nWe care for backs."
SAFE: dict[str, str | bytes] = {PATH: SET, ABOUT: about_page(PLACED)}
OURS = "templates/components/red-flags/template.html"
PAGE = "templates/kinds/page.html"
CARD = '{% from "parts/care-card.html" import care_card with context %}'
SHOWN = '{{ care_card("emergency") }}'
LEAD = "{{ prose.lead|safe }}"
LOST = f"{ABOUT}:6 red-flags-lost"


def lead_as(html: str) -> dict[str, str | bytes]:
    """The template of all pages, with something else in place of the emergency card that a text begins with."""
    template = (CHECKOUT / "templates" / "base.html").read_text("utf-8")
    assert LEAD in template
    return {"templates/base.html": template.replace(LEAD, html)}


def before(html: str) -> dict[str, str | bytes]:
    """A template of the site that puts something before the text of simple pages."""
    return {PAGE: f'{{% extends "base.html" %}}{{% block before %}}{html}{{% endblock %}}'}


def test_the_site_is_safe_before_anything_is_done_to_it(make_site: MakeSite) -> None:
    term = "- term: skin\n  says: The outside of the body.\n- term: pee\n  says: To pass water.\n"

    result = build_folder(make_site(files={**SAFE, "content/en/terms.yaml": term}))

    assert (result.code, result.problems) == (0, [])


@pytest.mark.parametrize(
    "files",
    [
        {OURS: ""},
        {OURS: f"{CARD}<details>{SHOWN}</details>"},
        {OURS: f"{CARD}<p>You do not need to call if:</p>{SHOWN}"},
        {OURS: f'{CARD}{{{{ care_card("urgent") }}}}'},
        {OURS: f'{CARD}{{{{ care_card("emergency")|replace("<li>", "<li hidden>", 1) }}}}'},
        {"templates/parts/care-card.html": "{% macro care_card(urgency) %}{{ heading_html|safe }}{% endmacro %}"},
        lead_as(""),
        lead_as("{{ prose.lead|striptags }}"),
        lead_as("{{ prose.lead|truncate(200)|safe }}"),
        {PAGE: '{% extends "base.html" %}{% block intro %}<style>.lead { display: none }</style>{% endblock %}'},
        before('<a href="/booking/">Go</a>'),
        before("<p>Most of these are nothing to worry about.</p>"),
        {"templates/parts/head-links.html": '<link rel="stylesheet" href="/extra.css">'},
        {"static/css/99-own.css": ":root { --gone: none }\n@media print { .care-card { display: var(--gone) } }\n"},
    ],
)
def test_a_template_or_a_style_sheet_that_loses_a_set_is_an_error_where_it_is_placed(
    files: dict[str, str | bytes], make_site: MakeSite
) -> None:
    result = build_folder(make_site(files={**SAFE, **files}))

    # A style element is a mistake of its own.
    others = [each for each in result.problems if each["rule"] != "inline-code"]
    found = [f"{each['path']}:{each['line']} {each['rule']}" for each in others]
    assert (result.code, found) == (1, [LOST])


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"templates/words/en.yaml": "care_emergency: Please note\n"}, "templates/words/en.yaml:1 diluted-card"),
        (
            {"templates/words/en.yaml": "emergency_line: Do take care.\n"},
            "templates/words/en.yaml:1 card-without-number",
        ),
        ({PATH: SET.replace("or go", "if you like, or go")}, f"{PATH}:3 diluted-card"),
        ({PATH: SET.replace("it is newly", "it is perhaps newly")}, f"{PATH}:6 diluted-card"),
        ({ABOUT: about_page(f"[Go](booking.md)\n\n{PLACED}")}, f"{ABOUT}:6 emergency-link"),
        ({ABOUT: about_page(f"It can wait: they can wait.\n\n{PLACED}")}, f"{ABOUT}:6 diluted-card"),
        ({ABOUT: about_page(PLACED).replace("Who we are.", "No need to worry.", 1)}, f"{ABOUT}:3 diluted-card"),
        ({ABOUT: about_page(PLACED.replace(":::\n\n", ":::\n\n[Go](contact.md)\n\n"))}, f"{ABOUT}:9 card-follow"),
    ],
)
def test_words_that_spoil_a_set_are_an_error_where_they_are_written(
    files: dict[str, str | bytes], found: str, make_site: MakeSite
) -> None:
    problems = plan_site(make_site(files={**SAFE, **files})).report.problems

    assert found in [
        f"{each.place.path}:{each.place.line} {each.rule}" for each in problems if each.severity == "error"
    ]


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        ('emergency: {number: "313-555-0110"}', "wrong-emergency-number"),
        ('emergency: {number: "313-555-0110", reason: ours}', "wrong-emergency-number"),
        ("emergency: {place: our office}", "wrong-emergency-place"),
    ],
)
def test_a_setting_that_spoils_a_set_is_an_error(setting: str, rule: str, make_site: MakeSite) -> None:
    config = minimal_config(more=f"{setting}\n")

    problems = plan_site(make_site(files={**SAFE, "config.yaml": config})).report.problems

    assert (rule, "config.yaml") in [(each.rule, each.place.path) for each in problems if each.severity == "error"]


SYMPTOMS = "content/en/sciatica/symptoms.md"
TOPIC = minimal_page("sciatica/symptoms.md")


def test_a_page_that_leads_to_a_set_is_safe_before_anything_is_done_to_it(make_site: MakeSite) -> None:
    assert build_folder(make_site(files=reviewed_carriers())).problems == []


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({SYMPTOMS: TOPIC.replace("cannot wait", "are listed")}, 19),
        ({SYMPTOMS: TOPIC.replace("## What", "[Come and see us](../booking.md)\n\n## What")}, 21),
        ({"templates/kinds/topic.html": '{% extends "base.html" %}{% block intro %}<form></form>{% endblock %}'}, 19),
        ({"static/css/99-own.css": ".prose a { visibility: hidden }\n"}, 19),
        # The page about help of another condition.
        (
            {
                SYMPTOMS: TOPIC.replace("get-help.md", "../back/get-help.md"),
                "content/en/back/index.md": minimal_page(
                    "sciatica/index.md", ("symptoms.md#what-you-may-feel", "get-help.md")
                ),
                "content/en/back/get-help.md": minimal_page("sciatica/get-help.md"),
            },
            4,
        ),
    ],
)  # fmt: skip
def test_a_page_that_loses_its_link_to_a_set_is_an_error_where_the_link_was(
    files: dict[str, str | bytes], line: int, make_site: MakeSite
) -> None:
    result = build_folder(make_site(files={**reviewed_carriers(), **files}))

    lost = [each for each in result.problems if (each["rule"], each["path"]) == ("red-flags-lost", SYMPTOMS)]
    assert (result.code, [each["line"] for each in lost]) == (1, [line])


def test_an_old_address_cannot_take_the_place_of_a_page_with_a_set(make_site: MakeSite) -> None:
    other = about_page("We care.", "aliases: [/about/]\n")

    problems = plan_site(make_site(files={**SAFE, "content/en/other.md": other})).report.problems

    assert "same-output" in [each.rule for each in problems if each.severity == "error"]
