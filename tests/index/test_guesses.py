"""Which page is guessed for a path or a name that leads to none."""

from __future__ import annotations

import pytest

from tests.site_tools import BuildSite, MakeSite, Run, about_page, minimal_config, minimal_page

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
    (fix,) = (each["fix"] for each in result.problems if each["rule"] == "broken-link")
    return str(fix)


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("sciatica/indx.md", "Did you mean 'sciatica/index.md'?"),
        ("sciatica/symptom.md", "Did you mean 'sciatica/symptoms.md'?"),
        ("sciatica/Symptoms.md", "Did you mean 'sciatica/symptoms.md'?"),
        ("sciatica/symptoms.html", "Did you mean 'sciatica/symptoms.md'?"),
        ("sciatica/symptoms/", "Did you mean 'sciatica/symptoms.md'?"),
        ("/sciatica/", "Did you mean 'sciatica/index.md'?"),
        ("symptoms.md", "Did you mean 'sciatica/symptoms.md'?"),
        ("content/en/sciatica/symptoms.md", "Did you mean 'sciatica/symptoms.md'?"),
        ("sciatica/symptoms.MD", "Did you mean 'sciatica/symptoms.md'?"),
        ("people/Ada.md", "Did you mean 'people/ada.md'?"),
    ],
)
def test_a_link_that_is_almost_right_is_guessed(
    make_site: MakeSite, build_site: BuildSite, written: str, fix: str
) -> None:
    result = build_site(make_site(files={"content/en/about.md": about_page(f"Read [more]({written}).")}))

    assert fix_of(result) == fix


@pytest.mark.parametrize(
    "written",
    [
        "people/eda.md",
        "people/bob.md",
        "treatments/prednisolone.md",
        "treatments/prednisome.md",
        "sciatica/causes.md",
        "sciatica/exercises.md",
        "sciatia/index.md",
        "far.md",
    ],
)
def test_no_other_person_medicine_or_far_name_is_guessed(
    make_site: MakeSite, build_site: BuildSite, written: str
) -> None:
    files = {
        "content/en/about.md": about_page(f"Read [more]({written})."),
        "content/en/treatments/prednisone.md": MEDICINE,
    }

    assert "Did you mean" not in fix_of(build_site(make_site(files=files)))


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
    make_site: MakeSite, build_site: BuildSite, path: str
) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewer: people/ben.md", f"reviewer: {path}"))

    assert build_site(make_site(files={"content/en/sciatica/symptoms.md": page})).problems == []


@pytest.mark.parametrize("path", ["people/ben.md", "../people/ben.md"])
def test_an_option_names_a_page_in_the_same_two_ways(make_site: MakeSite, build_site: BuildSite, path: str) -> None:
    page = minimal_page("sciatica/symptoms.md") + f"\n::: person {path}\n:::\n"

    result = build_site(make_site(files={"content/en/sciatica/symptoms.md": page}))

    assert result.rules == ["edited-since-review"]


def test_a_page_that_config_names_is_found_by_its_title(make_site: MakeSite, build_site: BuildSite) -> None:
    config = minimal_config(more="people:\n  - Ada Example\n")

    assert fix_of(build_site(make_site(files={"config.yaml": config}))) == "Write: people/ada.md"


@pytest.mark.parametrize(
    "written", ["people/ben", "/people/ben.md", "/people/ben/", "people/ben.html", "content/en/people/ben.md", "ben.md"]
)
@pytest.mark.parametrize("where", ["reviewer", "config", "option", "link"])
def test_a_path_in_another_form_is_answered_with_the_right_one(
    where: str, written: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    page = minimal_page("sciatica/symptoms.md", ("review_mark: 42c682e367\n", ""))
    card = "\n::: next-step Ask Ben\npage: {}\n\nWrite to him.\n:::\n"
    files = {
        "reviewer": {"content/en/sciatica/symptoms.md": page.replace("people/ben.md", written)},
        "config": {"config.yaml": minimal_config(more=f"people: [{written}]\n")},
        "option": {"content/en/sciatica/symptoms.md": page + card.format(written)},
        "link": {"content/en/sciatica/symptoms.md": f"{page}\nAsk [Ben Example]({written}).\n"},
    }

    fix = fix_of(build_site(make_site(files=files[where])))

    # A link is relative to its page, so that it works in editors.
    assert fix == f"Did you mean '{'../' if where == 'link' else ''}people/ben.md'?"


@pytest.mark.parametrize(
    "written",
    ["pictures/nerve.svg", "static/pictures/nerve.svg", "/static/pictures/nerve.svg",
     "../../../static/pictures/nerve.svg", "/nerve.svg", "images/nerve.svg", "/pictures/Nerve.SVG"],
)  # fmt: skip
@pytest.mark.parametrize("prose", ["![A line.]({})", "::: figure\npicture: {}\nalt: A line.\n:::", "[a line]({})"])
def test_a_picture_in_another_form_is_answered_with_the_right_one(
    prose: str, written: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    result = build_site(make_site(files={"content/en/about.md": about_page(prose.format(written))}))

    assert [each["fix"] for each in result.problems if each["severity"] == "error"] == [
        "Did you mean '/pictures/nerve.svg'?"
    ]


def test_a_picture_that_two_folders_have_is_not_guessed(make_site: MakeSite, build_site: BuildSite) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    files = {"content/en/about.md": about_page("![A line.](nerve.svg)"), "static/films/nerve.svg": svg}

    result = build_site(make_site(files=files))

    assert "Did you mean" not in result.problems[0]["fix"]
