"""The structured data of every page is valid by the vocabulary of schema.org: types, properties and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.shipped_site import ADDRESS, ShippedSite

# The part of the published vocabulary that plainleaf uses; its first lines say where it comes from.
VOCABULARY = yaml.safe_load((Path(__file__).parents[1] / "plan" / "schema_org.yaml").read_text("utf-8"))
# What a text must look like to be a value of each type. Any text is a Text, and names a member of an enumeration.
FORMATS = {
    "Text": r".+",
    "URL": r"https://\S+",
    # Its address stands for it, as the search engines ask for in lists of breadcrumbs.
    "Thing": r"https://\S+",
    "Date": r"\d{4}(-\d\d(-\d\d)?)?",
    "DateTime": r"\d{4}-\d\d-\d\dT.+",
    "Time": r"\d\d:\d\d",
    "Number": r"\d+(\.\d+)?",
    "DayOfWeek": r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "HealthAspectEnumeration": r"https://schema\.org/\w+HealthAspect",
}
Thing = dict[str, Any]


@cache
def above(type_: str) -> frozenset[str]:
    """A type and all types above it."""
    return frozenset({type_}).union(*map(above, VOCABULARY["types"][type_]))


def find_faults(value: Any, known: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a thing and with those in it. `known` has the type of each thing of the page by its id."""
    if isinstance(value, list):
        for each in value:
            yield from find_faults(each, known)
    if not isinstance(value, dict) or "@type" not in value:
        return
    type_ = value["@type"]
    if type_ not in VOCABULARY["types"]:
        yield f"there is no type {type_}"
        return
    for name, inside in value.items():
        if name.startswith("@"):
            continue
        rule = VOCABULARY["properties"].get(name)
        if rule is None:
            yield f"there is no property {name}"
        elif not above(type_) & set(rule["of"]):
            yield f"{type_} has no {name}"
        else:
            parts = inside if isinstance(inside, list) else [inside]
            yield from (f"{type_}.{name} is {part}" for part in parts if not _fits(part, rule["is"], known))
        yield from find_faults(inside, known)


def _fits(value: Any, ranges: list[str], known: Mapping[str, str]) -> bool:
    if isinstance(value, dict):
        type_ = value.get("@type") or known.get(value["@id"])
        return type_ is None or bool(above(type_) & set(ranges))
    if isinstance(value, int):
        return bool({"Integer", "Number"} & set(ranges))
    return any(re.fullmatch(FORMATS[name], value) for name in ranges if name in FORMATS)


def known_things(graph: list[Thing]) -> dict[str, str]:
    """The type of each thing at the top of a graph, by its id."""
    return {thing["@id"]: thing["@type"] for thing in graph}


def test_the_graph_of_every_page_is_valid(shipped: ShippedSite) -> None:
    faults = {
        f"{page.address}: {fault}"
        for page in shipped
        for fault in find_faults(page.graph, known_things(page.graph))
    }  # fmt: skip

    assert not faults, "\n".join(sorted(faults))


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "Article", "breadcrumb": {"@type": "BreadcrumbList"}}, "Article has no breadcrumb"),
        ({"@type": "CreativeWork", "datePublished": "2016, updated"}, "CreativeWork.datePublished is 2016, updated"),
        ({"@type": "Artikel"}, "there is no type Artikel"),
        ({"@type": "Person", "credentials": "DPT"}, "there is no property credentials"),
        (
            {"@type": "MedicalWebPage", "author": {"@type": "MedicalClinic", "dayOfWeek": "Monday"}},
            "MedicalClinic has no dayOfWeek",
        ),
        (
            {"@type": "MedicalCondition", "possibleTreatment": {"@type": "MedicalTest"}},
            "MedicalCondition.possibleTreatment is {'@type': 'MedicalTest'}",
        ),
    ],
)
def test_the_vocabulary_refuses_what_it_does_not_have(thing: Thing, fault: str) -> None:
    assert list(find_faults(thing, {})) == [fault]


def test_sources_days_credentials_and_closures_are_in_the_graph(shipped: ShippedSite) -> None:
    page = shipped["/sciatica/symptoms/"].node("MedicalWebPage")

    assert [each for each in page["citation"] if not each.get("url", "").startswith("https://")] == []
    assert page["datePublished"] <= page["dateModified"]
    author = shipped[page["author"]["url"].removeprefix(ADDRESS)].node("Person")
    assert {each["name"] for each in author["hasCredential"]} == {"PT", "DPT"}
    contact = shipped["/contact/"]
    places = [node for node in contact.graph if node["@type"] == "MedicalClinic"]
    closed = [day for place in places for day in place["specialOpeningHoursSpecification"]]
    assert closed
    assert {(day["opens"], day["closes"]) for day in closed} == {("00:00", "00:00")}
    assert all(thing["@id"].startswith(ADDRESS) for thing in contact.graph)
