"""Signs of other programs are found wherever an author writes a text, not in Markdown alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site_tools import CheckSite, MakeSite, about_page, minimal_config

PLAIN = "Delete the signs: this text is shown as it is written."


def found_in(problems: list[dict[str, Any]]) -> list[str]:
    """Where, how severe and what."""
    return [f"{each['path']}:{each['line']}:{each['column']} {each['severity']} {each['rule']}" for each in problems]


@pytest.mark.parametrize(
    ("summary", "severity"),
    [
        ("Take ~~2~~ 1 tablet.", "error"),
        ("See {{< video heel >}} here.", "warning"),
        ("See {% video heel %} here.", "warning"),
        ("See [caption width=300] here.", "warning"),
        ("Dear ${FirstName}.", "warning"),
        ("Walk **each** day.", "warning"),
        ("Walk *each* day.", "warning"),
        ("See [us](contact.md) here.", "warning"),
        ("Heat <em>and</em> cold.", "warning"),
        ("Heat &amp; cold.", "warning"),
    ],
)
def test_a_sign_in_a_field_is_reported_at_its_place(
    summary: str, severity: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    page = about_page("We help.").replace("Who we are.", f"'{summary}'")
    column = (
        len("summary: '")
        + min(summary.find(sign) for sign in ("~~", "{", "[", "${", "*", "<", "&") if sign in summary)
        + 1
    )

    result = check_site(make_site(files={"content/en/about.md": page}))

    assert found_in(result.problems) == [f"content/en/about.md:3:{column} {severity} markdown-dialect"]


@pytest.mark.parametrize(
    "summary", ["R&D, 5 * 3 * 2.", "Less (< 5) and more (> 6).", "[Draft] of it.", "A * b.", "2_a_b."]
)
def test_words_of_a_field_are_not_read_as_markdown(summary: str, make_site: MakeSite, check_site: CheckSite) -> None:
    page = about_page("We help.").replace("Who we are.", f"'{summary}'")

    problems = check_site(make_site(files={"content/en/about.md": page})).problems

    assert [each for each in problems if each["rule"] == "markdown-dialect"] == []


def test_the_signs_in_a_field_are_all_named_once_a_line(make_site: MakeSite, check_site: CheckSite) -> None:
    summary = "|\n  Take ~~2~~ 1 or ~~4~~ 3.\n  Rest for ~~2~~ 1."
    page = about_page("We help.").replace("Who we are.", summary)

    problems = check_site(make_site(files={"content/en/about.md": page})).problems

    found = [each for each in problems if each["rule"] == "markdown-dialect"]
    assert [(each["line"], each["message"].partition(" struck")[0]) for each in found] == [
        (4, "'~~2~~' and '~~4~~' are each"),
        (5, "'~~2~~' is"),
    ]


def test_two_versions_in_a_folded_text_are_one_error(make_site: MakeSite, check_site: CheckSite) -> None:
    versions = ("  <<<<<<< HEAD", "  Take 1 tablet.", "  =======", "  Take 2 tablets.", "  >>>>>>> 3f3c09a")
    pages = {
        f"content/en/{name}.md": about_page("We help.").replace("Who we are.", "\n".join((mark, *versions)))
        for name, mark in (("about", ">-"), ("more", "|"))
    }

    result = check_site(make_site(files={name: page.replace("About", name) for name, page in pages.items()}))

    found = [each for each in result.problems if each["rule"] == "markdown-dialect"]
    assert found_in(found) == [f"content/en/{name}.md:4:3 error markdown-dialect" for name in ("about", "more")]
    assert all("<<<<<<<, ======= or >>>>>>>" in each["fix"] for each in found)


def test_an_option_and_settings_are_searched_too(make_site: MakeSite, check_site: CheckSite) -> None:
    files = {
        "config.yaml": minimal_config(("clinic:\n", "clinic:\n  tagline: We {{< help >}} you\n")),
        "content/en/terms.yaml": "- {term: nerve, says: 'Carries ==signals== of the body.'}\n",
        "content/en/about.md": about_page("::: figure\nsrc: /a.png\nalt: A ~~left~~ right foot on a towel\n:::"),
    }

    result = check_site(make_site(files=files))

    found = [each for each in result.problems if each["rule"] == "markdown-dialect"]
    assert found_in(found) == [
        "config.yaml:2:15 warning markdown-dialect",
        "content/en/about.md:8:8 error markdown-dialect",
        "content/en/terms.yaml:1:32 warning markdown-dialect",
    ]
    assert found[0]["fix"] == found[2]["fix"] == PLAIN


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"content/en/about.md": about_page("We help.").replace("Who we are.", "Write to a@b.example.")}, "3:19"),
        ({"content/en/about.md": about_page("::: expander Write to a@b.example\nText.\n:::")}, "6:1"),
        ({"content/en/terms.yaml": "- {term: nerve, says: Ask a@b.example for more}\n"}, "1:27"),
    ],
)
def test_an_email_address_in_a_field_is_an_error(
    files: dict[str, str], place: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    result = check_site(make_site(files=files))

    assert found_in(result.problems) == [f"{next(iter(files))}:{place} error typed-email"]


def test_an_example_of_an_address_may_be_in_an_interface_text(make_site: MakeSite, check_site: CheckSite) -> None:
    words = "form_wrong_email: Write it like name@example.com\nskip: Mail to a@b.example\n"

    result = check_site(make_site(files={"templates/words/en.yaml": words}))

    assert found_in(result.problems) == ["templates/words/en.yaml:2:15 error typed-email"]


def test_a_sign_on_the_opening_line_of_a_component_is_reported(make_site: MakeSite, check_site: CheckSite) -> None:
    page = about_page("::: expander Take ~~2~~ 1 tablet\nText.\n:::")

    result = check_site(make_site(files={"content/en/about.md": page}))

    assert found_in(result.problems) == ["content/en/about.md:6:1 error markdown-dialect"]
