"""Structured data: one JSON-LD graph per page, in the vocabulary of schema.org, with stable ids.

Every fact in the graph is also visible on the page.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import json

from plainleaf.cldr.days import WEEKDAYS, find_weekdays
from plainleaf.content.details import ASPECTS, TREATMENT_TYPES
from plainleaf.content.page import Page
from plainleaf.index.addresses import parent_path
from plainleaf.index.directory import Directory
from plainleaf.model.cards import LocationCard, PersonCard, Reference, ServiceCard, TranslatedFrom
from plainleaf.model.views import PageView, Review, SiteView
from plainleaf.patterns import lazy_pattern

Thing = dict[str, Any]

# The types of the pages that a condition lists: tests and treatments.
TEST, THERAPY, PART = "MedicalTest", "MedicalTherapy", "HealthTopicContent"
# A date as ISO 8601 has it: a year, a month or a day.
PUBLISHED = lazy_pattern(r"\d{4}(-\d\d(-\d\d)?)?(?![\w-])")


def make_graph(view: PageView, site: SiteView, things: list[Thing], page_type: str) -> str:
    """The graph of a page, as JSON that is safe in a script element. `things` are what the page is about.

    The site and the clinic are described in full on the home page alone, and named by their ids elsewhere. A
    translation names its original, whose graph has the sources and the parts of both, and whom they are for.
    """
    page = _web_page(view, site, page_type)
    parts = [thing for thing in things if thing.get("@type", PART) == PART]
    subjects = [thing for thing in things if thing.get("@type", PART) != PART]
    if parts and not _names_original(view):
        page["hasPart"] = parts
    if subjects:
        page["about" if page["@type"] == "MedicalWebPage" else "mainEntity"] = {"@id": subjects[0]["@id"]}
    of_site = [_web_site(site), _organization(site)] if view.is_home else []
    graph = [*of_site, page, _breadcrumbs(view, site), *subjects]
    text = json.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    return text.replace("<", "\\u003c")


def _id(site: SiteView, name: str) -> str:
    return f"{site.address}#{name}"


def _web_site(site: SiteView) -> Thing:
    return {
        "@type": "WebSite",
        "@id": _id(site, "website"),
        "url": site.address,
        "name": site.name,
        "inLanguage": site.language,
        "publisher": {"@id": _id(site, "clinic")},
    }


def _organization(site: SiteView) -> Thing:
    phones = [phone.number for phone in site.phones.values()]
    return {
        "@type": "MedicalOrganization",
        "@id": _id(site, "clinic"),
        "name": site.name,
        "legalName": site.legal_name,
        "url": site.address,
        "telephone": phones[0] if phones else site.relay.number,
        "sameAs": [link.url for link in site.social],
    }


def _web_page(view: PageView, site: SiteView, page_type: str) -> Thing:
    page: Thing = {
        "@type": page_type,
        "@id": f"{view.canonical}#page",
        "name": view.title,
        "description": view.summary,
        "inLanguage": site.language,
        "isPartOf": {"@id": _id(site, "website")},
        "publisher": {"@id": _id(site, "clinic")},
    }
    # Only for pages: an article is a work, not a page.
    if page_type.endswith("Page"):
        page["breadcrumb"] = {"@id": f"{view.canonical}#breadcrumbs"}
    else:
        page["headline"] = view.title
    if page["@type"] == "MedicalWebPage" and not _names_original(view):
        page["audience"] = {"@type": "MedicalAudience", "audienceType": "Patient"}
    if view.review:
        page.update(_review(view.review, view.translated, site, is_page=page["@type"] == "MedicalWebPage"))
        if not _names_original(view):
            page["citation"] = [_citation(each) for each in view.review.references]
    if view.translated and view.translated.address:
        page["translationOfWork"] = {"@id": f"{view.translated.address}#page"}
    return page


def _names_original(view: PageView) -> bool:
    return view.translated is not None and view.translated.address != ""


def _review(review: Review, translated: TranslatedFrom | None, site: SiteView, *, is_page: bool) -> Thing:
    found: Thing = {"author": _name_person(review.author, site)}
    if review.published:
        found["datePublished"] = review.published.isoformat()
    if review.modified:
        found["dateModified"] = review.modified.isoformat()
    # Whoever reviewed the original has not read its translation.
    day, reviewer = (translated.reviewed, translated.reviewer) if translated else (review.reviewed, review.reviewer)
    # An edited text has not been reviewed, so do not claim that it was. schema.org has no reviewed articles.
    if is_page and review.state != "edited" and day and reviewer:
        found["lastReviewed"] = day.isoformat()
        found["reviewedBy"] = _name_person(reviewer, site)
    return found


def _citation(source: Reference) -> Thing:
    work: Thing = {"@type": "CreativeWork", "name": source.title}
    # The address identifies the work, and page weight counts.
    if not source.url:
        work["publisher"] = {"@type": "Organization", "name": source.publisher}
    # Authors write "2016, updated December 2020": what comes first is the day or the year of publication.
    if found := PUBLISHED.match(source.published):
        work["datePublished"] = found.group()
    if source.url:
        work["url"] = source.url
    return work


def _breadcrumbs(view: PageView, site: SiteView) -> Thing:
    origin = site.address.removesuffix(site.home_url)
    items = [
        {"@type": "ListItem", "position": number, "name": link.title, "item": origin + link.url}
        for number, link in enumerate(view.crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{view.canonical}#breadcrumbs", "itemListElement": items}


def _name_person(person: PersonCard, site: SiteView) -> Thing:
    """A person, described in full on the person's own page."""
    url = site.address.removesuffix(site.home_url) + person.url
    return {"@type": "Person", "@id": f"{url}#person", "name": person.name, "url": url}


def make_person(person: PersonCard, site: SiteView) -> Thing:
    """A person as a Person: schema.org's IndividualPhysician is an organization."""
    return {
        **_name_person(person, site),
        "honorificSuffix": person.credentials,
        "hasCredential": [
            {"@type": "EducationalOccupationalCredential", "name": name.strip()}
            for name in person.credentials.split(",")
            if name.strip()
        ],
        "jobTitle": person.role,
        "worksFor": {"@id": _id(site, "clinic")},
    }


def make_location(place: LocationCard, site: SiteView) -> Thing:
    """A location as a MedicalClinic, with the days on which it is closed, and without its hours."""
    return {
        "@type": "MedicalClinic",
        "@id": _id(site, f"location-{place.key}"),
        "name": place.name,
        "parentOrganization": {"@id": _id(site, "clinic")},
        "telephone": place.phone.number,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "addressLocality": place.city,
            "addressRegion": place.region,
            "postalCode": place.postal_code,
        },
        "specialOpeningHoursSpecification": [_closed_on(closure.date.isoformat()) for closure in place.closures],
    }


def _closed_on(day: str) -> Thing:
    """A day without opening hours: schema.org has it open from midnight to midnight of the same day."""
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": day, "validThrough": day, "opens": "00:00", "closes": "00:00",
    }  # fmt: skip


def make_hours(days: str, opens: str, closes: str) -> Thing | None:
    """One line of opening hours; None if its days are not written as 'Monday' or 'Monday to Friday'."""
    named = [WEEKDAYS[number] for number in find_weekdays(days)]
    if not opens or not closes or not named:
        return None
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": named, "opens": opens, "closes": closes}


def make_service(service: ServiceCard, view: PageView, site: SiteView, currency: str) -> Thing:
    """A service, with its price if that is one number."""
    prices = re.findall(r"\d[\d,]*(?:\.\d+)?", service.price)
    thing = {
        "@type": "Service",
        "@id": f"{view.canonical}#service",
        "name": service.title,
        "description": service.summary,
        "provider": {"@id": _id(site, "clinic")},
    }
    if len(prices) == 1:
        price = prices[0].replace(",", "")
        thing["offers"] = {"@type": "Offer", "price": price, "priceCurrency": currency, "url": view.canonical}
    return thing


def make_questions(questions: list[tuple[str, str]], view: PageView) -> list[Thing]:
    """The questions and answers on the page."""
    if not questions:
        return []
    entities = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in questions
    ]
    return [{"@type": "FAQPage", "@id": f"{view.canonical}#questions", "mainEntity": entities}]


def _make_condition(page: Page, view: PageView, directory: Directory) -> list[Thing]:
    """A condition with the facts from its hub, its tests and treatments by name, and its topics as parts."""
    details = page.details
    every = directory.index.published(page.language)
    folder = page.page.removesuffix("index.md")
    below = [other for other in every if other.page.startswith(folder)]
    return [
        {
            "@type": "MedicalCondition",
            "@id": f"{view.canonical}#{page.kind.name}",
            "name": page.basics.title,
            "alternateName": list(page.basics.also_known_as),
            "associatedAnatomy": [{"@type": "AnatomicalStructure", "name": name} for name in details.anatomy],
            "signOrSymptom": [{"@type": "MedicalSymptom", "name": name} for name in details.signs],
            "cause": [{"@type": "MedicalCause", "name": name} for name in details.causes],
            "riskFactor": [{"@type": "MedicalRiskFactor", "name": name} for name in details.risk_factors],
            "possibleComplication": list(details.complications),
            "typicalTest": [_id_of(p, directory) for p in below if p.kind.about == TEST],
            "possibleTreatment": [_id_of(p, directory) for p in below if p.kind.about == THERAPY],
        },
        *_topics(page, directory),
    ]


def _topic(page: Page, view: PageView, directory: Directory) -> list[Thing]:
    """A topic, and a reference to the condition that it is part of."""
    topic: Thing = _topic_part(page, view.canonical)
    hub = directory.index.find(page.language, parent_path(page.page) or "")
    if view.chapters is None or hub is None:
        return [topic]
    # Its own page has its name.
    return [{"@type": "MedicalCondition", **_id_of(hub, directory)}, topic]


def _topics(page: Page, directory: Directory) -> list[Thing]:
    topics = [topic for topic in directory.index.below(page) if topic.kind.is_part]
    return [_id_of(topic, directory) for topic in topics]


def _id_of(page: Page, directory: Directory) -> Thing:
    """What a page is about, which the graph of that page has in full."""
    return {"@id": f"{directory.addresses.absolute(directory.url(page))}#{page.kind.name}"}


def _topic_part(topic: Page, address: str) -> Thing:
    return {
        "@type": PART,
        "@id": f"{address}#{topic.kind.name}",
        "name": topic.basics.title,
        "hasHealthAspect": f"https://schema.org/{ASPECTS[topic.details.aspect]}",
    }


def _type_of(page: Page) -> str:
    """The type of what a page is about. A treatment states its own."""
    return TREATMENT_TYPES[page.details.type] if page.kind.about == THERAPY else page.kind.about


def make_details(page: Page, view: PageView, site: SiteView, directory: Directory) -> list[Thing]:
    """What a page is about, by the type that its kind declares; only its name if nothing more is known."""
    match page.kind.about:
        case "":
            return []
        case "MedicalCondition":
            return _make_condition(page, view, directory)
        case "HealthTopicContent":
            return _topic(page, view, directory)
        case "Person":
            return [make_person(directory.person(page), site)]
        case "Service":
            return [make_service(view.service, view, site, page.details.currency)] if view.service else []
    return [{"@type": _type_of(page), "@id": f"{view.canonical}#{page.kind.name}", "name": page.basics.title}]
