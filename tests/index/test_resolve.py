"""Names that authors write, looked up: pages, pictures, files, contacts, people, places."""

from __future__ import annotations

import pytest

from plainleaf.markdown.scan import Target
from plainleaf.model.jobs import LinkTarget
from plainleaf.problems import Place
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, places, rules

HERE = Place("content/en/about.md", 6, 5)


PDF = "%PDF-1.7 %%EOF"


def look_up(make_site: MakeSite, written: str, *, page: str = "about.md") -> tuple[LinkTarget, list[str]]:
    """Where a link on a page leads, and the rules it breaks."""
    planned = plan_site(make_site())
    target = planned.resolver(page).target(Target(written, "text", False, HERE))
    return target, rules(planned.report)


@pytest.mark.parametrize(
    ("written", "page", "url"),
    [
        ("contact.md", "about.md", "/contact/"),
        ("./contact.md", "about.md", "/contact/"),
        ("sciatica/symptoms.md", "about.md", "/sciatica/symptoms/"),
        ("../about.md", "sciatica/index.md", "/about/"),
        ("symptoms.md#what-you-may-feel", "sciatica/index.md", "/sciatica/symptoms/#what-you-may-feel"),
        ("#team", "about.md", "#team"),
        ("https://nhs.example/", "about.md", "https://nhs.example/"),
        ("phone:appointments", "about.md", "tel:+13135550100"),
        ("phone:emergency", "about.md", "tel:911"),
        ("phone:relay", "about.md", "tel:711"),
        ("email:hello", "about.md", "mailto:hello@small.example"),
    ],
)
def test_a_link_leads_where_it_says(written: str, page: str, url: str, make_site: MakeSite) -> None:
    target, broken = look_up(make_site, written, page=page)

    assert target.url == url
    assert broken == []


@pytest.mark.parametrize(
    ("written", "page", "url"),
    [
        ("https://small.example/contact/", "about.md", "/contact/"),
        ("http://SMALL.example:80/contact", "about.md", "/contact/"),
        ("https://small.example", "about.md", "/"),
        ("https://www.small.example/contact/", "about.md", "/contact/"),
        ("https://small.example./contact/", "about.md", "/contact/"),
        (
            "https://small.example/sciatica/symptoms/#what-you-may-feel",
            "about.md",
            "/sciatica/symptoms/#what-you-may-feel",
        ),
    ],
)
def test_a_page_of_the_site_is_found_by_its_full_address(
    written: str, page: str, url: str, make_site: MakeSite
) -> None:
    target, broken = look_up(make_site, written, page=page)

    assert target.url == url
    assert broken == ["own-address"]


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://www.small.example/", "http://small.example/contact/"),
        ("https://www.small.example/", "https://WWW.small.example/contact/"),
        ("https://xn--clnica-4va.example/", "https://clínica.example/contact/"),
        ("https://xn--clnica-4va.example/", "https://www.clínica.example/contact/"),
    ],
)
def test_a_host_is_the_sites_own_in_any_form(address: str, written: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"config.yaml": minimal_config(("https://small.example/", address))}))

    target = planned.resolver("about.md").target(Target(written, "text", False, HERE))

    assert (target.url, rules(planned.report)) == ("/contact/", ["own-address"])


@pytest.mark.parametrize(
    "written",
    [
        "https://small.example.evil.example/contact/",
        "https://small.example:8080/contact/",
        "https://[x",
        "https://a..b/",
    ],
)
def test_an_address_that_only_looks_like_the_sites_own_is_left_alone(written: str, make_site: MakeSite) -> None:
    target, broken = look_up(make_site, written)

    assert (target.url, broken) == (written, [])


def test_an_address_that_plainleaf_makes_has_no_path_to_write(make_site: MakeSite) -> None:
    target, broken = look_up(make_site, "https://small.example/a-to-z?x=1")

    assert (target.url, broken) == ("/a-to-z/?x=1", [])


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("nowhere.md", "broken-link"),
        ("sciatica/", "broken-link"),
        ("sciatica", "broken-link"),
        ("/about/", "broken-link"),
        ("//evil.example/", "broken-link"),
        ("../../../etc/passwd", "broken-link"),
        ("../../config.yaml", "broken-link"),
        ("about.html", "broken-link"),
        ("", "broken-link"),
        ("JavaScript:alert(1)", "broken-link"),
        ("data:text/html,x", "broken-link"),
        ("file:///etc/passwd", "broken-link"),
        ("ftp://host.example/", "broken-link"),
        ("tel:911", "typed-phone"),
        ("mailto:hello@small.example", "typed-email"),
        ("phone:", "unknown-phone"),
        ("phone:nurse", "unknown-phone"),
        ("phone:tty", "unknown-phone"),
        ("email:nurse", "unknown-email"),
    ],
)
def test_a_link_to_nowhere_is_one_problem_and_no_address(written: str, rule: str, make_site: MakeSite) -> None:
    target, broken = look_up(make_site, written)

    assert broken == [rule]
    assert target.url == ""


def test_a_contact_link_without_text_shows_the_contact(make_site: MakeSite) -> None:
    target, _ = look_up(make_site, "phone:appointments")

    assert target.text == "313-555-0100"


def test_a_page_link_without_text_shows_the_title(make_site: MakeSite) -> None:
    target, _ = look_up(make_site, "sciatica/symptoms.md")

    assert target.text == "Symptoms"


def test_a_file_next_to_a_page_is_found_by_its_name(make_site: MakeSite) -> None:
    files = {
        "content/en/leaflet.pdf": PDF,
        "content/en/about.md": about_page("Read [the leaflet](leaflet.pdf)."),
    }

    planned = plan_site(make_site(files=files))

    target = planned.job("about/index.html").prose.targets["leaflet.pdf"]
    assert planned.report.problems == []
    assert target.url.startswith("/en/leaflet.")
    assert target.url.endswith(".pdf")


def test_a_picture_may_also_be_linked_to(make_site: MakeSite) -> None:
    prose = "![A nerve.](/pictures/nerve.svg)\n\n[See it large](/pictures/nerve.svg)"

    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    targets = planned.job("about/index.html").prose.targets
    picture = targets["!/pictures/nerve.svg"].picture
    assert picture is not None
    assert (picture.width, picture.height) == (40, 80)
    assert targets["/pictures/nerve.svg"].url == picture.url


def test_a_file_that_is_not_a_picture_cannot_be_shown_as_one(make_site: MakeSite) -> None:
    files = {"static/leaflet.pdf": PDF, "content/en/about.md": about_page("![A leaflet.](/leaflet.pdf)")}

    planned = plan_site(make_site(files=files))

    assert rules(planned.report) == ["missing-picture"]


def test_a_link_to_a_page_outside_its_dates_does_not_stop_a_build(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("News.", "publish: 2027-01-01\n")})

    planned = plan_site(root)

    assert rules(planned.report) == ["link-to-unpublished"]
    assert not planned.report.has_errors
    assert planned.job("index.html").prose.targets["about.md"].url == ""


def test_every_broken_link_of_a_page_is_reported_at_its_own_place(make_site: MakeSite) -> None:
    prose = "[a](x.md) and [b](y.md)\n\n[c](x.md)"

    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert places(planned.report) == [f"content/en/about.md:{spot}" for spot in ("6:5", "6:19", "8:5")]


def test_options_of_components_are_looked_up_from_the_page_they_are_on(make_site: MakeSite) -> None:
    prose = (
        "::: person ../people/ada.md\n:::\n\n::: location main\n:::\n"
        "\n::: pages\nlist:\n  - ../about.md\nstyle: list\n:::\n"
        "\n::: next-step Book\npage: ../booking.md\nphone: appointments\n:::"
    )

    planned = plan_site(make_site(files={"content/en/more/index.md": about_page(prose)}))

    uses = {use.component: use.options for use in planned.job("more/index.html").prose.uses}
    assert planned.report.problems == []
    assert uses["person"]["person"].name == "Ada Example"
    assert uses["location"]["location"].city == "Smalltown"
    assert [link.url for link in uses["pages"]["list"]] == ["/about/"]
    assert uses["next-step"]["page"].url == "/booking/"
    assert uses["next-step"]["phone"].number == "313-555-0100"


def test_a_folder_lists_the_pages_directly_below_it(make_site: MakeSite) -> None:
    planned = plan_site(
        make_site(files={"content/en/about.md": about_page("::: pages\nbelow: sciatica/index.md\n:::")})
    )

    below = planned.job("about/index.html").prose.uses[0].options["below"]
    assert [link.title for link in below] == ["Symptoms", "When to get help"]
