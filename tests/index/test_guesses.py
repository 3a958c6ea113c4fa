"""Which page is guessed for a path or a name that leads to none."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.site_tools import BuildSite, CheckSite, MakeSite, Run, about_page, minimal_config, minimal_page, write_files
from tests.site_variants import in_two_languages

CLARA = minimal_page("people/ben.md", ("Ben Example", "Clara Ann Example"))
MEDICINE = """---
kind: treatment
draft: no
title: Prednisone
summary: A medicine.
type: medicine
benefits: [It may help.]
risks: [It may harm.]
without_it: Wait.
uncertainty: Much is not known.
author: people/ada.md
reviewer: people/ben.md
reviewed: 2026-05-14
evidence:
  - {title: A study, publisher: NICE, published: "2020", address: "https://nice.example/1"}
---

Ask first.
"""


def fix_of(result: Run) -> str:
    """The fix of the one broken link of a site."""
    (fix,) = fixes_of(result)
    return fix


def fixes_of(result: Run) -> list[str]:
    """The fixes of all broken links of a site, in their order."""
    return [str(each["fix"]) for each in result.problems if each["rule"] == "broken-link"]


def about_with(written: Iterable[str]) -> str:
    """A page with a link to each of these, each on its own line."""
    return about_page("\n".join(f"Read [more]({each})." for each in written))


ALMOST_RIGHT = {
    "sciatica/indx.md": "Did you mean 'sciatica/index.md'?",
    "sciatica/symptom.md": "Did you mean 'sciatica/symptoms.md'?",
    "sciatica/Symptoms.md": "Did you mean 'sciatica/symptoms.md'?",
    "sciatica/symptoms.html": "Did you mean 'sciatica/symptoms.md'?",
    "sciatica/symptoms/": "Did you mean 'sciatica/symptoms.md'?",
    "/sciatica/": "Did you mean 'sciatica/index.md'?",
    "symptoms.md": "Did you mean 'sciatica/symptoms.md'?",
    "content/en/sciatica/symptoms.md": "Did you mean 'sciatica/symptoms.md'?",
    "sciatica/symptoms.MD": "Did you mean 'sciatica/symptoms.md'?",
    "people/Ada.md": "Did you mean 'people/ada.md'?",
    "contact": "Did you mean 'contact.md'?",
    "sciatica": "Did you mean 'sciatica/index.md'?",
    "sciatica/symptoms": "Did you mean 'sciatica/symptoms.md'?",
    "contact.md?from=menu": "Did you mean 'contact.md'?",
}
# What people make of 'https://clinic.example/a'.
ELSEWHERE = (
    "HTTPS://clinic.example/a",
    "Http://clinic.example/a",
    "https:/clinic.example/a",
    "https//clinic.example/a",
    "http//clinic.example/a",
    "htps://clinic.example/a",
    "ttps://clinic.example/a",
    "https:clinic.example/a",
    "https;//clinic.example/a",
    "//clinic.example/a",
)
CONTACTS = {
    "phone:313-555-0100": "Write: phone:appointments",
    "phone:(313) 555-0100": "Write: phone:appointments",
    "phone:+13135550100": "Write: phone:appointments",
    "phone:911": "Write: phone:emergency",
    "email:HELLO@small.example": "Write: email:hello",
    "phone:313-555-0199": "Use one of: appointments, emergency, relay, or add it to config.yaml.",
    "email:info@small.example": "Use one of: hello, or add it to config.yaml.",
}
OTHERS = (
    "people/eda.md",
    "people/bob.md",
    "treatments/prednisolone.md",
    "treatments/prednisome.md",
    "sciatica/causes.md",
    "sciatica/exercises.md",
    "sciatia/index.md",
    "far.md",
)


def test_a_link_that_is_almost_right_is_guessed(make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site(files={"content/en/about.md": about_with(ALMOST_RIGHT)}))

    assert dict(zip(ALMOST_RIGHT, fixes_of(result), strict=True)) == ALMOST_RIGHT


def test_a_full_address_whose_beginning_is_misspelt_is_written_rightly(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    result = build_site(make_site(files={"content/en/about.md": about_with(ELSEWHERE)}))

    assert fixes_of(result) == ["Write: https://clinic.example/a"] * len(ELSEWHERE)


@pytest.mark.parametrize(
    ("written", "fix"),
    [("www.nhs.uk/pain", "Write: https://www.nhs.uk/pain"), ("medlineplus.gov", "Write: https://medlineplus.gov")],
)
def test_an_address_without_its_beginning_gets_one(
    make_site: MakeSite, build_site: BuildSite, written: str, fix: str
) -> None:
    assert fix_of(build_site(make_site(files={"content/en/about.md": about_with([written])}))) == fix


def test_a_number_or_an_address_in_place_of_its_name_is_found(make_site: MakeSite, check_site: CheckSite) -> None:
    text = "\n".join(f"[Ask us](<{written}>)." if " " in written else f"[Ask us]({written})." for written in CONTACTS)

    result = check_site(make_site(files={"content/en/about.md": about_page(text)}))

    found = {each["line"]: each["fix"] for each in result.problems if each["rule"].startswith("unknown-")}
    assert [*found.values()] == [*CONTACTS.values()]


def test_no_other_person_medicine_or_far_name_is_guessed(make_site: MakeSite, build_site: BuildSite) -> None:
    files = {"content/en/about.md": about_with(OTHERS), "content/en/treatments/prednisone.md": MEDICINE}

    fixes = fixes_of(build_site(make_site(files=files)))

    assert [each for each, fix in zip(OTHERS, fixes, strict=True) if "Did you mean" in fix] == []


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("Ben Example", "Write: people/ben.md"),
        ("ben example", "Write: people/ben.md"),
        ("Dr. Ben Example, MD", "Write: people/ben.md"),
        ("people/ben", "Did you mean 'people/ben.md'?"),
        ("people/Ben.md", "Did you mean 'people/ben.md'?"),
        ("ben.md", "Did you mean 'people/ben.md'?"),
    ],
)
def test_a_reviewer_is_found_by_name(make_site: MakeSite, build_site: BuildSite, written: str, fix: str) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewer: people/ben.md", f'reviewer: "{written}"'))

    assert fix_of(build_site(make_site(files={"content/en/sciatica/symptoms.md": page}))) == fix


@pytest.mark.parametrize("written", ["Benn Example", "Ben", "Example", "Clara Ann Example", "people/den.md"])
def test_a_name_that_is_not_that_of_exactly_one_person_is_no_name(
    make_site: MakeSite, build_site: BuildSite, written: str
) -> None:
    files = {
        "content/en/sciatica/symptoms.md": minimal_page(
            "sciatica/symptoms.md", ("reviewer: people/ben.md", f"reviewer: {written}")
        ),
        "content/en/people/clara.md": CLARA,
        "content/en/people/clara-ann.md": CLARA,
    }

    assert "people/ben" not in fix_of(build_site(make_site(files=files)))


def test_a_page_of_another_kind_is_not_guessed_for_a_person(make_site: MakeSite, build_site: BuildSite) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewer: people/ben.md", "reviewer: abuot.md"))

    assert "about" not in fix_of(build_site(make_site(files={"content/en/sciatica/symptoms.md": page})))


@pytest.mark.parametrize("path", ["people/ben.md", "../people/ben.md"])
def test_a_field_names_a_page_from_its_own_folder_or_from_that_of_the_language(
    make_site: MakeSite, check_site: CheckSite, path: str
) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewer: people/ben.md", f"reviewer: {path}"))

    assert check_site(make_site(files={"content/en/sciatica/symptoms.md": page})).problems == []


@pytest.mark.parametrize("path", ["people/ben.md", "../people/ben.md"])
def test_an_option_names_a_page_in_the_same_two_ways(make_site: MakeSite, check_site: CheckSite, path: str) -> None:
    page = minimal_page("sciatica/symptoms.md") + f"\n::: person {path}\n:::\n"

    result = check_site(make_site(files={"content/en/sciatica/symptoms.md": page}))

    assert result.rules == ["edited-since-review"]


def test_a_page_that_config_names_is_found_by_its_title(make_site: MakeSite, build_site: BuildSite) -> None:
    config = minimal_config(more="people:\n  - Ada Example\n")

    assert fix_of(build_site(make_site(files={"config.yaml": config}))) == "Write: people/ada.md"


OTHER_FORMS = ("people/ben", "/people/ben.md", "/people/ben/", "people/ben.html", "content/en/people/ben.md", "ben.md")
CARD = "\n::: next-step Ask Ben\npage: {}\n\nWrite to him.\n:::\n"


@pytest.mark.parametrize("where", ["config", "option", "link"])
def test_a_path_in_another_form_is_answered_with_the_right_one(
    where: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    page = minimal_page("sciatica/symptoms.md", ("review_mark: 42c682e367\n", ""))
    links = "\n".join(f"Ask [Ben Example]({each})." for each in OTHER_FORMS)
    files = {
        "config": {"config.yaml": minimal_config(more=f"people: [{', '.join(OTHER_FORMS)}]\n")},
        "option": {"content/en/sciatica/symptoms.md": page + "".join(map(CARD.format, OTHER_FORMS))},
        "link": {"content/en/sciatica/symptoms.md": f"{page}\n{links}\n"},
    }

    fixes = fixes_of(build_site(make_site(files=files[where])))

    # A link is relative to its page, so that it works in editors.
    assert fixes == [f"Did you mean '{'../' if where == 'link' else ''}people/ben.md'?"] * len(OTHER_FORMS)


@pytest.mark.parametrize("written", OTHER_FORMS)
def test_a_reviewer_in_another_form_is_answered_with_the_right_one(
    written: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    page = minimal_page("sciatica/symptoms.md", ("review_mark: 42c682e367\n", ""), ("people/ben.md", written))

    assert fix_of(build_site(make_site(files={"content/en/sciatica/symptoms.md": page}))) == (
        "Did you mean 'people/ben.md'?"
    )


PICTURES = (
    "pictures/nerve.svg",
    "static/pictures/nerve.svg",
    "/static/pictures/nerve.svg",
    "../../../static/pictures/nerve.svg",
    "/nerve.svg",
    "images/nerve.svg",
    "/pictures/Nerve.SVG",
)


@pytest.mark.parametrize("prose", ["![A line.]({})", "::: figure\npicture: {}\nalt: A line.\n:::", "[a line]({})"])
def test_a_picture_in_another_form_is_answered_with_the_right_one(
    prose: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    text = "\n\n".join(map(prose.format, PICTURES))

    result = check_site(make_site(files={"content/en/about.md": about_page(text)}))

    fixes = [each["fix"] for each in result.problems if each["severity"] == "error"]
    assert fixes == ["Did you mean '/pictures/nerve.svg'?"] * len(PICTURES)


def test_a_picture_that_two_folders_have_is_not_guessed(make_site: MakeSite, check_site: CheckSite) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    files = {"content/en/about.md": about_page("![A line.](nerve.svg)"), "static/films/nerve.svg": svg}

    result = check_site(make_site(files=files))

    assert "Did you mean" not in result.problems[0]["fix"]


def test_a_page_that_its_own_language_has_too_is_guessed_there(make_site: MakeSite, check_site: CheckSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("Read [how to reach us](contact).")})
    in_two_languages(root)
    write_files(root, {"content/es/contact.md": "---\nkind: contact\ntitle: A\nsummary: B.\n---\n"})

    (problem,) = (each for each in check_site(root).problems if each["path"] == "content/en/about.md")

    assert problem["fix"] == "Did you mean 'contact.md'?"


def test_a_page_that_only_another_language_has_is_named(make_site: MakeSite, check_site: CheckSite) -> None:
    root = make_site()
    in_two_languages(root)
    page = "---\ntitle: Nosotros\nsummary: Quiénes somos.\n---\n\nVea [el contacto](contact.md).\n"
    write_files(root, {"content/es/about.md": page})

    (problem,) = (each for each in check_site(root).problems if each["rule"] == "broken-link")

    assert problem["fix"] == "Only content/en/contact.md is there: translate that page, or link to another one."
