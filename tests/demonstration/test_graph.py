"""The structured data of the shipped site: which types on which kind of page, and that readers see the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.shipped_site import ADDRESS, Page, ShippedSite

OF_THE_SITE = ["WebSite", "MedicalOrganization"]
MEDICAL = ["MedicalWebPage", "BreadcrumbList"]
PLAIN = ["WebPage", "BreadcrumbList"]
TREATMENTS = {"PhysicalTherapy", "MedicalTherapy", "TherapeuticProcedure"}
OF_A_CONDITION_PAGE = (
    *("about", "audience", "lastReviewed", "reviewedBy"),
    *("author", "description", "citation", "hasPart"),
)
OF_A_CONDITION = (
    *("name", "alternateName", "associatedAnatomy", "signOrSymptom", "cause"),
    *("riskFactor", "typicalTest", "possibleTreatment", "possibleComplication"),
)
OF_PLACES = {"MedicalClinic", "MedicalOrganization"}
WITHOUT = ("not-found", "gallery")


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in structured data, also those inside others."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from things(part)


def types(page: Page) -> list[str]:
    """The types at the top of a page's graph, in their order."""
    return [node["@type"] for node in page.graph]


@pytest.mark.parametrize(
    ("kinds", "more"),
    [
        (("page", "booking", "notice", "thanks"), PLAIN),
        (("condition",), [*MEDICAL, "MedicalCondition"]),
        (("topic",), [*MEDICAL, "MedicalCondition"]),
        (("test",), [*MEDICAL, "MedicalTest"]),
        (("case-study",), ["Article", "BreadcrumbList"]),
        (("person",), ["ProfilePage", "BreadcrumbList", "Person"]),
        (("service",), [*PLAIN, "Service"]),
        (("contact",), ["ContactPage", "BreadcrumbList", "MedicalClinic", "MedicalClinic"]),
        (("glossary",), ["CollectionPage", "BreadcrumbList", "DefinedTermSet"]),
        (("a-to-z",), ["CollectionPage", "BreadcrumbList"]),
    ],
)
def test_each_kind_of_page_has_its_types(kinds: tuple[str, ...], more: list[str], shipped: ShippedSite) -> None:
    pages = shipped.of_kind(*kinds)

    assert pages
    for page in pages:
        expected = [*OF_THE_SITE, *more] if page.address == "/" else more
        assert types(page)[: len(expected)] == expected, page.address


def test_every_treatment_is_one_of_the_three_kinds_of_treatment(shipped: ShippedSite) -> None:
    kinds = [types(page) for page in shipped.of_kind("treatment")]

    assert [each[:2] for each in kinds] == [MEDICAL] * len(kinds)
    assert {each[2] for each in kinds} == TREATMENTS


def test_pages_with_places_describe_both(shipped: ShippedSite) -> None:
    for address in ("/locations/", "/sciatica-specialist-maple-harbor/", "/contact/"):
        assert types(shipped[address]).count("MedicalClinic") == 2


def test_the_condition_page_says_all_that_is_asked_for(shipped: ShippedSite) -> None:
    hub = shipped["/sciatica/"]
    page, condition = hub.node("MedicalWebPage"), hub.node("MedicalCondition")

    assert [name for name in OF_A_CONDITION_PAGE if not page.get(name)] == []
    assert [name for name in OF_A_CONDITION if not condition.get(name)] == []
    assert page["about"]["@id"] == condition["@id"]
    assert len(condition["possibleTreatment"]) == len(shipped.of_kind("treatment"))
    assert len(condition["typicalTest"]) == len(shipped.of_kind("test"))


def test_each_topic_is_a_part_of_the_condition_with_an_aspect_of_health(shipped: ShippedSite) -> None:
    parts = {part["@id"] for part in shipped["/sciatica/"].node("MedicalWebPage")["hasPart"]}
    topics = [part for page in shipped.of_kind("topic") for part in page.node("MedicalWebPage")["hasPart"]]

    assert {topic["@id"] for topic in topics} == parts
    assert all(re.fullmatch(r"https://schema.org/\w+HealthAspect", topic["hasHealthAspect"]) for topic in topics)


def test_no_page_uses_the_superseded_aspect_and_all_are_one_graph(shipped: ShippedSite) -> None:
    for page in shipped.every():
        assert page.source.count("application/ld+json") == (page.kind not in WITHOUT), page.address
        assert [thing for thing in things(page.graph) if "aspect" in thing] == [], page.address


def test_ids_are_addresses_of_the_site_and_name_the_same_thing_on_every_page(shipped: ShippedSite) -> None:
    named: dict[str, set[tuple[str, str]]] = {}
    for page in shipped.every():
        for thing in things(page.graph):
            if "@type" in thing and "@id" in thing and "name" in thing:
                named.setdefault(thing["@id"], set()).add((thing["@type"], thing["name"]))

    assert [each for each in named if not re.fullmatch(rf"{ADDRESS}(/[\w/-]*)#[\w-]+", each)] == []
    assert {each: names for each, names in named.items() if len(names) > 1} == {}


def test_what_an_id_points_to_is_an_address_that_exists(shipped: ShippedSite) -> None:
    pointed = {thing["@id"].split("#")[0] for page in shipped.every() for thing in things(page.graph) if "@id" in thing}

    assert [address for address in pointed if address.removeprefix(ADDRESS) not in shipped.pages] == []


def test_dates_people_and_sources_of_the_graph_are_in_the_text(shipped: ShippedSite) -> None:
    for page in shipped.of_kind("condition", "topic", "treatment", "test"):
        medical = page.node("MedicalWebPage")
        if "edited after its last review" in page.one(".review-line").text:
            # Nobody has reviewed the text as it is, so search engines are not told so.
            assert not {"lastReviewed", "reviewedBy"} & medical.keys()
            continue
        day = date.fromisoformat(medical["lastReviewed"])
        sources = page.one(".references").text

        assert f"Page last reviewed: {day:%B} {day.day}, {day.year}" in page.main.text, page.address
        for named in (medical["author"], medical["reviewedBy"]):
            person = shipped[named["url"].removeprefix(ADDRESS)].node("Person")
            assert person["@id"] == named["@id"]
            assert f"{person['name']}, {person['honorificSuffix']}" in page.main.text
            assert person["jobTitle"] in page.main.text
        assert [each["name"] for each in medical["citation"] if each["name"] not in sources] == [], page.address


def test_phones_and_hours_of_the_graph_are_in_the_text(shipped: ShippedSite) -> None:
    places = [(page, node) for page in shipped for node in page.graph if node["@type"] in OF_PLACES]
    open_at = [(page, hours) for page, node in places for hours in node.get("openingHoursSpecification", ())]

    assert {node["@type"] for _, node in places} == OF_PLACES
    assert open_at
    for page, place in places:
        assert place["telephone"] in page.text
        assert place["name"] in page.text
    for page, hours in open_at:
        assert _hours_in_words(hours) in page.main.text, page.address


def _hours_in_words(hours: dict[str, Any]) -> str:
    days = hours["dayOfWeek"]
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"{span}: {_clock(hours['opens'])} to {_clock(hours['closes'])}"


def _clock(time: str) -> str:
    hour, minute = int(time[:2]), time[2:]
    if time in ("00:00", "12:00"):
        return "noon" if hour else "midnight"
    return f"{(hour - 1) % 12 + 1}{minute.removesuffix(':00')} {'am' if hour < 12 else 'pm'}"


def test_prices_terms_and_questions_of_the_graph_are_in_the_text(shipped: ShippedSite) -> None:
    for service in shipped.of_kind("service"):
        assert f"${service.node('Service')['offers']['price']}" in service.main.text
    glossary = shipped["/glossary/"]
    for term in glossary.node("DefinedTermSet")["hasDefinedTerm"]:
        assert term["name"] in glossary.main.text
        assert term["description"] in glossary.main.text
    asked = [page for page in shipped if "FAQPage" in types(page)]
    assert [page.address for page in asked] == ["/sciatica/outlook/"]
    for question in asked[0].node("FAQPage")["mainEntity"]:
        assert question["name"] in asked[0].main.text
