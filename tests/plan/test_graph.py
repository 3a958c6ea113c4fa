"""Structured data: valid, the same from build to build, and true to what the page says."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from plainleaf.plan.graph import make_hours
from tests.site_stages import Planned, plan_site
from tests.site_tools import BuildSite, MakeSite, about_page, minimal_page


def graph_of(planned: Planned, path: str) -> dict[str, dict[str, Any]]:
    """The things of a page's graph, each by its type; of several of one type the first."""
    graph = json.loads(planned.job(path).page.graph)
    assert graph["@context"] == "https://schema.org"
    things: dict[str, dict[str, Any]] = {}
    for thing in graph["@graph"]:
        things.setdefault(thing["@type"], thing)
    return things


def test_every_page_says_what_it_is_whose_it_is_and_where_it_is(make_site: MakeSite) -> None:
    planned = plan_site(make_site())
    things, of_home = graph_of(planned, "about/index.html"), graph_of(planned, "index.html")

    assert things.keys() == {"WebPage", "BreadcrumbList"}
    assert things["WebPage"]["@id"] == "https://small.example/about/#page"
    assert things["WebPage"]["isPartOf"] == {"@id": of_home["WebSite"]["@id"]}
    assert things["WebPage"]["publisher"] == {"@id": of_home["MedicalOrganization"]["@id"]}
    assert [item["item"] for item in things["BreadcrumbList"]["itemListElement"]] == [
        "https://small.example/", "https://small.example/about/",
    ]  # fmt: skip


def test_a_condition_says_who_reviewed_it_and_what_it_is_based_on(make_site: MakeSite) -> None:
    page = graph_of(plan_site(make_site()), "sciatica/index.html")["MedicalWebPage"]

    assert page["lastReviewed"] == "2026-05-14"
    assert page["author"]["name"] == "Ada Example"
    assert page["author"]["@type"] == "Person"
    assert page["reviewedBy"]["name"] == "Ben Example"
    assert page["audience"]["audienceType"] == "Patient"
    assert page["citation"][0]["url"] == "https://www.nice.org.uk/guidance/ng59"
    assert "aspect" not in page


def test_a_condition_names_its_topics(make_site: MakeSite) -> None:
    condition = graph_of(plan_site(make_site()), "sciatica/index.html")
    topic = graph_of(plan_site(make_site()), "sciatica/symptoms/index.html")

    assert condition["MedicalCondition"]["name"] == "Sciatica"
    (part,) = topic["MedicalWebPage"]["hasPart"]
    assert part["hasHealthAspect"] == "https://schema.org/SymptomsHealthAspect"
    # One page has it in full.
    assert {"@id": part["@id"]} in condition["MedicalWebPage"]["hasPart"]
    assert topic["MedicalCondition"]["@id"] == condition["MedicalCondition"]["@id"]


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("people/ada", "ProfilePage"),
        ("contact", "ContactPage"),
        ("sciatica/symptoms", "MedicalWebPage"),
        ("about", "WebPage"),
    ],
)
def test_each_kind_has_its_type(path: str, type_: str, make_site: MakeSite) -> None:
    assert type_ in graph_of(plan_site(make_site()), f"{path}/index.html")


def test_a_location_is_in_the_graph_of_the_page_that_shows_it(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    clinic = graph_of(planned, "contact/index.html")["MedicalClinic"]

    assert clinic["address"]["addressLocality"] == "Smalltown"
    assert clinic["openingHoursSpecification"][0]["dayOfWeek"] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    ]
    assert "MedicalClinic" not in graph_of(planned, "about/index.html")


def test_a_question_on_the_page_is_in_the_graph_as_plain_text(make_site: MakeSite) -> None:
    prose = "## Questions\n\n::: question Should I *rest*?\nNo. [Keep **moving**](contact.md):\n\n- walk\n:::"

    things = graph_of(plan_site(make_site(files={"content/en/about.md": about_page(prose)})), "about/index.html")

    question = things["FAQPage"]["mainEntity"][0]
    assert question["acceptedAnswer"]["text"] == "No. Keep moving: walk"


def test_no_text_of_a_page_can_end_the_script_element(make_site: MakeSite, build_site: BuildSite) -> None:
    evil = "</script><script>alert(1)</script>"
    page = minimal_page("about.md", ("summary: Who we are.", f"summary: '{evil}'"), ("About us", "About <!-- us"))

    result = build_site(make_site(files={"content/en/about.md": page}))

    built = (result.out / "about/index.html").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", built, re.DOTALL)
    assert json.loads(script)["@graph"][0]["description"] == evil
    assert "<!--" not in built
    assert html.escape(evil, quote=False) in built


def test_an_id_identifies_one_thing_in_a_graph(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    for path in ("sciatica", "contact", "people/ada", "glossary"):
        things = json.loads(planned.job(f"{path}/index.html").page.graph)["@graph"]
        ids = [thing["@id"] for thing in things]
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize(
    ("days", "opens", "closes", "named"),
    [
        ("Monday", "08:00", "12:00", ["Monday"]),
        ("Monday to Wednesday", "08:00", "12:00", ["Monday", "Tuesday", "Wednesday"]),
        ("Saturday", "", "", None),
        ("Holidays", "08:00", "12:00", None),
        ("Monday and Friday", "08:00", "12:00", None),
    ],
)
def test_hours_are_given_if_their_days_are_certain(days: str, opens: str, closes: str, named: list[str] | None) -> None:
    hours = make_hours(days, opens, closes)

    assert (hours["dayOfWeek"] if hours else None) == named


@pytest.mark.parametrize(
    ("price", "number"),
    [("$1,200.00", "1200.00"), ("$60", "60"), ("$100 to $150", None), ("Free", None), ("Covered by most plans", None)],
)
def test_a_service_has_a_price_for_machines_if_it_is_one_number(
    make_site: MakeSite, price: str, number: str | None
) -> None:
    service = f'---\nkind: service\ntitle: A check\nsummary: It takes an hour.\nprice: "{price}"\n---\n'

    thing = graph_of(plan_site(make_site(files={"content/en/check.md": service})), "check/index.html")["Service"]

    assert thing.get("offers", {}).get("price") == number
