"""Fields as other programs call them: the fix names our field, or says that none is needed."""

from __future__ import annotations

import pytest

from tests.site_tools import CheckSite, MakeSite, minimal_page

FRONT = "---\n{}\n---\n\nWe help people with back pain.\n"
TITLE, SUMMARY = "title: About us", "summary: Who we are."


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("weight: 3", "Write: order: 3"),
        ("nav_order: 3", "Write: order: 3"),
        ("sidebar_position: 3", "Write: order: 3"),
        ("date: 2026-05-01T08:00:00", "Write: publish: 2026-05-01"),
        ("publishDate: 2026-05-01", "Write: publish: 2026-05-01"),
        ("expiryDate: 2027-05-01", "Write: expires: 2027-05-01"),
        ("image: /pictures/door.png", "Write: picture: /pictures/door.png"),
        ("thumbnail: /pictures/door.png", "Write: picture: /pictures/door.png"),
        ("cover: /pictures/door.png", "Write: picture: /pictures/door.png"),
        ("linkTitle: About", "Write: menu_title: About"),
        ("redirect_from: [/old/]", "Write 'aliases:' in place of 'redirect_from:'."),
        ("permalink: /about/", "Write 'slug: about'"),
        ("url: /about.html", "Write 'slug: about'"),
        ("published: false", "Write: draft: yes"),
        ("published: true", "Delete it"),
        ("status: draft", "Write: draft: yes"),
        ("hidden: true", "Write: draft: yes"),
        ("lastmod: 2026-05-01", "Delete it: the day of a change"),
        ("updated: 2026-05-01", "Delete it: the day of a change"),
        ("tags: [pain]", "Delete it: a page's folder"),
        ("categories: [pain]", "Delete it: a page's folder"),
        ("layout: post", "Delete it: the line 'kind'"),
        ("type: post", "Delete it: the line 'kind'"),
        ("author: Ada", "Delete it: only pages about health"),
        ("lang: en", "Delete it: the folder"),
        ("toc: true", "Delete it: plainleaf does without it"),
        ("description: More.", "Delete it: 'summary' is here already."),
        ("título: Nosotros", "Delete it: 'title' is here already."),
        ("fecha: 2026-05-01", "Write: publish: 2026-05-01"),
        ("borrador: sí", "Write: draft: yes"),
        ("publicado: no", "Write: draft: yes"),
        ("borrador: no", "Delete it"),
        ("posición: 3", "Write: order: 3"),
    ],
)
def test_a_field_of_another_program_is_one_problem(
    make_site: MakeSite, check_site: CheckSite, line: str, fix: str
) -> None:
    text = FRONT.format("\n".join((TITLE, SUMMARY, line)))

    (problem,) = check_site(make_site(files={"content/en/about.md": text})).problems

    assert (problem["rule"], problem["line"], problem["column"]) == ("unknown-field", 4, 1)
    assert problem["fix"].startswith(fix)


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("doi: 10.1136/bmj.l6273", "Write: address: https://doi.org/10.1136/bmj.l6273"),
        ("DOI: 'doi:10.1136/bmj.l6273'", "Write: address: https://doi.org/10.1136/bmj.l6273"),
        ("pmid: 31744805", "Write: address: https://pubmed.ncbi.nlm.nih.gov/31744805/"),
        ("url: https://www.nice.org.uk/", "Write: address: https://www.nice.org.uk/"),
        ("year: 2020", "Delete it: 'published' is here already."),
        ("journal: BMJ", "Delete it: 'publisher' is here already."),
    ],
)
def test_a_source_may_be_written_as_reference_managers_write_it(
    make_site: MakeSite, check_site: CheckSite, line: str, fix: str
) -> None:
    address = ', address: "https://www.nice.org.uk/guidance/ng59"}'
    text = minimal_page("sciatica/symptoms.md", (address, f", {line}}}"))

    (problem, *more) = check_site(make_site(files={"content/en/sciatica/symptoms.md": text})).problems

    assert (problem["rule"], problem["line"], problem["fix"]) == ("unknown-field", 12, fix)
    # Two of these sources have no address at all.
    assert {each["rule"] for each in more} <= {"evidence-address", "edited-since-review"}


@pytest.mark.parametrize("name", ["description", "excerpt", "metaDescription", "descripción", "resumen"])
def test_a_field_that_is_needed_is_not_also_missing(make_site: MakeSite, check_site: CheckSite, name: str) -> None:
    text = FRONT.format(f"{TITLE}\n{name}: Who we are.")

    (problem,) = check_site(make_site(files={"content/en/about.md": text})).problems

    assert (problem["rule"], problem["line"], problem["fix"]) == ("unknown-field", 3, "Write: summary: Who we are.")


@pytest.mark.parametrize("name", ["type", "layout", "template"])
def test_a_kind_under_another_name_is_understood(make_site: MakeSite, check_site: CheckSite, name: str) -> None:
    text = FRONT.format(f"{name}: contact\n{TITLE}\n{SUMMARY}")

    (problem,) = check_site(make_site(files={"content/en/about.md": text})).problems

    assert (problem["rule"], problem["line"], problem["fix"]) == ("unknown-field", 2, "Write: kind: contact")


def test_fields_of_a_group_that_are_not_indented_belong_to_it(make_site: MakeSite, check_site: CheckSite) -> None:
    text = FRONT.format(f'kind: service\n{TITLE}\n{SUMMARY}\nprice: "$100"\ncheckout:\nprovider: pay\naddress: none')

    problems = check_site(make_site(files={"content/en/about.md": text})).problems

    assert [(each["rule"], each["line"]) for each in problems] == [("unknown-field", 7), ("unknown-field", 8)]
    assert "belongs to 'checkout'" in problems[0]["fix"]


def test_a_group_that_is_missing_is_shown_as_lines_to_paste(make_site: MakeSite, check_site: CheckSite) -> None:
    result = check_site(make_site(files={"config.yaml": "clinic:\n  name: Small\n  legal_name: Small, Inc.\n"}))

    fixes = {each["message"]: each["fix"] for each in result.problems}
    assert fixes["the field 'languages' is missing"].endswith("\nlanguages:\n  names:\n    name:\n      name: Español")
    assert "\nbrand:\n  primary: …\n  accent: …" in fixes["the field 'brand' is missing"]
