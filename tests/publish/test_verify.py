"""Verify: what only the finished site shows."""

from __future__ import annotations

from tests.site_tools import BuildSite, MakeSite, about_page

# What is wrong with a page that holds a link to a heading.
LINKS: dict[str, list[str]] = {
    "[a](sciatica/symptoms.md#what-you-may-feel)": [],
    "[a](#who-we-are)\n\n## Who we are": [],
    "[a](#who-we-are-2)\n\n## Who we are\n\n## Who we are": ["repeated-heading"],
    "[a](sciatica/index.md#call-911-if)": [],
    "[a](contact.md#form-title)": [],
    "[a](#main)": [],
    "[a](#nothing)": ["broken-anchor"],
    "[a](sciatica/symptoms.md#nothing)": ["broken-anchor"],
    "[a](sciatica/symptoms.md#What-you-may-feel)": ["broken-anchor"],
    "[a](#caf%C3%A9)\n\n## Café": ["broken-anchor"],
    "[a](#cafe)\n\n## Café": [],
}


def test_a_link_to_a_heading_needs_the_heading(make_site: MakeSite, build_site: BuildSite) -> None:
    pages = {f"content/en/page-{number}.md": prose for number, prose in enumerate(LINKS)}

    result = build_site(make_site(files={path: about_page(prose) for path, prose in pages.items()}))

    found = {prose: [each["rule"] for each in result.problems if each["path"] == path] for path, prose in pages.items()}
    assert found == LINKS


def test_repeated_headings_get_ids_of_their_own(make_site: MakeSite, build_site: BuildSite) -> None:
    prose = "## Signs\n\n::: inset\nText.\n:::\n\n## Signs\n\n::: expander More\n## Signs\n\nText.\n:::"

    result = build_site(make_site(files={"content/en/about.md": about_page(prose)}))

    page = (result.out / "about/index.html").read_text(encoding="utf-8")
    assert result.rules == ["repeated-heading"]
    assert all(f'id="{name}"' in page for name in ("signs", "signs-2", "signs-3"))


def test_a_link_that_only_the_conversion_sees_is_reported_too(make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site(files={"content/en/about.md": about_page("[a](contact.md 'Title')")}))

    assert result.rules == ["broken-link"]
    assert "cannot be checked" in result.problems[0]["message"]


def test_a_mistake_in_one_template_is_reported_once_and_not_for_every_page(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    assert build_site(make_site("template-unknown-value")).rules == ["template-value"]
